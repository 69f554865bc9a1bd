"""Staff who type at the desk and leave, for tests."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from feedback.models import ReplyTemplate, Status
from feedback.rules.reasons import Adoption
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import at
from tests.portal.accounts.signing_in.entering import PASSWORD

NOW = at("2020-12-01 10:00")
KEPT = "staff_kept"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def make_officer(username, unit):
    user = factories.make_user(username=username, roles=list(Role), units=[unit], is_superuser=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def hidden(response):
    """What the form of the page sends along."""
    form = response.text.split('<div id="content"')[-1]
    return dict(HIDDEN.findall(form))


def sign_in(client, username="officer", **extra):
    page = client.get(reverse("admin:login"))
    data = hidden(page) | {"username": username, "password": PASSWORD, **extra}
    return client.post(reverse("admin:login"), data)


def sign_out(client):
    token = HIDDEN.search(client.get(reverse("admin:index")).text)[2]
    client.post(reverse("admin:logout"), {"csrfmiddlewaretoken": token})


def do(suggestion, verb):
    return reverse("admin:feedback_suggestion_do", args=[suggestion.pk, verb])


def opened(browser):
    """{address: what is sent to it} of every kind of form that the desk has, opened and filled in."""
    received = factories.make_suggestion()
    working = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    template = ReplyTemplate.objects.create(name="範本", body="您好。")
    status = Status.objects.get(pk=working.status_id)
    pages = {
        do(working, Verb.DRAFT_REPLY): {"body": "起草時寫的話。", "outcome": Adoption.EXPLAINED},
        do(received, Verb.PROPOSE_DECLINE): {"reason": "not_ours", "note": "不受理時寫的話。"},
        reverse("admin:feedback_suggestion_add"): {"title": "短", "body": "登記時寫的話。", "contact": "13864210975"},
        reverse("admin:feedback_replytemplate_add"): {"name": "新範本", "body": "範本裡寫的話。"},
        reverse("admin:feedback_replytemplate_change", args=[template.pk]): {"name": "範本", "body": "改範本的話。"},
        reverse("admin:feedback_status_change", args=[status.pk]): {"explanation": "對市民說明的話。"},
        reverse("admin:feedback_suggestion_import"): {"campaign": "1", "file": SimpleUploadedFile("x.csv", b"a,b")},
    }
    sent = {address: hidden(browser.get(address)) | fields for address, fields in pages.items()}
    bulk = reverse("admin:feedback_suggestion_bulk")
    listed = hidden(browser.get(reverse("admin:feedback_suggestion_changelist")))
    picked = listed | {"verb": Verb.ASSIGN, "picked": f"{received.pk}.{received.revision}"}
    sent[bulk] = hidden(browser.post(bulk, picked)) | picked | {"remark": "成批轉辦時寫的話。"}
    return sent
