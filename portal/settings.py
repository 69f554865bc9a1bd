"""Every setting of the portal, read from the environment; the README lists them with their defaults."""

import os
import re
import sys
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal import keys, postgresql
from portal.post import gateway
from portal.sealed.storages import of_attachments
from portal.tlog import witnessing

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.ENVIRON = {name: value for name, value in os.environ.items() if value}  # an empty value counts as not set


def env_list(name, default=()):
    """A comma-separated setting; blanks around the commas do not count."""
    return [item.strip() for item in env.list(name, default=list(default)) if item.strip()]


def env_int(name, default):
    try:
        return env.int(name, default=default)
    except ValueError:
        return required(name, "a whole number.")


def env_text(name):
    """A text with dollars in it; to `env` what begins with one names another setting."""
    return env.ENVIRON.get(name, "")


def env_english(name, ours):
    """What the bureau says of itself in English; ours goes with our Chinese, never with that of somebody else."""
    default = type(ours)() if env(name.removesuffix("_EN"), default="") else ours
    return env_list(name, default) if isinstance(ours, list) else env(name, default=default)


def required(name, why):
    """Stop with one sentence: whoever starts the site needs to read no traceback."""
    sys.exit(f"Set {name}: {why}")


# Development is the default so that one command works on a fresh machine; it answers to this machine's names only.
DEVELOPMENT = env.bool("DEVELOPMENT", default=True)
DEBUG = env.bool("DEBUG", default=False)
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
if DEVELOPMENT:
    VAR_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
PERSONAL_DATA_KEYS = env_list("PERSONAL_DATA_KEYS")
RECEIPT_KEY = env("RECEIPT_KEY", default="")
LEDGER_KEY = env_list("LEDGER_KEY")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
if DEVELOPMENT:
    local = keys.local(VAR_DIR / "keys.json")
    SECRET_KEY = SECRET_KEY or local["SECRET_KEY"]
    PERSONAL_DATA_KEYS = PERSONAL_DATA_KEYS or local["PERSONAL_DATA_KEYS"]
    RECEIPT_KEY = RECEIPT_KEY or local["RECEIPT_KEY"]
    LEDGER_KEY = LEDGER_KEY or local["LEDGER_KEY"]
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]
if len(SECRET_KEY) < 50:
    required("SECRET_KEY", "a random text of at least 50 characters that signs cookies and forms.")
if not ALLOWED_HOSTS:
    required("ALLOWED_HOSTS", "the host names this site answers to, separated by commas.")
if not PERSONAL_DATA_KEYS or not all(keys.is_fernet_key(key) for key in PERSONAL_DATA_KEYS):
    required("PERSONAL_DATA_KEYS", "one or more Fernet keys, newest first, that encrypt names and contacts.")
if len(RECEIPT_KEY) < 32:
    required("RECEIPT_KEY", "a random text of at least 32 characters that receipts are made and checked with.")
if not LEDGER_KEY or not all(keys.is_ledger_key(key) for key in LEDGER_KEY):
    required("LEDGER_KEY", "one or more keys in base64 of 32 bytes, newest first, that sign the public ledger.")

# What `manage.py serve` does.
PORT = env_int("PORT", default=8000)
WORKERS = env_int("WORKERS", default=1)
SAMPLE = env.bool("SAMPLE", default=DEVELOPMENT)


# What the bureau is called and how it is reached; the English stands on English pages.
SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{PORT}" if DEVELOPMENT else "").rstrip("/")
if not re.fullmatch(r"https?://[^/?#]+", SITE_URL):
    required("SITE_URL", "the address visitors type, such as https://minyi.example.gov.cn, without a path.")
for prefix in ("SCRIPT_NAME", "GRANIAN_URL_PATH_PREFIX"):  # cookies, kept pages and nginx know the root alone
    if env(prefix, default="").strip("/"):
        sys.exit(f"Unset {prefix}: the portal needs a host name of its own and does not stand under a path of another.")
# The public ledger: the name under which it signs, fixed at the first signature, and where the last checkpoint that was
# signed is kept outside the database; all machines with a worker share that file.
_host = "localhost" if DEVELOPMENT else SITE_URL.partition("://")[2]  # the port of a development machine may change
LEDGER_ORIGIN = env("LEDGER_ORIGIN", default=f"{_host}/ledger")
if not re.fullmatch(r"[^\s+]+", LEDGER_ORIGIN):
    required("LEDGER_ORIGIN", "the address of the ledger without https://, such as minyi.example.gov.cn/ledger.")
LEDGER_STATE = Path(env("LEDGER_STATE", default=str(VAR_DIR / "ledger" / "signed")))
LEDGER_TILES = Path(env("LEDGER_TILES", default=str(VAR_DIR / "ledger" / "tiles")))  # full ones, under their addresses
# Who cosigns what was published, and who says at what time it was there.
try:
    LEDGER_WITNESSES = witnessing.witnesses_of(env_list("LEDGER_WITNESSES"))
except ValueError as error:
    required("LEDGER_WITNESSES", f"the address and key of each witness as https://…|<vkey>, or leave it out: {error}")
LEDGER_STAMP_URL = env("LEDGER_STAMP_URL", default="")
if LEDGER_STAMP_URL and not re.fullmatch(r"https?://[^/?#\s]+(/[^?#\s]*)?", LEDGER_STAMP_URL):
    required("LEDGER_STAMP_URL", "the address of a time-stamp authority (RFC 3161), or leave it out.")
SITE_NAME = env("SITE_NAME", default="青島市公安局民意直通")
SITE_NAME_EN = env_english("SITE_NAME_EN", "Qingdao Police Citizen Voice")
BUREAU_NAME = env("BUREAU_NAME", default="青島市公安局")
BUREAU_NAME_EN = env_english("BUREAU_NAME_EN", "Qingdao Municipal Public Security Bureau")
HOTLINE = env("HOTLINE", default="12345")
HOTLINE_HOURS = env("HOTLINE_HOURS", default="全天 24 小時")
HOTLINE_HOURS_EN = env_english("HOTLINE_HOURS_EN", "24 hours a day")
# What the foot of every page says of who runs the site. What is empty is not shown; no number is ever made up.
FOOTER_LINES = env_list("FOOTER_LINES")
FOOTER_LINES_EN = env_list("FOOTER_LINES_EN")
ORGANISER = env("ORGANISER", default="" if FOOTER_LINES else BUREAU_NAME)
ORGANISER_EN = env("ORGANISER_EN", default=BUREAU_NAME_EN if ORGANISER == BUREAU_NAME else "")
CONTACT = env("CONTACT", default="")
CONTACT_EN = env("CONTACT_EN", default="")
LOGO = env("LOGO", default="")
if LOGO and not re.fullmatch(r"/(?!/)\S+", LOGO):  # the security policy shows no image of another site
    required("LOGO", "the path of an image on this site, such as /logo.svg.")
ICP_NUMBER = env("ICP_NUMBER", default="")
POLICE_NUMBER = env("POLICE_NUMBER", default="")
SITE_IDENTIFIER = env("SITE_IDENTIFIER", default="")
RATING_DAYS = env_int("RATING_DAYS", default=15)
# Of talks: how many days before its day questions are taken, and in how many working days after it all are answered.
TALK_QUESTION_DAYS = env_int("TALK_QUESTION_DAYS", default=1)
TALK_REPLY_DAYS = env_int("TALK_REPLY_DAYS", default=7)
# Working days without a step after which the desk lists a suggestion as silent; after the due day, as one for 督辦.
SILENT_DAYS = env_int("SILENT_DAYS", default=5)
# Days after the reply in which something that was adopted gets a promise or a measure; after that the desk lists it.
COMMITMENT_DAYS = env_int("COMMITMENT_DAYS", default=60)
SUPERVISE_AFTER_DAYS = env_int("SUPERVISE_AFTER_DAYS", default=5)

# How notices leave the site. What is not set up is not offered; development writes them to folders within VAR_DIR.
EMAIL_URL = env("EMAIL_URL", default="")
MAIL_FROM = env("MAIL_FROM", default=f"{SITE_NAME} <notices@localhost>" if DEVELOPMENT else "")
EMAIL_TIMEOUT = env_int("MAIL_TIMEOUT", default=30)  # seconds for each answer of the mail server
EMAIL_FILE_PATH = VAR_DIR / "letters"
EMAIL_BACKEND = f"django.core.mail.backends.{'filebased' if DEVELOPMENT else 'dummy'}.EmailBackend"
if EMAIL_URL:
    try:
        mail = env.email_url_config(EMAIL_URL)
    except (ImproperlyConfigured, ValueError):
        mail = {}
    if not mail or EMAIL_URL.startswith("smtp") and not mail["EMAIL_HOST"]:
        required("EMAIL_URL", "the mail server, such as smtp+tls://name:password@mail.example:587.")
    if "@" not in parseaddr(MAIL_FROM)[1]:
        required("MAIL_FROM", "from whom letters come, such as notices@minyi.example.gov.cn.")
    EMAIL_BACKEND = "portal.post.smtp.Backend" if EMAIL_URL.startswith("smtp") else mail["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (
        mail[name] or "" for name in ("EMAIL_HOST", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD")
    )
    EMAIL_USE_TLS, EMAIL_USE_SSL = mail.get("EMAIL_USE_TLS", False), mail.get("EMAIL_USE_SSL", False)
    EMAIL_PORT = mail["EMAIL_PORT"] or (587 if EMAIL_USE_TLS else 465 if EMAIL_USE_SSL else 25)
    EMAIL_FILE_PATH = f"/{mail['EMAIL_FILE_PATH']}" if EMAIL_URL.startswith("filemail") else None
# A gateway for short messages; `portal/post/gateway.py` says what each one holds.
SMS_FOLDER = VAR_DIR / "sms"
told = {
    "SMS_URL": env_text("SMS_URL"),
    "SMS_METHOD": env_text("SMS_METHOD"),
    "SMS_HEADERS": env_text("SMS_HEADERS"),
    "SMS_BODY": env_text("SMS_BODY"),
    "SMS_SIGNATURE": env_text("SMS_SIGNATURE"),
    "SMS_SECRET": env_text("SMS_SECRET"),
    "SMS_SIGNATURE_FORM": env_text("SMS_SIGNATURE_FORM"),
    "SMS_SUCCESS": env_text("SMS_SUCCESS"),
    "SMS_BUSY": env_text("SMS_BUSY"),
    "SMS_TEMPLATES": env_text("SMS_TEMPLATES"),
    "SMS_TIMEOUT": env_text("SMS_TIMEOUT"),
}
try:
    SMS_GATEWAY = gateway.described(told) if told["SMS_URL"] else None
except gateway.Unfit as unfit:
    required(unfit.name, unfit.why)
NOTICE_CHANNELS = tuple(
    channel for channel, is_set in (("mail", EMAIL_URL), ("sms", SMS_GATEWAY)) if is_set or DEVELOPMENT
)
# The mailbox to which letters come back that could not be delivered.
BOUNCES_URL = env("BOUNCES_URL", default="")
if BOUNCES_URL and not re.fullmatch(
    rf"imap{'s?' if DEVELOPMENT else 's'}://[^@/]+:[^@/]*@[^@/]+(/[^/]+)?", BOUNCES_URL
):
    required("BOUNCES_URL", "the mailbox of what comes back, such as imaps://name:password@mail.example/INBOX.")
# Minutes to the next try of a notice that could not be handed over, the last again and again, for a day; and for how
# many seconds a worker may hold one before another takes it for dead.
try:
    NOTICE_RETRY_MINUTES = [
        float(minutes) for minutes in env_list("NOTICE_RETRY_MINUTES", ["1", "5", "15", "60", "180"])
    ]
except ValueError:
    NOTICE_RETRY_MINUTES = []
if not NOTICE_RETRY_MINUTES or min(NOTICE_RETRY_MINUTES) <= 0:
    required("NOTICE_RETRY_MINUTES", "minutes separated by commas, such as 1,5,15,60,180.")
NOTICE_HELD_SECONDS = env_int("NOTICE_HELD_SECONDS", default=600)

# How often something may be done: from one browser, and, late and high, from one network (an address; of IPv6 its /64).
# 0 refuses nobody. `portal/serving/limits.py` says what each one is of.
BEGUN_PER_HOUR_BROWSER = env_int("BEGUN_PER_HOUR_BROWSER", default=30)
BEGUN_PER_HOUR_NETWORK = env_int("BEGUN_PER_HOUR_NETWORK", default=2000)
SENT_PER_HOUR_BROWSER = env_int("SENT_PER_HOUR_BROWSER", default=20)
SENT_PER_HOUR_NETWORK = env_int("SENT_PER_HOUR_NETWORK", default=600)
ASKED_PER_HOUR_BROWSER = env_int("ASKED_PER_HOUR_BROWSER", default=60)
ASKED_PER_HOUR_NETWORK = env_int("ASKED_PER_HOUR_NETWORK", default=3000)
SUPPORTS_PER_HOUR_BROWSER = env_int("SUPPORTS_PER_HOUR_BROWSER", default=20)
SUPPORTS_PER_HOUR_EACH = env_int("SUPPORTS_PER_HOUR_EACH", default=30)
SUPPORTS_PER_HOUR_NETWORK = env_int("SUPPORTS_PER_HOUR_NETWORK", default=300)
# A report of 30 sections asks three questions of each, and a mind may change.
OPINIONS_PER_HOUR_BROWSER = env_int("OPINIONS_PER_HOUR_BROWSER", default=120)
OPINIONS_PER_HOUR_EACH = env_int("OPINIONS_PER_HOUR_EACH", default=150)
OPINIONS_PER_HOUR_NETWORK = env_int("OPINIONS_PER_HOUR_NETWORK", default=3000)
# Who asks to be told by mail; of one address the rules say how many mails it gets.
FOLLOWS_PER_HOUR_BROWSER = env_int("FOLLOWS_PER_HOUR_BROWSER", default=10)
FOLLOWS_PER_HOUR_NETWORK = env_int("FOLLOWS_PER_HOUR_NETWORK", default=200)
HITS_PER_MINUTE_NETWORK = env_int("HITS_PER_MINUTE_NETWORK", default=600)
WRONG_RECEIPTS_BROWSER = env_int("WRONG_RECEIPTS_BROWSER", default=10)
WRONG_RECEIPTS_NETWORK = env_int("WRONG_RECEIPTS_NETWORK", default=300)
WRONG_RECEIPTS_MARKED = env_int("WRONG_RECEIPTS_MARKED", default=10)
WRONG_CONTACTS = env_int("WRONG_CONTACTS", default=5)

# Whether citizens may add photos and PDFs, and how many megabytes may wait in all for what was not sent yet.
ATTACHMENTS = env.bool("ATTACHMENTS", default=True)
ATTACHMENTS_UNSENT_MB = env_int("ATTACHMENTS_UNSENT_MB", default=2000)
UPLOADS_PER_HOUR_BROWSER = env_int("UPLOADS_PER_HOUR_BROWSER", default=60)
UPLOADS_PER_HOUR_NETWORK = env_int("UPLOADS_PER_HOUR_NETWORK", default=1000)

# How staff sign in and how long they stay signed in.
STAFF_TOTP = env.bool("STAFF_TOTP", default=not DEVELOPMENT)
STAFF_IDLE_MINUTES = env_int("STAFF_IDLE_MINUTES", default=60)
STAFF_SESSION_HOURS = env_int("STAFF_SESSION_HOURS", default=9)
STAFF_LOGIN_TRIES = env_int("STAFF_LOGIN_TRIES", default=5)
STAFF_NETWORK_TRIES = env_int("STAFF_NETWORK_TRIES", default=30)
STAFF_LOCK_MINUTES = env_int("STAFF_LOCK_MINUTES", default=30)

INSTALLED_APPS = [
    "portal.desk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, of which ours replace some
    "csp",
    "django_tasks",
    "portal.desk.apps.TasksConfig",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "portal",
    "portal.ledger",
    "reports",
    "reports.series",
    "feedback",
    "feedback.data",
    "feedback.attachments",
    "feedback.notices",
    "feedback.following",
    "feedback.notes",
    "feedback.papers",
    "feedback.rounds",
    "feedback.talks",
    "feedback.opinions",
    "feedback.representatives",
    "feedback.draws",
    "feedback.ballots",
    "feedback.awards",
    "feedback.summaries",
    "feedback.bindings",
    "feedback.commitments",
    "feedback.measures",
    "feedback.chain",
    "feedback.ledger",
    "feedback.setup",
]

MIDDLEWARE = [
    "portal.serving.middleware.gate",
    "portal.serving.middleware.trusted_proxies",
    "portal.serving.pages.kept",
    "django.middleware.gzip.GZipMiddleware",
    "portal.serving.pages.tagged",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.accounts.language.followed",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.accounts.middleware.staff_sessions",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.reading.readers.reader",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["portal.serving.unindented.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": ["portal.templatetags.whose", "portal.templatetags.breaks"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.serving.context.site",
                "feedback.parts.context.sample",
                "feedback.parts.context.phone",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASE_URL = env("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # What an index leads to is in memory or on an SSD. PostgreSQL takes it for a spinning disk's unless told so, and
    # rather reads past every suggestion of a busy evening than takes the index of a filter.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c random_page_cost=1.1")
    # A pool of connections in each worker, or, with 0, one persistent connection per thread.
    DATABASE_POOL_SIZE = env_int("DATABASE_POOL_SIZE", default=0)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Nobody waits for a database that is away (`portal/postgresql/base.py`); where one is asked by a socket, these say
    # nothing.
    DATABASES["default"]["ENGINE"] = "portal.postgresql"
    for option, value in postgresql.OPTIONS.items():
        DATABASES["default"]["OPTIONS"].setdefault(option, value)
    if DATABASE_POOL_SIZE:
        pool = {"min_size": 1, "max_size": DATABASE_POOL_SIZE, "timeout": postgresql.WAIT_SECONDS}
        DATABASES["default"]["OPTIONS"]["pool"] = pool
    else:
        DATABASES["default"]["CONN_MAX_AGE"] = 600
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
CACHES = {
    # What all server processes count together; without Redis each one counts alone.
    "default": {"BACKEND": "portal.serving.shared_cache.SharedCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "portal.serving.shared_cache.OwnCache", "OPTIONS": {"MAX_ENTRIES": 100_000}},
    # What a process found out and may find out again: it is of this release, and Redis has no part in it.
    "kept": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "kept",
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}
# For how many seconds each server process keeps a public page, and the totals that pages show; 0 keeps none.
PAGE_CACHE = env_int("PAGE_CACHE", default=5)
TOTALS_CACHE = env_int("TOTALS_CACHE", default=5)
# For how many minutes kept pages are shown while the database is away, from its last answer on; 0 shows none.
DATABASE_AWAY_MINUTES = env_int("DATABASE_AWAY_MINUTES", default=30)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Failed logins are counted in the database for a name from a network: no cache has to be shared, nobody else is locked
# out. One password tried on many names is slowed by its network. The address is the one that `trusted_proxies` found.
AXES_HANDLER = "portal.accounts.lockout.Handler"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "portal.accounts.activation.Backend",
]
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "activation_code", "new_password1", "new_password2"]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = STAFF_LOGIN_TRIES
AXES_COOLOFF_TIME = timedelta(minutes=STAFF_LOCK_MINUTES)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "portal.accounts.lockout.address"
AXES_USERNAME_CALLABLE = "portal.accounts.lockout.name"
AXES_LOCKOUT_CALLABLE = "portal.accounts.lockout.locked"
OTP_TOTP_ISSUER = SITE_NAME

LANGUAGE_CODE = "zh-hant"
LANGUAGES = [("zh-hant", _("繁體")), ("zh-hans", _("简体")), ("en", _("英文"))]
FORMAT_MODULE_PATH = "portal.formats"
# The texts of the portal, which `make messages` collects; and mainland terms for what Django says.
LOCALE_PATHS = [BASE_DIR / "portal" / "locale", BASE_DIR / "portal" / "terms"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.site.stylesheet.StylesheetFinder",
]
WHITENOISE_ROOT = BASE_DIR / "portal" / "root"  # the signs that browsers ask for without being told where
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    **of_attachments(env, VAR_DIR),
}
# Where nginx hands out released files itself, from the disk: the internal address it knows them by, such as /released/.
X_ACCEL_PREFIX = "" if env("ATTACHMENTS_S3_URL", default="") else env("X_ACCEL_PREFIX", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# What a browser is told. HTTPS is assumed outside development and when the address says so.
TRUSTED_PROXIES = env_list("TRUSTED_PROXIES")
IS_HTTPS = SITE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_ENGINE = "portal.accounts.sessions"
SESSION_COOKIE_AGE = STAFF_SESSION_HOURS * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "feedback.parts.typed.csrf_failure"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = env_int("HSTS_SECONDS", default=31_536_000 if IS_HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz/$", r"^readyz/$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOG_LEVEL = env("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"faults_only": {"()": "portal.serving.outage.FaultsOnly"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "axes": {"level": "WARNING"},  # what it knows stands in the record of staff
        "django.request": {"filters": ["faults_only"]},
    },
}
