"""What the kinds of entries are called, and what other codes in them mean. Those of a suggestion are its verbs."""

from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign, Suggestion
from feedback.rules.workflow import Stage, Verb
from portal.ledger.acts import ACTS
from portal.ledger.registries import words
from portal.reading.languages import reading

LABELS = {verb.value: verb.label for verb in Verb} | {
    "erase": _("銷毀文字"),
    "standing": _("帳本開始時已有的意見建議"),
    "standing_reply": _("帳本開始時已有的答覆"),
    "standing_rating": _("帳本開始時已有的評議"),
    "standing_report": _("帳本開始時已有的報告"),
    "report_publish": _("公布報告"),
    "report_withdraw": _("撤下報告"),
    "ballot_open": _("公布投票的題目"),
    "ballot_close": _("計票"),
    "draw_announce": _("公告抽取"),
    "draw_select": _("抽取"),
    "draw_abort": _("中止抽取"),
    "award_decide": _("評定優秀建議"),
    "award_withdraw": _("撤銷評定"),
    "summary_freeze": _("定稿"),
    "summary_correct": _("更正"),
    "transcript_publish": _("公布實錄"),
    "transcript_take_back": _("收回實錄"),
    "measure_publish": _("公布舉措"),
    "measure_withdraw": _("撤下舉措"),
    "day": _("當日合計"),
    "log": _("續開帳本"),
}
# Of what has many kinds, one name for all of them.
FAMILIES = {
    "standing_": _("帳本開始時已有的"),
    "campaign_": _("活動公布或者變動"),
    "commitment_": _("承諾公布或者變動"),
    "measure_": _("舉措公布或者變動"),
    "binding_": _("指標綁定變動"),
    "difference_": _("數字不一致公布或者變動"),
}


def label_of(kind):
    """Its name; a kind that has none is shown as the entry writes it."""
    family = next((label for beginning, label in FAMILIES.items() if kind.startswith(beginning)), kind)
    return LABELS.get(kind, family)


@words("kind")
def kinds():
    return {kind: str(label_of(kind)) for kind in sorted({*LABELS, *ACTS})}


@words("stage")
def stages():
    return {stage.value: str(stage.label) for stage in Stage}


@words("campaign")
def campaigns():
    """Of the many talks none: their questions are few, and a page that is saved should stay small."""
    return {campaign.slug: reading(campaign) for campaign in Campaign.objects.published().without_talks()}


@words("opening.kind")
def kinds_of_suggestions():
    return {kind.value: str(kind.label) for kind in Suggestion.Kind}
