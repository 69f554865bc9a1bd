"""The index is written anew by a command that may be interrupted."""

import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from feedback.desk.queries.suggestions import every
from feedback.management.commands import rebuild_search
from feedback.models import DeskEntry, PublicEntry, Suggestion
from feedback.rules.workflow import Stage
from feedback.suggestions.searching import Searching
from portal.search import Query
from reports.models import Section
from reports.records.entries import FigureEntry, SectionEntry
from tests import factories
from tests.reports.factories import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def batches(monkeypatch):
    """Two suggestions at a time; the keys behind which a batch began."""
    monkeypatch.setattr(rebuild_search, "BATCH", 2)
    begun, reindex_after = [], Searching.reindex_after

    def noted(queryset, key, size):
        begun.append(key)
        return reindex_after(queryset, key, size)

    monkeypatch.setattr(Searching, "reindex_after", noted)
    yield begun
    (settings.VAR_DIR / "rebuild_search.json").unlink(missing_ok=True)


@pytest.fixture
def five(db):
    suggestions = [factories.make_suggestion(has_consent=True) for _ in range(5)]
    for suggestion in suggestions[:4]:
        factories.release(suggestion, title="養犬登記")
    return suggestions


def empty():
    for model in (PublicEntry, DeskEntry, SectionEntry, FigureEntry):
        model.objects.all().delete()


def test_what_was_lost_is_found_again(five, capsys):
    answered = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.release(answered, title="遛狗牽繩")
    factories.reply(answered, body="答覆說起駱駝。")
    make_report()
    empty()
    call_command("rebuild_search")
    hits = [Suggestion.objects.mentioning(Query(words)).count() for words in ("养犬", "骆驼")]
    at_desk = every().mentioning_at_desk(Query("待轉")).count()
    assert (hits, at_desk, Section.objects.mentioning(Query("偵破")).count()) == ([4, 1], 6, 1)
    assert capsys.readouterr().out.endswith("6 suggestions and the reports can be found.\n")


def test_what_should_not_be_found_is_not(five):
    PublicEntry.objects.put({five[4].pk: {"title": "養犬", "whole": "養犬"}})
    call_command("rebuild_search")
    assert Suggestion.objects.mentioning(Query("養犬")).count() == 4


def test_interrupted_it_goes_on_where_it_stood(five, batches, monkeypatch):
    empty()
    put = DeskEntry.objects.none().__class__.put

    def interrupted(queryset, texts):
        if five[2].pk in texts:
            raise KeyboardInterrupt
        put(queryset, texts)

    with monkeypatch.context() as patched:
        patched.setattr("portal.search.index.EntryQuerySet.put", interrupted)
        with pytest.raises(CommandError, match="call it again"):
            call_command("rebuild_search")
    assert json.loads((settings.VAR_DIR / "rebuild_search.json").read_text()) == {"last": five[1].pk, "count": 2}
    batches.clear()
    call_command("rebuild_search")
    assert (batches[0], DeskEntry.objects.count(), PublicEntry.objects.count()) == (five[1].pk, 5, 4)
    batches.clear()
    call_command("rebuild_search")
    assert batches[0] == 0


def test_it_may_begin_anew(five, batches):
    (settings.VAR_DIR / "rebuild_search.json").write_text(json.dumps({"last": five[1].pk, "count": 2}))
    call_command("rebuild_search", anew=True)
    assert batches[0] == 0
