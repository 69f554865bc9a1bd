"""Scales, levels and reasons, as administrators keep them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from feedback.models import Level, LowReason, Scale
from feedback.office.levels import levels_of
from feedback.rules.workflow import Refused, Stage
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]
USED = "five_satisfied"


def rated():
    factories.rate(factories.make_suggestion(stage=Stage.REPLIED), USED, now=NOW)


def level_fields(level, **changed):
    names = ("scale_id", "name", "name_en", "code", "meaning", "points", "order")
    return {name.removesuffix("_id"): getattr(level, name) for name in names} | changed


def test_the_default_scales_and_what_their_levels_mean():
    five, three = (
        [(level.pk, level.meaning, level.points) for level in scale.levels.all()] for scale in Scale.objects.all()
    )
    assert five == [
        ("five_very_satisfied", "content", 100), ("five_satisfied", "content", 80),
        ("five_mostly_satisfied", "content", 60), ("five_dissatisfied", "low", 30),
        ("five_very_dissatisfied", "low", 0),
    ]  # fmt: skip
    assert three == [("satisfied", "content", 100), ("mostly_satisfied", "content", 60), ("dissatisfied", "low", 0)]


def test_a_level_in_use_keeps_meaning_scale_and_code_and_may_change_its_points(client, administrator):
    rated()
    client.force_login(administrator)
    other = Scale.objects.get(is_default=False)
    sent = level_fields(
        Level.objects.get(pk=USED), meaning="low", points=85, scale=other.pk, code="another", confirmed=1
    )
    client.post(reverse("admin:feedback_level_change", args=[USED]), sent)
    level = Level.objects.get(pk=USED)
    assert (level.meaning, level.points, level.scale.is_default, Level.objects.count()) == ("content", 85, True, 8)


@pytest.mark.parametrize("changed", [{"meaning": "low"}, {"scale": "other"}])
def test_nor_does_the_model_let_it(changed):
    rated()
    level = Level.objects.get(pk=USED)
    for name, value in changed.items():
        setattr(level, name, Scale.objects.get(is_default=False) if value == "other" else value)
    with pytest.raises(ValidationError):
        level.full_clean()


def test_points_end_at_a_hundred():
    with pytest.raises(IntegrityError), transaction.atomic():
        Level.objects.filter(pk=USED).update(points=101)


def test_what_is_in_use_cannot_be_deleted(client, administrator):
    rated()
    client.force_login(administrator)
    gone = client.post(reverse("admin:feedback_level_delete", args=[USED]), {"post": "yes"})
    assert (gone.status_code, Level.objects.filter(pk=USED).exists()) == (403, True)


def test_another_scale_becomes_the_default(client, administrator):
    client.force_login(administrator)
    three = Scale.objects.get(is_default=False)
    sent = {"action": "make_default", "_selected_action": [three.pk]}
    client.post(reverse("admin:feedback_scale_changelist"), sent)
    campaign = factories.make_campaign()
    assert (Scale.objects.get(is_default=True), [level.pk for level in levels_of(campaign)]) == (
        three, ["satisfied", "mostly_satisfied", "dissatisfied"],
    )  # fmt: skip


def test_a_scale_needs_both_meanings_to_become_it_and_then_stays():
    empty = Scale.objects.create(name="空")
    with pytest.raises(Refused):
        empty.become_default()
    with pytest.raises(Refused):
        Scale.objects.get(is_default=True).delete()


def test_a_reason_that_was_given_keeps_what_followed_from_it(client, administrator):
    factories.rate(factories.make_suggestion(stage=Stage.REPLIED), "five_dissatisfied", reason="辦理太慢", now=NOW)
    client.force_login(administrator)
    reason = LowReason.objects.get(name="辦理太慢")
    sent = {"name": "太慢", "name_en": "", "is_answered_by_explanation": "on", "order": 5, "confirmed": 1}
    client.post(reverse("admin:feedback_lowreason_change", args=[reason.pk]), sent)
    reason.refresh_from_db()
    assert (reason.name, reason.is_answered_by_explanation, reason.is_active) == ("太慢", False, False)


@pytest.mark.parametrize("model", ["scale", "level", "lowreason"])
def test_nobody_else_keeps_them(client, triage_officer, model):
    client.force_login(triage_officer)
    assert client.get(reverse(f"admin:feedback_{model}_changelist")).status_code == 403
