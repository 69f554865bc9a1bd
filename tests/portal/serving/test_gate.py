"""The gate: what can be read in two ways, or stored in none, is turned away before anything reads it."""

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from feedback.rules.roles import Role
from portal.serving import middleware
from portal.serving.gate import around, is_plain_type
from tests import factories

CHARSETS = [
    "utf-7", "utf-16", "utf-32", "latin-1", "iso-8859-1", "gbk", "gb18030", "big5", "hz", "idna", "punycode", "base64",
    "hex", "rot13", "undefined", "unicode_escape", "raw_unicode_escape", "utf-8-sig", "us-ascii", "none", "",
]  # fmt: skip
METHODS = ["get", "head", "post", "put", "patch", "delete", "options"]
BOUNDARY = "a-boundary"
HALF = b"+2AA-"  # utf-7 for half a character, U+D800

pytestmark = pytest.mark.django_db  # the first page of refusal asks which words are protected


def parts(**fields):
    """The body of a multipart form, and what it is to be sent as."""
    return _body((f'name="{name}"'.encode(), value) for name, value in fields.items())


def _body(pairs):
    whole = b"".join(
        b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (BOUNDARY.encode(), name, value)
        for name, value in pairs
    )
    return whole + b"--%s--\r\n" % BOUNDARY.encode()


def type_of_parts(charset=""):
    return f"multipart/form-data; boundary={BOUNDARY}" + (f"; charset={charset}" if charset else "")


@pytest.mark.parametrize("charset", CHARSETS)
def test_any_charset_but_utf_8_is_a_bad_request_everywhere(client, charset):
    addresses = ["/", "/desk/login/", "/nothing/", "/healthz/", "/static/portal/site.css"]
    asked = [(address, f"{kind}; charset={charset}") for address in addresses for kind in ("text/plain", "a/b; c=d")]
    answers = [client.get(address, CONTENT_TYPE=content_type) for address, content_type in asked]
    assert {answer.status_code for answer in answers} == {400}


@pytest.mark.parametrize("method", METHODS)
def test_with_every_method(client, method):
    answer = getattr(client, method)("/", CONTENT_TYPE="text/plain; charset=latin-1")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("content_type", "is_plain"),
    [
        ("text/plain", True),
        ("application/x-www-form-urlencoded;charset=UTF-8", True),
        ('text/plain; charset="utf-8"', True),
        ("text/plain; Charset = utf8 ;", True),
        ("multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW", True),
        ('multipart/form-data; charset=UTF-8; boundary="=_a.b"', True),
        ("multipart/form-data", False),
        ("multipart/form-data; boundary=", False),
        ("multipart/form-data; boundary=a; boundary=b", False),
        ("multipart/form-data; boundary=路", False),
        ("text/plain; charset=utf-8; charset=utf-7", False),
        ("text/plain; charset=utf-7; charset=utf-8", False),
        ("text/plain; CHARSET='utf-7'", False),
        ('text/plain; a="b;charset=utf-7"', False),
        ('text/plain; charset="utf\\-7"', False),
        ("text/plain; charset*=utf-8''utf-7", False),
        ("text/plain; charset*0=utf-; charset*1=7", False),
        ("text/plain; name*=bogus''a", False),
        ("text/plain, text/plain; charset=utf-8", False),
        ("text/plain; charset=utf-8, text/plain", False),
        ("text/plain;\tcharset=utf-7", False),
        ("text", False),
        ("/", False),
        ("a/b/c", False),
        (";", False),
        (f"text/plain; a={'b' * 300}", False),
    ],
)
def test_a_type_is_well_formed_and_names_no_other_charset(content_type, is_plain):
    assert is_plain_type(content_type) is is_plain


@pytest.mark.parametrize("charset", ["UTF-8", "utf8", '"Utf-8"'])
def test_utf_8_by_any_of_its_names_is_read(client, charset):
    receipt = factories.make_receipt()
    sent = f"number={receipt.number}&secret={receipt.secret}"
    answer = client.post(
        reverse("status_lookup"), sent, content_type=f"application/x-www-form-urlencoded; charset={charset}"
    )
    assert (answer.status_code, answer.url) == (302, reverse("status_detail"))


@pytest.mark.parametrize(
    "address", ["/suggestions/?category=%00", "/reports/figures/%00/", "/desk/?a=%00", "/suggestions/?q=\0"]
)
def test_an_address_with_a_nul_is_a_bad_request(client, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    "header",
    [
        {"HTTP_USER_AGENT": "a\0b"},
        {"HTTP_ACCEPT": "\0"},
        {"CONTENT_LENGTH": "1e3"},
        {"CONTENT_LENGTH": "-1"},
        {"CONTENT_LENGTH": "\u0661"},
    ],
)
def test_a_header_that_nobody_can_store_or_count_by_is_a_bad_request(client, header):
    assert client.post("/status/", **header).status_code == 400


@pytest.mark.parametrize("address", ["/%FF/", "/%ED%A0%80/", "/suggestions/?q=%ED%A0%80%FF", "/suggestions/%ED%A0%80/"])
def test_bytes_that_are_no_text_are_read_as_unreadable_and_break_nothing(client, address):
    assert client.get(address).status_code in (200, 404)


@pytest.mark.parametrize("cookie", ["\\000\\000", "\\355\\240\\200", "a b", ""])
def test_a_session_cookie_that_is_none_is_dropped(client, cookie):
    client.cookies["sessionid"] = cookie
    assert client.get("/desk/").status_code == 302


def test_a_nul_that_was_sent_is_shown_and_the_rest_is_kept(client):
    answer = client.post(reverse("status_lookup"), {"number": "2020\0-0001", "secret": "1\0"}, follow=True)
    form = answer.context["form"]
    assert (answer.status_code, form["number"].value(), form["secret"].value()) == (
        200, "2020\ufffd-0001", "1\ufffd",
    )  # fmt: skip


def test_half_a_character_in_the_name_of_a_field_reaches_nothing(rf):
    sent = _body([(b"name*=utf-7''" + HALF, b"a"), (b'name="a\0b"', b"c")])
    passing = middleware.gate(lambda request: HttpResponse())
    request = rf.post("/status/", sent, content_type=type_of_parts())
    seen = [passing(request).status_code, passing.process_view(request, None, (), {}), dict(request.POST)]
    assert seen == [200, None, {"a\ufffdb": ["c"]}]


def test_the_answer_is_the_sites_page_in_the_language_of_the_address_and_asks_no_database(
    client, django_assert_num_queries
):
    middleware._bad_request.cache_clear()
    client.get("/en/about/")  # the language that this thread spoke last
    with django_assert_num_queries(0):
        answer = client.get("/suggestions/?q=%00")
    english = client.get("/en/?q=%00")

    usual = client.get("/about/").headers
    protections = ["Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"]
    assert ("這次請求無法處理" in answer.text, 'lang="en"' in english.text) == (True, True)
    assert {name: answer[name] for name in protections} == {name: usual[name] for name in protections}
    assert (answer["Cache-Control"], dict(answer.cookies)) == ("no-store", {})


@pytest.mark.parametrize("content_type", ["text/plain; name*=bogus''a", "text/plain; charset=\0", "text/plain; é=1"])
def test_around_django_no_request_is_made_of_what_would_break_the_making(rf, content_type):
    """What stands in the middleware alone is too late: the request is not made."""
    seen = []

    def application(environ, start_response):
        answer = middleware.gate(lambda request: HttpResponse())(WSGIRequest(environ))
        seen.append(answer.status_code)
        return []

    for kind in (content_type, "text/plain"):
        around(application)(rf._base_environ(CONTENT_TYPE=kind), None)

    assert seen == [400, 200]


# No name that is typed keeps a wrong login from being counted.


LOGIN = "/desk/login/"
NAMES = ["triage", "a\0b", "\ufffd", "（）", "a" * 150]
LONG_NAMES = ["字" * 151, "字" * 300, "a" * 100_000, "a" + "\u0301" * 3000]


@pytest.mark.parametrize("username", NAMES, ids=["usual", "NUL", "unreadable", "signs", "longest"])
def test_a_wrong_login_is_counted_whatever_the_name(client, username):
    answers = [client.post(LOGIN, {"username": username, "password": "wrong"}).status_code for _ in range(6)]

    attempt = AccessAttempt.objects.get()
    assert (answers, attempt.failures_since_start) == ([200] * 4 + [429] * 2, 5)
    assert AccessFailureLog.objects.count() == 5


@pytest.mark.parametrize("username", LONG_NAMES, ids=["151", "300", "100000", "marks"])
def test_a_name_longer_than_any_accounts_is_refused_before_any_password_is_tried(client, username):
    answers = [client.post(LOGIN, {"username": username, "password": "wrong"}) for _ in range(6)]

    assert {(answer.status_code, tuple(answer.context["form"].errors)) for answer in answers} == {(200, ("username",))}
    assert AccessAttempt.objects.count() == 0


def test_a_login_in_another_charset_is_no_try_at_all(client):
    """Half a character beside the password once broke the counting of the try, and the try stood."""
    officer = factories.make_user(username="triage", roles=[Role.TRIAGE])
    officer.set_password("a long sample password")
    officer.save()
    tried = [
        client.post(
            LOGIN,
            parts(username=b"triage", password=password, extra=HALF),
            content_type=type_of_parts(charset),
        )
        for password in (b"wrong", b"a long sample password")
        for charset in ("utf-7", "utf-16", "raw_unicode_escape")
    ]
    assert ({answer.status_code for answer in tried}, "sessionid" in client.cookies) == ({400}, False)


def test_a_wrong_login_with_half_a_character_in_the_name_of_a_field_is_counted(client):
    fields = [(b'name="username"', b"triage"), (b'name="password"', b"wrong"), (b"name*=utf-7''" + HALF, b"")]
    answers = [client.post(LOGIN, _body(fields), content_type=type_of_parts()).status_code for _ in range(6)]
    assert answers == [200] * 4 + [429] * 2


@pytest.mark.parametrize("address", ["unknown", "", "fe80::1%eth0", "10.0.0.1:443", "\u0661.1.1.1", "a" * 300])
def test_a_wrong_login_is_counted_wherever_it_says_that_it_comes_from(address):
    client = Client(REMOTE_ADDR=address)
    answers = [client.post(LOGIN, {"username": "triage", "password": "wrong"}).status_code for _ in range(6)]
    assert answers == [200] * 4 + [429] * 2


@pytest.mark.parametrize("header", ["HTTP_USER_AGENT", "HTTP_ACCEPT", "HTTP_REFERER", "HTTP_COOKIE"])
@pytest.mark.parametrize("value", ["", "é\xff" * 3000], ids=["none", "long"])
def test_a_wrong_login_is_counted_whatever_the_headers(client, header, value):
    answers = [
        client.post(LOGIN, {"username": "triage", "password": "wrong"}, **{header: value}).status_code for _ in range(6)
    ]
    assert answers == [200] * 4 + [429] * 2
