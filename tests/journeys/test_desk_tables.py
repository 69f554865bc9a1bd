"""The desk's own lists and forms, of reports, units, people and the like, with the longest words in Chromium."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.urls import reverse

from tests import factories
from tests.journeys import desk
from tests.journeys.pages import make_portal, unbroken
from tests.journeys.test_desk_pages import LAPTOP, TABLET
from tests.journeys.test_every_page import sideways


@pytest.fixture
def everybody(browser, transactional_db):
    """Whoever may do everything, at a desk where everything has the longest name there may be."""
    make_portal()
    factories.make_label(name=unbroken(20))
    factories.make_channel(code="other", name=unbroken(20))
    factories.make_reply_template(name=unbroken(60), body=unbroken(300))
    return User.objects.create_superuser("everybody", first_name=unbroken(150), last_name=unbroken(150, "m"))


def addresses(user):
    """The list of each kind of row, and the form and the history of its newest one, as far as `user` opens them."""
    request = RequestFactory().get("/")
    request.user = user
    for model, rows in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        newest = model._base_manager.order_by("pk").last()
        if rows.has_view_permission(request):
            yield reverse(f"{name}_changelist")
            known = {pattern.name for pattern in rows.get_urls()}
            pages = [f"{name}_{page}" for page in ("change", "history") if f"{name}_{page}".partition(":")[2] in known]
            if newest:
                yield from (reverse(page, args=[newest.pk]) for page in pages)
        if rows.has_add_permission(request):
            yield reverse(f"{name}_add")


def test_no_word_is_too_long_for_a_list_or_a_form(open_page, everybody):
    page = open_page()
    desk.sign_in(page, everybody)
    findings = []
    for address in addresses(everybody):
        assert page.goto(address).status == 200, address
        for size in (LAPTOP, TABLET):
            page.set_viewport_size(size)
            findings += [f"{address}: {what}" for what in sideways(page)]
    assert findings == [], "\n".join(findings)
