"""The English beside the names that administrators keep: who is shown it, where, and what stands there without one."""

from types import SimpleNamespace

import pytest
from django.utils.translation import override

from feedback.models import Campaign, Channel, Status, Unit
from feedback.office.named import Named
from feedback.parts.timeline import sentence
from feedback.rules.workflow import Stage, Verb
from feedback.suggest.forms import KindForm
from portal.reading.languages import lang_of, told
from portal.reading.readers import english_or, worded
from tests import factories
from tests.databases import migrate
from tests.factories import NOW

BEFORE = [("feedback", "0018_holiday_lists")]


class Row(Named):
    def __init__(self, name, name_en=""):
        self.name, self.name_en = name, name_en

    def __str__(self):
        return self.name


@pytest.mark.parametrize(
    ("language", "english", "shown"),
    [("en", "Shinan District", "Shinan District"), ("en", "", "市南區"), ("zh-hant", "Shinan District", "市南區")],
)
def test_english_is_shown_on_english_pages_where_there_is_any(language, english, shown):
    with override(language):
        assert (english_or("市南區", english), worded(Row("市南區", english))) == (shown, shown)


@pytest.fixture
def named(db):
    """A released suggestion, answered, all that it names having an English name."""
    unit = factories.make_unit(name="交警支隊", name_en="Traffic Police Division")
    suggestion = factories.make_suggestion(
        has_consent=True, campaign=factories.make_campaign(title_en="2020 Sanmin campaign"),
        category=factories.make_category(name_en="Road traffic", hint="停車", hint_en="parking"),
        district=factories.make_district(name_en="Shinan District"),
    )  # fmt: skip
    factories.bring(suggestion, to=Stage.REPLIED, unit=unit)
    factories.release(suggestion)
    return suggestion


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Answered", "Road traffic", "Shinan District", "Traffic Police Division", "2020 Sanmin campaign"]),
        ("zh-hant", ["已答覆", "道路交通管理", "市南區", "交警支隊", "2020 年「三民」活動"]),
    ],
)
def test_a_reader_meets_every_name_in_their_language(client, named, language, names):
    prefix = "" if language == "zh-hant" else f"/{language}"
    page = client.get(f"{prefix}/suggestions/{named.number}/").text
    board = client.get(f"{prefix}/suggestions/").text
    data = client.get(f"{prefix}/data/").text
    table = client.get(f"{prefix}/campaigns/sanmin-2020/wall.csv").getvalue().decode()

    assert [name for name in names if name not in page] == []
    assert [name for name in names if name not in board] == []
    assert [name for name in names[1:4] if name not in data] == []
    assert [name for name in names[:4] if name not in table] == []


def test_nothing_of_the_chinese_names_is_left_on_an_english_page(client, named):
    page = client.get(f"/en/suggestions/{named.number}/").text

    assert [name for name in ("已答覆", "道路交通管理", "市南區", "交警支隊", "三民") if name in page] == []


def test_a_name_without_english_says_that_it_is_chinese(client, named):
    Unit.objects.update(name_en="", code="traffic")
    page = client.get(f"/en/suggestions/{named.number}/").text

    assert '<dd lang="zh-Hant"><a href="/en/units/traffic/">交警支隊</a></dd>' in page
    assert '<p class="timeline__heading">Assigned to <span lang="zh-Hant">交警支隊</span></p>' in page


def test_the_form_offers_its_choices_in_english(named):
    with override("en"):
        form = KindForm()
        form.offer([], [])
        shown = {name: [str(label) for _value, label in form.fields[name].choices] for name in ("category", "district")}

    assert shown["category"][:1] == ["Road traffic (parking)"]
    assert shown["district"][1:] == ["Shinan District"]


@pytest.mark.django_db
def test_what_an_event_wrote_down_is_shown_by_the_name_it_goes_by(office):
    unit = factories.make_unit(name="治安警察支隊", name_en="Public Order Police Division")
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED, unit=unit)
    suggestion.send_back("不屬於本單位。", by=factories.office(unit=unit).handler, now=NOW)
    event = suggestion.events.in_order().last()
    with override("en"):
        before = sentence(event)
        Unit.objects.filter(pk=unit.pk).update(name="治安支隊")
        after = sentence(SimpleNamespace(verb=event.verb, unit=None, details=event.details))

    assert "Public Order Police Division" in before
    assert '<span lang="zh-Hant">治安警察支隊</span>' in after


@pytest.mark.django_db
def test_a_channel_that_an_event_wrote_down_is_shown_in_english(office):
    details = {"channel": "wechat", "channel_name": "微信"}
    with override("en"):
        assert "WeChat" in sentence(SimpleNamespace(verb=Verb.REGISTER, unit=None, details=details))


@pytest.mark.django_db
def test_a_name_within_a_sentence_is_text_and_never_markup():
    assert told("轉交%(unit)s辦理", unit=Row("<b>交警</b>")) == "轉交&lt;b&gt;交警&lt;/b&gt;辦理"


@pytest.mark.django_db
def test_an_element_that_holds_a_row_says_the_language_of_its_name():
    with override("en"):
        assert (lang_of(Row("市南區")), lang_of(Row("市南區", "Shinan District"))) == (' lang="zh-Hant"', "")


@pytest.mark.django_db
def test_what_the_portal_begins_with_has_its_english():
    nameless = [row for model in (Status, Channel) for row in model.objects.filter(name_en="")]
    unexplained = list(Status.objects.filter(explanation_en=""))
    opened = Campaign.objects.get(slug="open")

    assert (nameless, unexplained, opened.title_en) == ([], [], "Open Suggestions")


@pytest.mark.django_db
def test_administrators_keep_the_english(client, administrator):
    client.force_login(administrator)
    district = factories.make_district()
    address = f"/desk/feedback/district/{district.pk}/change/"
    client.post(address, {"name": "市南區", "name_en": "Shinan District", "order": "1", "confirmed": 1})
    district.refresh_from_db()

    assert district.name_en == "Shinan District"


@pytest.mark.released
@pytest.mark.django_db(transaction=True)
def test_what_an_office_has_named_itself_gets_no_english_of_ours():
    earlier = migrate(BEFORE).get_model("feedback", "Status").objects
    earlier.filter(name="已收到").update(name="收悉")
    earlier.filter(name="已受理").update(explanation="正在分派。")
    migrate()
    named = Status.objects.in_bulk(["收悉", "已受理", "已轉辦"], field_name="name")

    assert {name: (row.name_en, row.explanation_en) for name, row in named.items()} == {
        "收悉": ("", "Received; waiting to be accepted."),
        "已受理": ("Accepted", ""),
        "已轉辦": ("Assigned", "Passed on to the unit that will handle it."),
    }
