"""Every public page in Chromium: for everybody to read, on a phone and a desk, by day and night, in every language."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.journeys.pages import make_portal

LANGUAGES = [code for code, name in settings.LANGUAGES]
# The narrowest width that a page must fit (WCAG 1.4.10), a usual phone, and a desk.
NARROW, PHONE, DESK = {"width": 320, "height": 640}, {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# Each scheme is opened in one width, where axe runs, and then turned to the other: all four are looked at.
TURNED = {"light": (NARROW, DESK), "dark": (DESK, PHONE)}
# Words are as long in the dark, and colours as strong in every language: each is looked at in one of the two.
LOOKED_AT = [("zh-hant", "light"), ("zh-hans", "dark"), ("en", "light")]
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,  # it would fetch the style sheets again, and the policy would refuse what it makes of them
}
MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT = 60_000, 3, 10_000
OWN_SCRIPTS = {
    "photos": 7_000,
    "talk": 4_500,
    "talk in the hall": 4_500,
}  # {page: the bytes at most of the one script that it alone has}


@pytest.fixture
def portal(browser, transactional_db):
    return make_portal()


@pytest.fixture
def walk(portal, open_page, live_server):
    """`walk(findings, language, scheme)` gives every page in turn: its name in a finding, the browser that is there."""

    def walk(findings, language, scheme, prepare=lambda page: None):
        page = open_page()
        page.emulate_media(color_scheme=scheme)
        prepare(page)
        for one in portal.pages:
            page.set_viewport_size(TURNED[scheme][0])
            keep_only(page.context, portal.cookies[one.visitor], live_server.url)
            name = f"{one.name} ({language}, {scheme})"
            status, address = arrive(page, one, language)
            if (status, address) == (one.status, live_server.url + one.address(language)):
                yield one, name, page
            else:
                findings.append(f"{name}: {status} at {address}")

    return walk


def keep_only(context, cookies, url):
    context.clear_cookies()
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])


def arrive(page, one, language):
    """Open it, and say what was answered and where; a browser complains of a 404, so it is told that it was found."""
    address = one.address(language)
    statuses = []

    def as_found(route):
        answer = route.fetch()
        statuses.append(answer.status)
        route.fulfill(response=answer, status=200)

    if one.status != 200:
        page.route(f"**{address}", as_found)
    answer = page.goto(address)
    if one.status != 200:
        page.unroute(f"**{address}", as_found)
    return (*statuses, answer.status)[0], page.url


def refused(page, form):
    """Send the form as it is; a finding unless it comes back with what to mend."""
    with page.expect_navigation():
        page.locator(f"{form} [type=submit]:not([name=leave])").first.click()
    return [] if page.locator(".error-summary").is_visible() else ["was not refused"]


def violations(page, only=None, options=AXE):
    """What axe has against the page, or against a part of it; it stays in a page that it has run in."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    run = "([only, options]) => axe.run(only || document, options).then((found) => found.violations)"
    found = page.evaluate(run, [only, options])
    return [
        f"axe {rule['id']}, {rule['help']} ({len(rule['nodes'])}): "
        + " | ".join(f"{node['target']} {node['html'][:120]}" for node in rule["nodes"][:3])
        for rule in found
    ]


def sideways(page):
    """Whether the page scrolls sideways, by what."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          const over = document.documentElement.scrollWidth - width;
          const out = [...document.body.querySelectorAll("*")]
            .filter((one) => one.getBoundingClientRect().right > width + 1).slice(-3)
            .map((one) => one.outerHTML.slice(0, 120));
          return over > 0 ? [`at ${width} px scrolls sideways by ${over} px: ${out.join(" | ")}`] : [];
        }"""
    )


def unfold(page):
    """Open all that is folded; whether anything was."""
    return page.evaluate(
        """() => {
          const folded = [...document.querySelectorAll("details:not([open])")];
          for (const one of folded) one.open = true;
          return folded.length > 0;
        }"""
    )


def test_every_language_and_scheme_is_looked_at():
    assert ([language for language, _scheme in LOOKED_AT], {scheme for _language, scheme in LOOKED_AT}) == (
        LANGUAGES,
        set(TURNED),
    )


@pytest.mark.parametrize(("language", "scheme"), LOOKED_AT)
def test_every_page_is_for_everybody(walk, language, scheme):
    findings = []
    for one, name, page in walk(findings, language, scheme):
        told = refused(page, one.sends) if one.sends else []
        told += sideways(page)
        if unfold(page):
            told += sideways(page)
        told += violations(page)
        page.set_viewport_size(TURNED[scheme][1])
        told += sideways(page)
        findings += [f"{name}: {what}" for what in told]
    assert findings == [], "\n".join(findings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_visit_is_light(walk, language):
    findings, came = [], []

    def without_cache(page):
        page.route("**/*", lambda route: route.continue_())  # while it routes, the browser keeps nothing
        page.on("response", lambda answer: came.append(answer))

    for one, name, _page in walk(findings, language, "light", prepare=without_cache):
        # Small pictures of released files load late, as far as one reads; tests/feedback/attachments weighs each.
        answers = [answer for answer in came if not answer.url.endswith("-small.jpg")]
        weights = {answer.url: compressed(answer) for answer in answers}
        scripts = [len(answer.body()) for answer in answers if answer.request.resource_type == "script"]
        if sum(weights.values()) > MOST_BYTES:
            findings.append(f"{name}: {sum(weights.values())} bytes: {weights}")
        own = OWN_SCRIPTS.get(one.name, 0)
        if len(answers) > 1 + MOST_REQUESTS + bool(own):
            findings.append(f"{name}: {len(answers) - 1} requests beside the page: {[*weights][1:]}")
        if len(scripts) > 1 + bool(own) or sum(scripts) > MOST_SCRIPT + own:
            findings.append(f"{name}: scripts of {scripts} bytes")
        came.clear()
    assert findings == [], "\n".join(findings)


def compressed(answer):
    """Its bytes over the wire: files as whitenoise keeps them, pages as a web server packs them on the way."""
    level = 9 if settings.STATIC_URL in answer.url else 1
    return len(gzip.compress(answer.body(), level))
