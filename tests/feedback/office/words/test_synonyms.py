"""近義詞 that administrators keep: at once in force, and no word twice."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from feedback.models import Synonym
from feedback.office.words.synonyms import MOST_WORDS, synonyms, words_of
from portal.search.folding import fold
from portal.serving import generation
from tests import factories

pytestmark = pytest.mark.django_db


def test_those_to_begin_from_are_as_an_administrator_could_have_entered_them():
    rows = list(Synonym.objects.all())
    for row in rows:
        row.full_clean()
    words = [fold(word) for row in rows for word in words_of(row.words)]
    assert (len(rows) > 100, len(words) == len(set(words))) == (True, True)


def test_those_in_force_are_made_anew_when_a_row_changed_and_only_then():
    """What was read of the texts by them is kept beside them."""
    first = synonyms()
    generation.forget()
    again = synonyms()
    Synonym.objects.create(words="滑板車、平衡車")
    generation.forget()
    assert (again is first, synonyms() is first) == (True, False)


@pytest.mark.parametrize("typed", ["滑板車、平衡車", "滑板車 平衡車", "滑板車=平衡車", "滑板車,平衡車"])
def test_an_administrator_adds_a_row_and_the_search_knows_it(client, administrator, typed):
    suggestion = factories.make_suggestion(has_consent=True)
    factories.release(suggestion, title="平衡車太快了", body="請管一管。")
    before = client.get("/suggestions/?q=滑板車").context["beyond"].near
    client.force_login(administrator)
    client.post(reverse("admin:feedback_synonym_add"), {"words": typed, "note": ""})
    after = client.get("/suggestions/?q=滑板車").context["beyond"].near
    assert ([line.number for line in before], [line.number for line in after]) == ([], [suggestion.number])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("直升機", "請填寫兩個到 20 個不同的說法，用頓號隔開。"),
        ("直升機、直升机", "請填寫兩個到 20 個不同的說法，用頓號隔開。"),
        ("、".join(f"詞{place}" for place in range(MOST_WORDS + 1)), "請填寫兩個到 20 個不同的說法，用頓號隔開。"),
        ("汪星人、犬", "「犬」已經在另一組裡：狗、犬。一個詞只放在一組，請到那一組裡補充。"),
    ],
)
def test_a_row_that_cannot_be_is_told(words, told):
    with pytest.raises(ValidationError) as refused:
        Synonym(words=words).full_clean()
    assert refused.value.message_dict == {"words": [told]}


def test_a_row_is_saved_again_with_a_word_more():
    row = Synonym.objects.get(words="狗、犬")
    row.words = "狗、犬、汪星人"
    row.full_clean()
    row.save()
    assert str(row) == "狗、犬、汪星人"
