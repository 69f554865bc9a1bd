"""What the site asks of its environment."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from portal import keys

ROOT = settings.BASE_DIR
FRESH = keys.new()
PRODUCTION = {
    "DEVELOPMENT": "0",
    "SITE_URL": "https://portal.example",
    "ALLOWED_HOSTS": "portal.example, www.portal.example",
    "SECRET_KEY": FRESH["SECRET_KEY"],
    "PERSONAL_DATA_KEYS": FRESH["PERSONAL_DATA_KEYS"][0],
    "RECEIPT_KEY": FRESH["RECEIPT_KEY"],
    "LEDGER_KEY": FRESH["LEDGER_KEY"][0],
}


ADDRESS = "the address visitors type, such as https://minyi.example.gov.cn, without a path."

LEDGER_KEY = "one or more keys in base64 of 32 bytes, newest first, that sign the public ledger."
LEDGER_ORIGIN = "the address of the ledger without https://, such as minyi.example.gov.cn/ledger."
LEDGER_WITNESS = "the address and key of each witness as https://…|<vkey>, or leave it out:"
NO_WITNESS = "not of the form https://…|<vkey>."
OF_A_LOG = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
NO_COSIGNER = "the key of https://w.example does not cosign; it is the key of a log."
MAIL_SERVER = "the mail server, such as smtp+tls://name:password@mail.example:587."
MAILBOX = "the mailbox of what comes back, such as imaps://name:password@mail.example/INBOX."


def run(*command, environment):
    """(exit code, what it says on standard error) of a Python of its own that knows `environment` alone."""
    environment = {"PATH": os.environ["PATH"]} | environment
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True)
    return done.returncode, done.stderr


def value_of(expression, **environment):
    """What a setting is in that environment."""
    code = f"from portal import settings; print(repr({expression}))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "", "a random text of at least 50 characters that signs cookies and forms."),
        ("SECRET_KEY", "short", "a random text of at least 50 characters that signs cookies and forms."),
        ("SITE_URL", "", ADDRESS),
        ("SITE_URL", "https://portal.example/minyi", ADDRESS),
        ("SITE_URL", "https://portal.example?from=bureau", ADDRESS),
        ("SITE_URL", "portal.example", ADDRESS),
        ("ALLOWED_HOSTS", "", "the host names this site answers to, separated by commas."),
        ("ALLOWED_HOSTS", " , ", "the host names this site answers to, separated by commas."),
        ("PERSONAL_DATA_KEYS", "", "one or more Fernet keys, newest first, that encrypt names and contacts."),
        ("PERSONAL_DATA_KEYS", "no key", "one or more Fernet keys, newest first, that encrypt names and contacts."),
        ("RECEIPT_KEY", "", "a random text of at least 32 characters that receipts are made and checked with."),
        ("LEDGER_KEY", "", LEDGER_KEY),
        ("LEDGER_KEY", "c2hvcnQ=", LEDGER_KEY),
        ("LEDGER_ORIGIN", "the ledger", LEDGER_ORIGIN),
        ("LEDGER_WITNESSES", "https://w.example", f"{LEDGER_WITNESS} https://w.example is {NO_WITNESS}"),
        ("LEDGER_WITNESSES", f"https://w.example|{OF_A_LOG}", f"{LEDGER_WITNESS} {NO_COSIGNER}"),
        ("LEDGER_STAMP_URL", "tsa.example", "the address of a time-stamp authority (RFC 3161), or leave it out."),
        ("DATABASE_POOL_SIZE", "many", "a whole number."),
        ("EMAIL_URL", "mail.example", MAIL_SERVER),
        ("EMAIL_URL", "smtp://", MAIL_SERVER),
        ("EMAIL_URL", "smtp://mail.example:port", MAIL_SERVER),
        ("SMS_URL", "ftp://sms.example", "the address of the gateway, such as https://sms.example/send."),
        ("BOUNCES_URL", "imap://name:password@mail.example", MAILBOX),
        ("NOTICE_RETRY_MINUTES", "soon", "minutes separated by commas, such as 1,5,15,60,180."),
        ("NOTICE_RETRY_MINUTES", "1,0", "minutes separated by commas, such as 1,5,15,60,180."),
    ],
)
def test_site_refuses_to_start_in_one_sentence(name, value, sentence):
    environment = PRODUCTION | {"DATABASE_URL": "postgres://127.0.0.1/portal", name: value}

    assert run("manage.py", "check", environment=environment) == (1, f"Set {name}: {sentence}\n")


def test_letters_need_to_come_from_somebody():
    told = "Set MAIL_FROM: from whom letters come, such as notices@minyi.example.gov.cn.\n"

    assert run("manage.py", "check", environment=PRODUCTION | {"EMAIL_URL": "smtp://mail.example"}) == (1, told)


@pytest.mark.parametrize(
    ("environment", "channels"),
    [
        ({}, "()"),
        ({"EMAIL_URL": "smtp+tls://a:b@mail.example", "MAIL_FROM": "a@portal.example"}, "('mail',)"),
        ({"SMS_URL": "https://sms.example", "SMS_BODY": "${to}"}, "('sms',)"),
        ({"DEVELOPMENT": "1", "VAR_DIR": str(settings.VAR_DIR)}, "('mail', 'sms')"),
    ],
)
def test_notices_leave_by_what_is_set_up(environment, channels):
    assert value_of("settings.NOTICE_CHANNELS", **PRODUCTION | environment) == channels


def test_a_mail_server_is_named_by_its_address():
    names = ("BACKEND", "HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    expression = f"[getattr(settings, f'EMAIL_{{name}}') for name in {names}]"
    address = {"EMAIL_URL": "smtp+ssl://a:p%40w@mail.example", "MAIL_FROM": "a@portal.example"}

    assert value_of(expression, **PRODUCTION | address) == (
        "['portal.post.smtp.Backend', 'mail.example', 465, 'a', 'p@w', False, True]"
    )


@pytest.mark.parametrize("address", ["logo.svg", "//elsewhere.example/logo.svg", "https://elsewhere.example/logo.svg"])
def test_a_logo_is_an_image_of_this_site(address):
    told = "Set LOGO: the path of an image on this site, such as /logo.svg.\n"

    assert run("manage.py", "check", environment=PRODUCTION | {"LOGO": address}) == (1, told)


@pytest.mark.parametrize(
    ("environment", "organiser"),
    [
        ({}, "('青島市公安局', 'Qingdao Municipal Public Security Bureau')"),
        ({"BUREAU_NAME": "某市公安局"}, "('某市公安局', '')"),
        ({"ORGANISER": "某市人民政府"}, "('某市人民政府', '')"),
        ({"FOOTER_LINES": "主辦單位：青島市公安局"}, "('', '')"),  # as it was said before there was ORGANISER
    ],
)
def test_the_bureau_runs_the_site_unless_it_is_said_otherwise(environment, organiser):
    expression = "(settings.ORGANISER, settings.ORGANISER_EN)"

    assert value_of(expression, **PRODUCTION, PYTHONUTF8="1", **environment) == organiser


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "GRANIAN_URL_PATH_PREFIX"])
def test_site_refuses_to_stand_under_a_path(name):
    told = f"Unset {name}: the portal needs a host name of its own and does not stand under a path of another.\n"

    assert run("manage.py", "check", environment=PRODUCTION | {name: "/minyi"}) == (1, told)
    assert run("manage.py", "check", environment=PRODUCTION | {name: "/"}) == (0, "")


def test_slash_after_the_address_is_no_path():
    assert value_of("settings.SITE_URL", **PRODUCTION | {"SITE_URL": "https://portal.example/"}) == repr(
        "https://portal.example"
    )


@pytest.mark.parametrize("command", [["manage.py", "migrate"], ["manage.py", "serve"], ["-m", "portal.wsgi"]])
def test_every_way_to_start_is_refused(command):
    sentence = "Set SECRET_KEY: a random text of at least 50 characters that signs cookies and forms.\n"

    assert run(*command, environment={"DEVELOPMENT": "0"}) == (1, sentence)


DEPLOY_CHECK = ["-W", "error", "manage.py", "check", "--deploy", "--fail-level", "INFO"]


def test_deploy_check_has_nothing_to_say():
    assert run(*DEPLOY_CHECK, environment=PRODUCTION | {"TRUSTED_PROXIES": "127.0.0.1"}) == (0, "")


def test_deploy_check_asks_for_a_proxy_in_front():
    code, told = run(*DEPLOY_CHECK, environment=PRODUCTION)

    assert (code, re.findall(r"\((\w+\.\w+)\)", told)) == (1, ["portal.W001"])


def test_production_keeps_no_keys_of_its_own(tmp_path):
    environment = PRODUCTION | {"VAR_DIR": str(tmp_path)}

    assert run("manage.py", "check", environment=environment) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_blanks_after_commas_do_not_count():
    assert value_of("settings.ALLOWED_HOSTS", **PRODUCTION) == "['portal.example', 'www.portal.example']"


def test_sqlite_waits_its_turn_to_write(tmp_path):
    options = value_of("settings.DATABASES['default']['OPTIONS']", VAR_DIR=str(tmp_path))

    assert options == str(
        {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    )


TOLD = (
    "'sslmode': 'require', 'options': '-c random_page_cost=1.1', 'connect_timeout': 3, 'tcp_user_timeout': 5000,"
    " 'keepalives_idle': 5, 'keepalives_interval': 2, 'keepalives_count': 2"
)


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ("", f"(600, {{{TOLD}}})"),
        ("4", f"(0, {{{TOLD}, 'pool': {{'min_size': 1, 'max_size': 4, 'timeout': 5}}}})"),
    ],
)
def test_postgres_keeps_its_connections(size, kept):
    url = "postgres://portal@db.example/portal?sslmode=require"
    expression = "(lambda d: (d.get('CONN_MAX_AGE', 0), d['OPTIONS']))(settings.DATABASES['default'])"

    assert value_of(expression, **PRODUCTION, DATABASE_URL=url, DATABASE_POOL_SIZE=size) == kept


@pytest.mark.parametrize(
    ("query", "told"),
    [("", "-c random_page_cost=1.1"), ("?options=-c%20random_page_cost%3D4", "-c random_page_cost=4")],
)
def test_postgres_is_told_that_jumps_are_cheap_unless_the_address_says_otherwise(query, told):
    url = f"postgres://portal@db.example/portal{query}"

    assert value_of("settings.DATABASES['default']['OPTIONS']['options']", **PRODUCTION, DATABASE_URL=url) == repr(told)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone")
def test_postgres_heard_it():
    with connection.cursor() as cursor:
        cursor.execute("SHOW random_page_cost")
        assert cursor.fetchone() == ("1.1",)


def names_read():
    files = [ROOT / "portal" / "settings.py", ROOT / "portal" / "sealed" / "storages.py"]
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return sorted({*re.findall(r'\benv(?:_\w+|\.\w+)?\("(\w+)"', source)})


@pytest.mark.parametrize(
    ("file", "line"), [("README.md", r"^\| `([A-Z0-9_]+)` \|"), ("deploy/env.example", r"^#?([A-Z0-9_]+)=")]
)
def test_every_setting_is_listed(file, line):
    text = (ROOT / file).read_text(encoding="utf-8")

    assert sorted(re.findall(line, text, re.MULTILINE)) == names_read()
