"""How a notice stands, in the words of whoever reads of it: the citizen with the receipt, or staff. No address."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office import staff
from feedback.rules.notices import Channel, State
from portal.serving.context import site

ARRIVED = {Channel.MAIL: _("已發到您的郵箱。"), Channel.SMS: _("已發到您的手機。")}


def told_to_citizen(notice):
    """One sentence for the page with the receipt; where nothing arrived, what to do."""
    hotline = {"hotline": site(None)["site"].hotline}
    if notice.bounced_at:
        return gettext("聯繫不上：郵件被退回。郵箱有變化的，請撥打 %(hotline)s 更正。") % hotline
    match notice.state:
        case State.SENT:
            return str(ARRIVED[notice.channel])
        case State.FAILED:
            told = gettext("沒有送達：%(why)s。聯繫方式有變化的，請撥打 %(hotline)s 更正。")
            return told % {"why": notice.get_why_display(), **hotline}
        case State.UNKNOWN:
            return gettext("可能沒有送達：發送時連接中斷。")
    return gettext("即將發送。")


def told_at_desk(notice):
    """One sentence for staff."""
    if notice.bounced_at:
        return gettext("聯繫不上：郵件被退回")
    if notice.state == State.FAILED:
        return gettext("未送達：%(why)s") % {"why": notice.get_why_display()}
    if notice.state == State.UNKNOWN:
        return gettext("送達不明：對方可能已經收到，再發送可能重複")
    if notice.state == State.WAITING and notice.tries:
        return gettext("等待再次發送（已試 %(count)s 次）") % {"count": notice.tries}
    return str(State(notice.state).label)


def recipient(notice):
    """To whom it goes, in words."""
    if notice.citizen_id:
        return gettext("市民")
    return staff.shown_name(notice.staff) if notice.staff_id else gettext("關注的人")
