"""A real browser: Debian's Chromium, driven against the site as it runs, under its content security policy.

Under that policy `page.wait_for_function` fails: wait for what a person sees (`page.get_by_text(…).wait_for()`).
"""

import os

import pytest
from django.db import connection
from playwright.sync_api import sync_playwright

from tests import databases, factories
from tests.feedback.attachments.keeping import own_storages
from tests.journeys import desk
from tests.journeys.chromium import FLAGS, program
from tests.journeys.mailbox import mailbox
from tests.journeys.traces import traces

__all__ = ["mailbox", "own_storages", "traces"]  # fixtures

TYPING_ALREADY = "Autofocus processing was blocked because a document already has a focused element."
MISSING = "Chromium is missing: apt-get install chromium-headless-shell fonts-noto-cjk"


@pytest.fixture(scope="session")
def browser(django_db_setup):
    """One Chromium for all journeys; without it they are skipped, or fail when REQUIRE_BROWSER=1."""
    chromium = program()
    if not chromium:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(MISSING)
    # Playwright waits inside an event loop of its own; the tests themselves are plain, one step after another.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    migrated_rows = connection._test_serialized_contents
    with sync_playwright() as playwright:
        # Inside the loop Django has another connection, which has to know what to put back after each test.
        connection._test_serialized_contents = migrated_rows
        databases.let_flush()
        yield playwright.chromium.launch(executable_path=chromium, args=FLAGS)


def missing(page, request):
    """What was asked for and did not come; leaving a page before its last image came is no fault."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{page.url}: {request.failure}: {request.url}"]


def said(page, message):
    """What the console says; that somebody was quicker than the field that waits for them is no fault."""
    return [] if TYPING_ALREADY in message.text else [f"{page.url}: {message.type}: {message.text}"]


@pytest.fixture
def open_page(browser, live_server):
    """`open_page(java_script=True, width=1280)` is the first page of one more visitor, with cookies of their own.

    The test fails when any page reports to its console, has a script error, breaks the policy or misses a file.
    """
    contexts, problems = [], []

    def add(java_script=True, width=1280):
        context = browser.new_context(
            base_url=live_server.url,
            java_script_enabled=java_script,
            locale="zh-TW",
            viewport={"width": width, "height": 900},
        )
        context.set_default_timeout(60_000)  # a loaded machine is slow, not wrong
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: problems.extend(said(page, message)))
        page.on("pageerror", lambda error: problems.append(f"{page.url}: script error: {error}"))
        page.on("requestfailed", lambda request: problems.extend(missing(page, request)))
        return page

    yield add
    for context in contexts:
        context.close()
    assert "\n".join(problems) == ""


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def page_without_js(open_page):
    return open_page(java_script=False)


@pytest.fixture
def staff(open_page, transactional_db):
    """`staff(role)` is the signed-in page of the person who has it: triage_officer, handler, reviewer, supervisor."""
    office = factories.office()
    factories.make_category(unit=office.unit)
    pages = {}

    def page_of(role):
        if role not in pages:
            pages[role] = open_page()
            desk.sign_in(pages[role], getattr(office, role))
        return pages[role]

    return page_of
