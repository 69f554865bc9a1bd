"""歸類用詞 that administrators keep: at once in force, no word twice; and how well the first ones propose."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from feedback.models import Category, Cue
from feedback.office.default_cues import default_words
from feedback.office.words.cues import fields_proposed, kinds_proposed
from feedback.sample import offices, years
from portal.search.folding import fold
from portal.serving import generation
from tests import factories

pytestmark = pytest.mark.django_db
TITLES = Path(__file__).parents[2] / "suggest" / "titles.toml"


@pytest.fixture
def sample(db):
    with generation.publishing():
        offices.create()
        generation.bump()


def titles():
    """The forty, of a title alone."""
    kept = tomllib.loads(TITLES.read_text(encoding="utf-8"))
    return [(title, "", field) for field, titles in kept.items() for title in titles]


def running():
    """The running round of the sample, as a citizen would have typed it."""
    return [(entry["title"], entry["body"], entry["category"]) for entry in years.entries("current.toml")]


@pytest.mark.parametrize(("texts", "count"), [(titles, 40), (running, 48)])
def test_the_first_words_are_right_four_times_in_five_and_for_each_field_three(sample, texts, count):
    names = dict(Category.objects.values_list("pk", "name"))
    asked, right = Counter(), Counter()
    for title, body, field in texts():
        best = next((names[one.key] for one in fields_proposed(title, body)), "nothing")
        asked[field] += 1
        right[field] += best == field
        if best != field:
            print(f"{field} → {best}: {title}")  # noqa: T201  for whoever wants to know which
    print(right.total(), asked.total(), {field: f"{right[field]}/{asked[field]}" for field in asked})  # noqa: T201
    assert (asked.total(), right.total() >= 0.8 * count) == (count, True)
    assert {field for field in asked if right[field] < 0.6 * asked[field]} == set()


def test_the_first_ones_are_as_an_administrator_could_have_entered_them(sample):
    words = list(default_words())
    of_fields = [fold(word) for field, _kind, word, _weight in words if field]
    of_kinds = [fold(word) for _field, kind, word, _weight in words if kind]
    assert {field for field, *_ in words if field} == set(Category.objects.values_list("name", flat=True))
    assert (len(of_fields) == len(set(of_fields)), len(of_kinds) == len(set(of_kinds))) == (True, True)
    assert Cue.objects.count() == len(words)
    for row in Cue.objects.all()[:5]:
        row.full_clean()


def test_an_administrator_adds_a_word_and_it_proposes_at_once(client, administrator):
    field = factories.make_category(name="道路交通管理")
    before = fields_proposed("滑板车太快", "")
    client.force_login(administrator)
    sent = {"word": "滑板車", "category": field.pk, "kind": "", "weight": 3}
    client.post(reverse("admin:feedback_cue_add"), sent)
    assert (before, [one.key for one in fields_proposed("滑板车太快", "")]) == ([], [field.pk])


@pytest.mark.parametrize(
    ("word", "target", "told"),
    [
        ("斑马线", "field", {"word": ["「斑馬線」已經有了，屬於「道路交通管理」。一個詞只用一次，請到那裡改。"]}),
        ("Ａpp", "field", {"word": ["「app」已經有了，屬於「治安管理」。一個詞只用一次，請到那裡改。"]}),
        ("請問", "kind", {"word": ["「請問」已經有了，屬於「諮詢」。一個詞只用一次，請到那裡改。"]}),
        ("\u200b", "field", {"word": ["請填寫一個詞。"]}),
        ("滑板車", "", {"__all__": ["領域和類別請選一項，也只選一項。"]}),
        ("滑板車", "both", {"__all__": ["領域和類別請選一項，也只選一項。"]}),
    ],
)
def test_a_word_that_cannot_be_is_told(word, target, told):
    road, order = factories.make_category(name="道路交通管理"), factories.make_category(name="治安管理")
    Cue.objects.create(word="斑馬線", category=road)
    Cue.objects.create(word="app", category=order)
    row = Cue(word=word, category=road if target in ("field", "both") else None)
    row.kind = "question" if target in ("kind", "both") else ""
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert refused.value.message_dict == told


def test_a_word_may_speak_for_a_field_and_for_a_kind_once_each():
    road = factories.make_category(name="道路交通管理")
    for said in ({"category": road}, {"kind": "question"}):
        Cue.objects.create(word="滑板車", **said)
        with pytest.raises(IntegrityError), transaction.atomic():
            Cue.objects.create(word="滑板車", **said)
    assert str(Cue.objects.filter(word="滑板車").first()) == "滑板車"


def test_the_words_of_a_field_come_by_an_action_and_none_twice(client, administrator):
    road, other = factories.make_category(name="道路交通管理"), factories.make_category(name="一個新領域")
    Cue.objects.create(word="斑马线", category=other)
    client.force_login(administrator)
    told = []
    for key in (road.pk, road.pk, other.pk):
        sent = {"action": "add_words", "_selected_action": [key]}
        page = client.post(reverse("admin:feedback_category_changelist"), sent, follow=True)
        told += [str(message) for message in page.context["messages"]]
    count = Cue.objects.filter(category=road).count()
    nothing = "沒有可以加入的詞：只為系統認得名稱的領域準備了用詞，其他領域請在「歸類用詞」裡填寫。"
    assert (count > 100, told) == (True, [f"已加入 {count} 個詞。", nothing, nothing])
    assert [cue.category for cue in Cue.objects.filter(word__in=["斑馬線", "斑马线"])] == [other]


def test_kinds_are_known_from_the_beginning():
    assert [[one.key for one in kinds_proposed(title)] for title in ("請問去哪辦", "希望增設路燈", "路燈")] == [
        ["question"], ["suggestion"], [],
    ]  # fmt: skip


def test_the_desk_is_told_where_nobody_has_named_a_field(client, triage_officer):
    road = factories.make_category(name="道路交通管理")
    Cue.objects.add_defaults([road])
    client.force_login(triage_officer)
    told = "從來件裡的「斑馬線」看，可能屬於「道路交通管理」。"
    pages = []
    for category in (None, road):
        suggestion = factories.make_suggestion(title="斑馬線", body="駱駝在沙漠裡走。", category=category)
        address = reverse("admin:feedback_suggestion_do", args=[suggestion.pk, "recategorise"])
        pages.append(told in client.get(address).text)
    assert pages == [True, False]
