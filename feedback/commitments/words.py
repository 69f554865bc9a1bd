"""What happened to a promise, in one sentence for everybody: never who did it."""

from django.utils.formats import date_format
from django.utils.translation import gettext

from feedback.commitments.rules import ChangeKind
from portal.reading.readers import name_shown


def said(change):
    """The sentence of a change, in the reader's language and script; its public reason stands beside it."""
    day, unit = date_format(change.promised_on, "DATE_FORMAT"), name_shown(change.unit)
    match change.kind:
        case ChangeKind.CONFIRMED:
            told = gettext("列為承諾，%(day)s以前完成，由%(unit)s負責。")
        case ChangeKind.RESCHEDULED:
            told = gettext("完成的日期改為 %(day)s。")
        case ChangeKind.PASSED_ON:
            told = gettext("改由%(unit)s負責。")
        case _ if change.second_by_id:
            told = gettext("進展改為「%(state)s」，由兩個人決定。")
        case _:
            told = gettext("進展改為「%(state)s」。")
    return told % {"day": day, "unit": unit, "state": change.get_state_display()}
