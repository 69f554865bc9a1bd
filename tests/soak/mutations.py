"""What nobody means to send: values, types and encodings that a form, an address or a header may come with."""

import json
from urllib.parse import quote, quote_plus

LONG = 1_000_000
NASTY = [
    "", " ", "\u3000", "0", "-1", "1", "99999999999999999999", "1e309", "NaN", "½", "٣", "１２", "2026-0001",
    "2026——0001",
    "a" * 61, "長" * 3001, "é" * 400, "e" + "\u0301" * 500 + "\u0316" * 500, "\u200b", "\u3164", "\u2800", "\u00ad",
    "\u202etxt.exe", "👨‍👩‍👧", "می‌خواهم", "\ufeff", "\ufffe", "\U000e0041", "\x00", "\x1b[31m", "\r\n\r\n", "\t",
    "' OR 1=1 --", '" onmouseover=x', "<script>x</script>", "{{ settings }}", "{% load x %}", "%s%s%n", "${7*7}",
    "../" * 9,
    "[]", "{}", "null", "true", '["a"]', '{"a": 1}', "None", "on", "x", "2020-02-30", "2026-11-26", "10000-01-01",
    "0001-01-01", "２０２６年１月３日", "https://" + "a" * 50, "W" * 60, "(138)12345678", "一三八一二三四五六七八",
    "a@b.cn。",
]  # fmt: skip
HUGE = [
    "a" * LONG,
    "長" * (LONG // 3),
    "a" + "\u0301" * (LONG // 4) + "\u0316" * (LONG // 4),
    "1" * LONG,
    "\u200d" * (LONG // 3),
]
HOSTILE_NAMES = [
    "title__regex",
    "user__password__startswith",
    "id__in",
    "o",
    "p",
    "e",
    "_popup",
    "_to_field",
    "all",
    "page",
    "q",
]
FORM = "application/x-www-form-urlencoded"
TYPES = [
    "text/plain", "application/json", "multipart/form-data", "multipart/form-data; boundary=", "a/b; charset*=x''y",
    f"{FORM}; charset=utf-7", f"{FORM}; charset=base64", "text/plain; charset=latin-1", "text/plain; charset=idna",
    f"{FORM};;;", "é/é", "x" * 5000,
]  # fmt: skip
HEADERS = {
    "HTTP_ACCEPT_LANGUAGE": ["zz", "zh-hans;q=9", "," * 5000, "é"],
    "HTTP_ACCEPT_ENCODING": ["gzip;q=0", "xgzip", "*"],
    "HTTP_IF_NONE_MATCH": ['W/"x"', "*", '"' * 99],
    "HTTP_IF_MODIFIED_SINCE": ["never", "Thu, 01 Jan 1970 00:00:00 GMT"],
    "HTTP_REFERER": ["javascript:x", "http://[", "é"],
    "HTTP_X_FORWARDED_FOR": ["1.2.3", "::1", "x" * 999],
    "HTTP_RANGE": ["bytes=0-0", "bytes=9-1"],
    "HTTP_USER_AGENT": ["", "é" * 999],
    "HTTP_COOKIE": ["flow=x; receipt=y; sessionid=zz; browser=;; csrftoken=1", "=" * 99, "sessionid=é", "a" * 9000],
}  # fmt: skip


def value(luck):
    return luck.choice(HUGE) if luck.random() < 0.005 else luck.choice(NASTY)


def fields(luck, form):
    """The form as it stands, with a choice made for each name, and then one to three things wrong with it."""
    sent = list(form.fields)
    for name, values in form.choices.items():
        if luck.random() < 0.8:
            sent = [(other, text) for other, text in sent if other != name] + [(name, luck.choice(values))]
    for _ in range(luck.randint(0, 3)):
        place = luck.randrange(len(sent)) if sent else None
        match luck.randrange(5):
            case 0 if sent:
                del sent[place]
            case 1 if sent:
                sent.append((sent[place][0], value(luck)))
            case 2:
                sent.append((luck.choice(HOSTILE_NAMES), value(luck)))
            case _ if sent:
                sent[place] = (sent[place][0], value(luck))
    return sent


def query(luck, names):
    pairs = [(luck.choice([*names, *HOSTILE_NAMES]), value(luck)) for _ in range(luck.randint(0, 3))]
    return "&".join(f"{quote_plus(name)}={quote_plus(text, errors='surrogatepass')}" for name, text in pairs)[:100_000]


def body(luck, sent):
    """(content type, bytes) of what is sent: as a browser does it, mostly."""
    encoded = "&".join(f"{quote_plus(name)}={quote_plus(text)}" for name, text in sent).encode()
    match luck.randrange(12):
        case 0:
            return luck.choice(TYPES), encoded
        case 1:
            return "application/json", json.dumps(dict(sent)).encode()
        case 2:
            return FORM, encoded.replace(b"=", b"=%ed%a0%80%ff", 1)
        case 3 | 4 | 5:
            return "multipart/form-data; boundary=edge", _parts(luck, sent)
        case _:
            return FORM, encoded


def _parts(luck, sent):
    parts = []
    for name, text in sent:
        name = quote(name, safe=" ")
        file = '; filename="a.xlsx"' if luck.random() < 0.05 or name == "file" else ""
        kind = (
            f"\r\nContent-Type: text/plain; charset={luck.choice(['utf-7', 'utf-8', 'x'])}"
            if luck.random() < 0.05
            else ""
        )
        head = f'--edge\r\nContent-Disposition: form-data; name="{name}"{file}{kind}\r\n\r\n'
        parts.append(head.encode() + text.encode(errors="surrogatepass") + b"\r\n")
    whole = b"".join(parts) + b"--edge--\r\n"
    return whole[: luck.randrange(len(whole))] if luck.random() < 0.05 else whole
