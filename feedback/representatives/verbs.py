"""What is done about 市民代表: apply, withdraw, check, enter, resign; each one transaction."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Campaign
from feedback.records.contact_keys import contact_key
from feedback.representatives import rules
from feedback.representatives.models import Application, Representative, Terms
from feedback.representatives.rules import CHECKED_FROM, WITHDRAWN_FROM, Reason, Source, State
from feedback.rules import moments
from feedback.rules.phases import Act
from feedback.rules.workflow import Refused
from portal.accounts.records import record
from portal.frame import Places
from portal.serving import generation

FIXED = Places()  # of a campaign, whether who may be drawn is announced; later apps add their questions


def apply(campaign, *, flow_digest, now, name, contact, born_on, district, occupation=None, address=""):
    """Take an application and give it its label; the same passage through the form makes one, however often it is sent.

    A second one of a contact is taken as well, and counts for nothing: whoever sends it learns nothing of the first.
    Raises `Refused` while applications are not open.
    """
    with generation.publishing():
        campaign = _locked(campaign)
        known = Application.objects.of_flow(flow_digest)
        if known:
            return known
        campaign.require(Act.APPLY, now)
        Terms.objects.get_or_create(campaign=campaign)  # the defaults too: what was told to who applies stays
        key = contact_key(contact)
        is_second = Application.objects.of(campaign).live().filter(contact_key=key).exists()
        age = rules.age_on(born_on, Terms.of(campaign).counted_on(now))
        return Application.objects.create(
            campaign=campaign, label=_unused_label(campaign), name=name, contact=contact, born_on=born_on.isoformat(),
            address=address, contact_key=key, flow_digest=flow_digest, district=district, occupation=occupation,
            age_band=rules.band_of(age, Terms.of(campaign).first_ages), applied_at=now,
            state=State.INELIGIBLE if is_second else State.APPLIED, reason=Reason.DUPLICATE if is_second else "",
            checked_at=now if is_second else None,
        )  # fmt: skip


def withdraw(campaign, *, label, contact, now):
    """Take back the application of this label and contact; what is personal of it is erased at once.

    Only while applications are open: afterwards the labels are published, and whoever knows a contact could try them
    all. Raises `Refused`, with one sentence whatever of the two is wrong, so that nobody learns whose a label is.
    """
    with generation.publishing():
        if not campaign.opening(Act.APPLY, moments.day(now)).is_open:
            raise Refused(gettext("報名已經截止，不能再在網上撤回，請打電話撤回。"))
        application = (
            Application.objects.select_for_update()
            .of(campaign)
            .filter(label=label, contact_key=contact_key(contact) or None)
            .first()
        )
        if not application or application.state not in WITHDRAWN_FROM:
            raise Refused(gettext("沒有找到可以撤回的報名，請核對報名編號和報名時填寫的聯繫方式。"))
        _take_back(application, now)
    return application


def withdraw_for(application, *, by, now):
    """Take back an application for somebody who asks the office to. Raises `Refused` where that is done, or drawn."""
    with generation.publishing():
        application = Application.objects.select_for_update().get(pk=application.pk)
        if application.state not in WITHDRAWN_FROM:
            told = gettext("報名 %(label)s 已經是「%(state)s」，不能撤回。")
            raise Refused(told % {"label": application.label, "state": application.get_state_display()})
        _take_back(application, now)
        record(by, _("應本人要求撤回代表報名 %(label)s"), about=application, label=application.label)
    return application


def _take_back(application, now):
    application.state, application.reason = State.WITHDRAWN, ""
    application.erase(now)
    application.save()


def check(application, reason="", *, by, now):
    """Say that an application meets the conditions, or for which `reason` it does not.

    Raises `Refused` where it was withdrawn or drawn, where another one of the same contact counts already, and where
    it was checked before and who may be drawn is announced: nobody alone takes somebody out of a draw.
    """
    with generation.publishing():
        application = Application.objects.select_for_update().get(pk=application.pk)
        if application.state not in CHECKED_FROM:
            told = gettext("這份報名已經是「%(state)s」，不再核對。")
            raise Refused(told % {"state": application.get_state_display()})
        if application.state != State.APPLIED and any(is_fixed(application.campaign) for is_fixed in FIXED):
            raise Refused(gettext("抽取名單已經公告，核對結果不能再改。抽中的人不再符合條件的，由兩個人抽取候補。"))
        if application.erased_at:
            raise Refused(gettext("這份報名的個人信息已經刪除，不再核對。"))
        others = Application.objects.of(application.campaign).live().exclude(pk=application.pk)
        if not reason and others.filter(contact_key=application.contact_key).exists():
            raise Refused(gettext("同一個聯繫方式已經有一份報名計入，這一份不能再計入。"))
        application.state = State.INELIGIBLE if reason else State.ELIGIBLE
        application.reason, application.checked_by, application.checked_at = reason, by, now
        application.save()
        told = _("核對代表報名 %(label)s：%(result)s")
        result = Reason(reason).label if reason else State.ELIGIBLE.label
        record(by, told, about=application, label=application.label, result=result)
    return application


def find_eligible(keys, *, by, now):
    """Say of all under these primary keys that wait for a check that they meet the conditions; how many they were.

    One that was checked already is left as it is: another result is told on its own page.
    """
    with generation.publishing():
        waiting = Application.objects.filter(pk__in=keys, state=State.APPLIED).not_erased()
        count = waiting.update(state=State.ELIGIBLE, checked_by=by, checked_at=now)
        if count:
            record(by, _("核對代表報名 %(count)s 份：符合條件"), count=count)
    return count


def read(application, *, by):
    """Write down that `by` reads what is personal of it; call it before it is shown."""
    record(by, _("查看代表報名 %(label)s 的個人信息"), about=application, label=application.label)


def enter(campaign, rows, *, by, now, source=Source.ENTERED):
    """Enter as representatives all `rows`, mappings of `name`, `contact` and `district`, or none of them.

    Raises `Refused` where one of them serves already, and after the close of the campaign.
    """
    with generation.publishing():
        campaign = _locked(campaign)
        if campaign.closed_at:
            raise Refused(gettext("「%(title)s」已經結束，不再錄入代表。") % {"title": campaign.title})
        keys = [contact_key(row["contact"]) for row in rows]
        if len({*keys}) < len(keys) or of_contacts(campaign, keys):
            raise Refused(gettext("這個聯繫方式已經是在任的市民代表。"))
        first = Representative.objects.next_number(campaign)
        entered = Representative.objects.bulk_create(
            Representative(
                campaign=campaign, number=number, name=row["name"], contact=row["contact"], contact_key=key,
                district=row["district"], source=source, entered_by=by, entered_at=now,
            )
            for number, (row, key) in enumerate(zip(rows, keys, strict=True), first)
        )  # fmt: skip
        told = _("錄入市民代表 %(count)s 人：%(title)s")
        record(by, told, about=campaign, count=len(entered), title=campaign.title)
        generation.bump()
    return entered


def of_contacts(campaign, keys):
    """{contact key: number} of those who serve already."""
    serving = Representative.objects.of(campaign).active().filter(contact_key__in=[key for key in keys if key])
    return dict(serving.values_list("contact_key", "number"))


def resign(representative, *, by, successor=None):
    """Let somebody serve no more. `successor` is the representative who takes the place, if somebody does."""
    with generation.publishing():
        representative = Representative.objects.select_for_update().get(pk=representative.pk)
        if not representative.is_active:
            raise Refused(gettext("這位代表已經不在任。"))
        representative.is_active, representative.replaced_by = False, successor
        representative.save()
        told = _("%(title)s的市民代表 %(number)s 號不再擔任")
        title = representative.campaign.title
        record(by, told, about=representative, title=title, number=representative.number)
        generation.bump()
    return representative


def _locked(campaign):
    """The campaign as it stands now, held: applications and numbers of one are given out one after the other."""
    return Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)


def _unused_label(campaign):
    while Application.objects.of(campaign).filter(label=(label := rules.new_label())).exists():
        continue
    return label
