"""The page of a suggestion and the page of each verb in Chromium: for everybody to read, on a laptop and a tablet."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from feedback.desk.cases.offered import acts_for, verbs_for
from feedback.models import Suggestion
from feedback.notes.verbs import take_back, write
from feedback.rules.reasons import Declining
from feedback.rules.roles import Role
from feedback.rules.workflow import FILE_VERBS, STAFF_VERBS, Stage, Verb
from tests import factories
from tests.journeys import desk
from tests.journeys.pages import ADDRESS, MAIL, unbroken
from tests.journeys.test_every_page import AXE, sideways, violations

# Each scheme is looked at in one width by axe, the dark one for its colours alone, and then turned to the other.
TURNED = {"light": (1280, 820), "dark": (820, 1280)}
AXE_FOR = {"light": AXE, "dark": AXE | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}}
# The name of the part of the page in which the focus is.
PLACE = """() => {
  const part = document.activeElement.closest(".desk nav, .desk section");
  return part ? part.getAttribute("aria-label") || part.querySelector("h3").textContent.trim() : "";
}"""
WORDS = f"早高峰左轉的車排到直行道。請打 138 6421 0975，車牌魯B12345。\n{ADDRESS}\n{unbroken(400)}\n"


def make_suggestions(unit):
    """One in each state in which its page differs: {name: suggestion}."""
    office, now = factories.office(unit=unit), timezone.now()
    category = factories.make_category(name=unbroken(40), unit=unit)
    district = factories.make_district(name=unbroken(20))

    def at(stage, **fields):
        fields = {
            "has_consent": True, "category": category, "contact": MAIL, "body": WORDS, "title": ADDRESS,
            "name": unbroken(40), "place": unbroken(120), "district": district,
        } | fields  # fmt: skip
        return factories.make_suggestion(stage=stage, now=now, **fields)

    made = {stage.value: at(stage) for stage in Stage if stage != Stage.MERGED}
    made["received"].propose_decline(Declining.NOT_OURS, unbroken(300), by=office.triage_officer, now=now)
    working = made["in_progress"]
    working.ask("請問是哪一個方向的車道？", by=office.handler, now=now)
    working.chase(unbroken(200), by=office.supervisor, now=now)
    working.supervise("unheeded", now=now)
    factories.draft(working, body=f"{ADDRESS}\n\n{unbroken(300)}", now=now)
    working.return_reply(f"寫明立在哪裡。{ADDRESS}", by=office.reviewer, now=now)
    working.deal_card("red", now=now)
    made["merged"] = at(Stage.MERGED, main=working)
    made["plain"] = at(Stage.ACCEPTED, has_consent=False, contact="")
    made["stub"] = at(Stage.IN_PROGRESS, has_consent=False)
    factories.release(made["closed"], now=now)
    for stage in ("closed", "replied"):
        factories.correct(made[stage], now=now)
    made["closed"].approve_correction(by=office.reviewer, now=now)
    factories.rate(made["replied"], "five_dissatisfied", comment=unbroken(200), now=now)
    for name in ("commented", "shown"):  # a comment to be released, and one that was
        made[name] = at(Stage.REPLIED)
        factories.release(made[name], now=now)
        factories.rate(made[name], comment=unbroken(200), has_consent=True, now=now)
    shared(made, unit, at(Stage.IN_PROGRESS, unit=factories.make_unit(name=unbroken(59))))
    made["shown"].refresh_from_db()
    rating = made["shown"].ratings.get()
    made["shown"].release_comment(rating, unbroken(200), by=office.triage_officer, now=now)
    made["asked"] = at(Stage.REPLIED)
    factories.correct(made["asked"], now=now)
    factories.make_user(username="colleague", roles=[Role.HANDLER], units=[unit])
    watched(made, at)
    made["to be erased"] = at(Stage.ACCEPTED)
    factories.propose_erasure(made["to be erased"], note=unbroken(200), now=now)
    made["erased"] = at(Stage.CLOSED)
    factories.erase(made["erased"], now=now)
    return made


def watched(made, at):
    """What needs a second person or somebody above: a registration, an instruction, more days, a first review."""
    now = timezone.now()
    made["registered"] = factories.make_registered(now=now)
    made["instructed"] = at(Stage.IN_PROGRESS)
    factories.instruct(made["instructed"], text=unbroken(200), due_on=timezone.localdate(now), now=now)
    made["longer"] = at(Stage.IN_PROGRESS)
    Suggestion.objects.filter(pk=made["longer"].pk).update(due_on=timezone.localdate(now) + timedelta(days=9))
    made["longer"].refresh_from_db()
    factories.ask_extension(made["longer"], note=WORDS, now=now)
    category = factories.make_category(name="審核兩次", needs_two_reviews=True)
    made["twice"] = at(Stage.IN_PROGRESS, category=category)
    factories.draft(made["twice"], now=now)


def shared(made, unit, suggestion):
    """In which the unit takes part as a further one, and a third is still waited for; with notes."""
    office, now = factories.office(unit=unit), timezone.now()
    factories.involve(suggestion, unit, words=unbroken(200), now=now)
    factories.involve(suggestion, factories.make_unit(name=unbroken(58)), words=WORDS, now=now)
    suggestion.contribute(unit, f"{ADDRESS}\n{unbroken(300)}", by=office.handler, now=now)
    write(suggestion, unbroken(300), is_pinned=True, people=[office.reviewer], by=office.handler, now=now)
    take_back(write(suggestion, WORDS, by=office.handler, now=now), by=office.handler, now=now)
    made["shared"] = suggestion


def addresses(user, made):
    """The page of each, and each verb's page once: {name: address}."""
    pages = {name: reverse("admin:feedback_suggestion_change", args=[one.pk]) for name, one in made.items()}
    for one in made.values():
        one.refresh_from_db()
        for verb in verbs_for(user, one):
            pages.setdefault(verb.value, reverse("admin:feedback_suggestion_do", args=[one.pk, verb]))
        for act in acts_for(user, one, verbs_for(user, one)):
            pages.setdefault(act.value, reverse("admin:feedback_suggestion_do", args=[one.pk, act]))
    return {name: address for name, address in pages.items() if name != Verb.READ_CONTACT}


@pytest.fixture
def everybody(transactional_db):
    """Somebody with every role, in the unit."""
    unit = factories.make_unit(name=unbroken(60))
    factories.office(unit=unit)
    User.objects.update(first_name=unbroken(150), last_name=unbroken(150, "m"))
    user = User.objects.create_superuser("everybody", first_name="示例總管")
    unit.members.add(user)
    return user


@pytest.mark.parametrize("scheme", TURNED)
def test_each_page_is_for_everybody(open_page, everybody, scheme):
    factories.make_reply_template(name=unbroken(60), body="{編號}由{承辦單位}辦畢。")
    factories.make_status(stage=Stage.ACCEPTED, name="已登記")
    factories.make_label(name=unbroken(20))
    pages = addresses(everybody, make_suggestions(factories.office().unit))
    elsewhere = {Verb.READ_CONTACT, Verb.CLOSE, Verb.REGISTER}  # a button of the page; the list; the intake
    assert {verb.value for verb in STAFF_VERBS - FILE_VERBS - elsewhere} - set(pages) == set()
    page = open_page()
    page.emulate_media(color_scheme=scheme)
    desk.sign_in(page, everybody)
    findings = []
    for name, address in pages.items():
        first, second = TURNED[scheme]
        page.set_viewport_size({"width": first, "height": 900})
        assert page.goto(address).status == 200, name
        told = sideways(page) + violations(page, options=AXE_FOR[scheme])
        page.set_viewport_size({"width": second, "height": 900})
        findings += [f"{name}, {scheme}: {what}" for what in told + sideways(page)]
    assert findings == [], "\n".join(findings)


def test_tab_goes_from_the_verbs_to_the_texts_and_on_to_what_stands_beside(open_page, everybody):
    made = make_suggestions(factories.office().unit)
    page = open_page()
    desk.sign_in(page, everybody)
    page.goto(reverse("admin:feedback_suggestion_change", args=[made["in_progress"].pk]))
    page.locator(".breadcrumbs a").last.focus()
    visited = []
    for _ in range(60):
        page.keyboard.press("Tab")
        visited.append(page.evaluate(PLACE))
    order = list(dict.fromkeys(place for place in visited if place))
    assert order == [
        "可以辦理",
        "擬公開文字（尚未公開）",
        "篩選辦理記錄",
        "聯繫方式",
        "附件",
        "便箋",
        "優秀建議",
        "舉措",
        "併入這一件的",
        "同一聯繫方式的其他建議",
    ]


def test_a_refused_draft_keeps_what_was_typed_and_says_where_the_fault_is(open_page, everybody):
    made = make_suggestions(factories.office().unit)
    page = open_page()
    desk.sign_in(page, everybody)
    page.goto(reverse("admin:feedback_suggestion_do", args=[made["stub"].pk, Verb.DRAFT_REPLY]))
    page.get_by_label("答覆內容").fill("請打 13864210975 聯繫。")
    page.get_by_label("解釋說明").check()
    page.get_by_role("button", name="送審答覆", exact=True).click()
    assert page.get_by_label("答覆內容").input_value() == "請打 13864210975 聯繫。"
    assert "電話號碼 13864210975" in page.get_by_role("alert").inner_text()
    assert violations(page) == []
