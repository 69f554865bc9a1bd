"""Rows for tests: plain functions with named arguments; a suggestion reaches its stage through its verbs."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from secrets import token_hex
from zlib import crc32
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.core.files.storage import storages
from django.utils import timezone
from PIL import Image

from feedback.attachments import pictures, releasing
from feedback.attachments.models import Attachment
from feedback.ballots import verbs as ballots
from feedback.ballots.sealed import sealing
from feedback.models import (
    Absence,
    CalendarDay,
    Campaign,
    Category,
    Channel,
    Contribution,
    District,
    HolidayList,
    Label,
    Level,
    LowReason,
    Phase,
    ReplyTemplate,
    Status,
    Suggestion,
    Unit,
)
from feedback.notices.models import Notice
from feedback.records import counters
from feedback.representatives import verbs as representatives
from feedback.representatives.models import Quota, Terms
from feedback.representatives.rules import State
from feedback.rules import receipts
from feedback.rules.arrangements import read_arrangement
from feedback.rules.erasing import ErasureReason
from feedback.rules.ratings import Solved
from feedback.rules.reasons import Adoption, Declining
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from feedback.talks.models import Talk
from portal import sealed
from portal.sealed.arriving import HEAD, SealedUpload

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text):
    """The moment that `2020-12-01 10:00` is in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


NOW = at("2020-12-01 10:00")  # a Tuesday with a plain month around it


def _saved(row):
    row.full_clean()
    row.save()
    return row


def make_user(*, username, roles=(), units=(), **fields):
    """Somebody of the staff, with `roles` and in `units`; the password is unusable, log in by force."""
    user = User(username=username, is_staff=True, **fields)
    user.set_unusable_password()
    _saved(user)
    user.groups.set(Group.objects.filter(name__in=roles))
    user.units.set(units)
    return user


def _code(name):
    """A code for an address, where a test does not care which."""
    return f"c{crc32(name.encode()):x}"


def make_unit(*, name="交通警察支隊", **fields):
    return _saved(Unit(**{"name": name, "code": _code(name)} | fields))


def make_category(*, name="道路交通管理", **fields):
    return _saved(Category(name=name, **fields))


def make_district(*, name="市南區", **fields):
    return _saved(District(**{"name": name, "code": _code(name)} | fields))


def make_channel(*, code, name, **fields):
    return _saved(Channel(code=code, name=name, **fields))


def make_status(*, stage, name, **fields):
    return _saved(Status(stage=stage, name=name, **fields))


def make_label(*, name="重複來件", **fields):
    return _saved(Label(name=name, **fields))


def make_calendar_day(*, day, is_working, **fields):
    return _saved(CalendarDay(day=day, is_working=is_working, **fields))


def confirm_holidays(text):
    """The list of a year, read from `text` and confirmed by an administrator."""
    by = make_user(username="calendar-keeper", roles=[Role.ADMINISTRATOR])
    return HolidayList.objects.confirm(read_arrangement(text), text, by=by, now=NOW)


def make_reply_template(*, name, body, **fields):
    return _saved(ReplyTemplate(name=name, body=body, **fields))


def make_campaign(*, slug="sanmin-2020", kind=Campaign.Kind.SANMIN, title="2020 年「三民」活動", year=2020, **fields):
    fields.setdefault("is_published", True)
    return _saved(Campaign(slug=slug, kind=kind, title=title, year=year, **fields))


def make_talk(*, slug="talk-2026", starts_at=None, ends_at=None, unit=None, moderators=(), **fields):
    """A published talk of `unit`, two hours from `starts_at` on, whose questions open on the day before."""
    starts_at = starts_at or datetime(2026, 11, 29, 9, tzinfo=SHANGHAI)
    ends_at = ends_at or starts_at + timedelta(hours=2)
    day = starts_at.astimezone(SHANGHAI).date()
    campaign = make_campaign(
        slug=slug, kind=Campaign.Kind.LIVE, title="交警支隊在線懇談", year=day.year, talk_on=day, reply_days=7,
        summary="交警支隊負責同志在線回答市民提問。", is_published=fields.pop("is_published", True),
    )  # fmt: skip
    campaign.moderators.set(moderators)
    opens_at = starts_at.replace(hour=0, minute=0) - timedelta(days=1)
    talk = _saved(
        Talk(
            campaign=campaign, unit=unit or office().unit, starts_at=starts_at, ends_at=ends_at,
            **({"questions_open_at": opens_at, "hotline": "0532-66570000"} | fields),
        )
    )  # fmt: skip
    make_phase(campaign=campaign, starts_on=opens_at.date(), ends_on=day)
    make_phase(campaign=campaign, kind=Phase.Kind.HANDLE, starts_on=day, ends_on=talk.answers_due_on)
    return talk


def make_phase(*, campaign, kind=Phase.Kind.COLLECT, starts_on, ends_on=None, **fields):
    return _saved(Phase(campaign=campaign, kind=kind, starts_on=starts_on, ends_on=ends_on, **fields))


@dataclass(frozen=True)
class Office:
    """The people a suggestion meets on its way, and the unit that handles it."""

    unit: Unit
    triage_officer: User
    second_triage_officer: User
    handler: User
    reviewer: User
    supervisor: User


def office(*, unit=None):
    """The office with `unit`, or with the first one, made when it is asked for first."""
    unit = unit or Unit.objects.first() or make_unit()
    handler, reviewer = f"handler-{unit.pk}", f"reviewer-{unit.pk}"
    roles = {
        "triage": Role.TRIAGE, "triage-2": Role.TRIAGE, handler: Role.HANDLER, reviewer: Role.REVIEWER,
        "supervisor": Role.SUPERVISOR,
    }  # fmt: skip
    people = {user.username: user for user in User.objects.filter(username__in=roles)}  # asked for at every step
    people |= _make_staff({name: role for name, role in roles.items() if name not in people}, unit)
    return Office(
        unit=unit,
        triage_officer=people["triage"],
        second_triage_officer=people["triage-2"],
        handler=people[handler],
        reviewer=people[reviewer],
        supervisor=people["supervisor"],
    )


def _make_staff(roles, unit):
    """{name: person} of `roles` by name, handlers and reviewers in `unit`; nearly every test begins with them."""
    if not roles:
        return {}
    people = [User(username=name, is_staff=True, password=make_password(None)) for name in roles]
    User.objects.bulk_create(people)
    group_of = {group.name: group for group in Group.objects.filter(name__in=roles.values())}
    holds, belongs = User.groups.through, Unit.members.through
    holds.objects.bulk_create(holds(user=person, group=group_of[roles[person.username]]) for person in people)
    of_unit = [person for person in people if roles[person.username] in (Role.HANDLER, Role.REVIEWER)]
    belongs.objects.bulk_create(belongs(user=person, unit=unit) for person in of_unit)
    return {person.username: person for person in people}


@dataclass(frozen=True)
class Receipt:
    """What a citizen holds."""

    suggestion: Suggestion
    number: str
    secret: str


def make_receipt(*, flow="a citizen's flow", **fields):
    """A citizen who sent a suggestion and keeps its receipt; `fields` are those of `make_suggestion`."""
    suggestion = make_suggestion(flow=flow, **fields)
    return Receipt(suggestion, suggestion.number, receipts.secret_of(settings.RECEIPT_KEY, flow))


@contextmanager
def collecting(campaign, now):
    """Inside, a published campaign takes suggestions at `now`, whatever its phases are before and after."""
    day = timezone.localdate(now)
    phase = None if campaign.takes_on(day) else make_phase(campaign=campaign, starts_on=day, ends_on=day)
    yield
    if phase:
        phase.delete()


def receive(*, flow=None, now=NOW, **fields):
    """File a suggestion as the form does; without `flow` each call makes another one."""
    fields = {
        "campaign": fields.pop("campaign", None) or Campaign.objects.get(slug="open"),
        "kind": Suggestion.Kind.SUGGESTION,
        "title": "香港中路東海路口加一塊待轉提示",
        "body": "早高峰左轉的車排到了直行道，建議加一塊待轉提示牌。",
        **fields,
    }
    flow = flow or f"flow {Suggestion.objects.count()}"
    with collecting(fields["campaign"], now):
        suggestion = Suggestion.objects.receive(flow=flow, now=now, **fields)
    given_by_staff = {field.name for field in Suggestion._meta.concrete_fields if field.null and not field.blank}
    suggestion.full_clean(exclude=given_by_staff)
    return suggestion


def make_suggestion(*, stage=Stage.RECEIVED, unit=None, main=None, now=NOW, received_at=None, **fields):
    """A suggestion received at `received_at` (else at `now`) and brought to `stage` at `now`, by the office's verbs.

    `main` is what a merged one is merged into; without it one is made. Further `fields` are what the citizen gave.
    """
    suggestion = receive(now=received_at or now, **fields)
    if stage != Stage.RECEIVED:
        bring(suggestion, to=stage, unit=unit, main=main, now=now)
    return suggestion


def bring(suggestion, *, to, unit=None, main=None, now=NOW):
    """Lead a suggestion that was received, and no more, to the stage `to`."""
    people = office(unit=unit)
    match to:
        case Stage.DECLINED:
            decline(suggestion, now=now)
            return
        case Stage.WITHDRAWN:
            suggestion.withdraw(now=now)
            return
        case Stage.MERGED:
            suggestion.merge(main or receive(now=now), by=people.triage_officer, now=now)
            return
    steps = {
        Stage.ACCEPTED: lambda: suggestion.accept(by=people.triage_officer, now=now),
        Stage.ASSIGNED: lambda: suggestion.assign(people.unit, by=people.triage_officer, now=now),
        Stage.IN_PROGRESS: lambda: suggestion.start(by=people.handler, now=now),
        Stage.REPLIED: lambda: reply(suggestion, now=now),
        Stage.CLOSED: lambda: rate(suggestion, now=now),
    }
    for stage, step in steps.items():
        step()
        if stage == to:
            return


def draft(suggestion, *, now=NOW, body="已增設待轉提示牌，並延長左轉放行 10 秒。", outcome=Adoption.ADOPTED, reason=""):
    """The handler of its unit drafts an answer."""
    suggestion.draft_reply(body, outcome, reason, by=office(unit=suggestion.unit).handler, now=now)


def reply(suggestion, *, now=NOW, **what):
    """The handler drafts an answer, the reviewer approves it."""
    draft(suggestion, now=now, **what)
    suggestion.approve_reply(by=office(unit=suggestion.unit).reviewer, now=now)


def review(suggestion, *, by=None, now=NOW):
    """Another reviewer of its unit takes the first of two reviews."""
    unit = suggestion.unit
    by = by or User.objects.filter(username=f"first-reviewer-{unit.pk}").first()
    by = by or make_user(username=f"first-reviewer-{unit.pk}", roles=[Role.REVIEWER], units=[unit])
    suggestion.review_reply(by=by, now=now)


def ask_extension(suggestion, days=10, note="要聯合踏勘。", *, by=None, now=NOW):
    """The handler of its unit asks for more days; of one without a unit, the supervisor."""
    people = office(unit=suggestion.unit)
    suggestion.ask_extension(days, note, by=by or (people.handler if suggestion.unit else people.supervisor), now=now)


def extend(suggestion, days=10, note="要聯合踏勘。", *, now=NOW):
    """More days, asked by the handler of its unit and granted by the reviewer; without a unit by two supervisors."""
    ask_extension(suggestion, days, note, now=now)
    if suggestion.unit:
        suggestion.extend(by=office(unit=suggestion.unit).reviewer, now=now)
    else:
        name = "supervisor-2"
        second = User.objects.filter(username=name).first() or make_user(username=name, roles=[Role.SUPERVISOR])
        suggestion.extend(by=second, now=now)


def rate(
    suggestion, level="five_satisfied", solved=None, *, reason="問題沒有解決", comment="", has_consent=False,
    now=NOW,
):  # fmt: skip
    """The citizen says of the answer what the level with this code says, a low one for `reason`."""
    level = Level.objects.get(pk=level)
    why = LowReason.objects.get(name=reason) if level.is_low else None
    solved = solved or (Solved.UNSOLVED if level.is_low else Solved.SOLVED)
    suggestion.rate(level, solved, why, comment, has_consent, now=now)


def correct(suggestion, *, now=NOW, body="已增設待轉提示牌，並延長左轉放行 5 秒。", note="放行的秒數寫錯。"):
    """The handler of its unit drafts a correction of the answer that stands."""
    handler = office(unit=suggestion.unit).handler
    suggestion.correct_reply(body, Adoption.ADOPTED, note=note, by=handler, now=now)


def decline(suggestion, *, reason=Declining.NOT_OURS, note="供熱由住建部門負責。", now=NOW):
    """One triage officer proposes to decline, the other confirms."""
    people = office()
    suggestion.propose_decline(reason, note, by=people.triage_officer, now=now)
    suggestion.decline(by=people.second_triage_officer, now=now)


def propose_erasure(suggestion, *, reason=ErasureReason.ASKED, note="本人憑回執要求刪除。", now=NOW):
    suggestion.propose_erasure(reason, note, by=office().triage_officer, now=now)


def erase(suggestion, *, now=NOW, **why):
    """A triage officer proposes to erase the words, a supervisor confirms."""
    propose_erasure(suggestion, now=now, **why)
    suggestion.erase(by=office().supervisor, now=now)


def release(
    suggestion, *, title="香港中路路口加待轉提示", body="早高峰左轉的車排到直行道，建議加待轉提示牌。", now=NOW
):
    """A triage officer makes this version of the text public."""
    suggestion.release(title, body, by=office().triage_officer, now=now)


def tally(**filters):
    """The arithmetic of the claim as the counters have it."""
    return counters.totals()[1].tally(**filters)


def make_terms(*, campaign, quotas=(), **fields):
    """The terms of a round; `quotas` are (dimension, value, seats)."""
    terms = _saved(Terms(campaign=campaign, **fields))
    for dimension, value, seats in quotas:
        _saved(Quota(terms=terms, dimension=dimension, value=value, seats=seats))
    return terms


def make_application(*, campaign, now=NOW, contact="13800000000", state=None, reason="", by=None, **fields):
    """An application, taken by the verb while `campaign` takes some, and checked by `by` where a `state` is given."""
    given = {"name": "示例市民", "born_on": date(1990, 1, 31), "flow_digest": ""} | fields
    given["district"] = given.get("district") or District.objects.first() or make_district()
    application = representatives.apply(campaign, contact=contact, now=now, **given)
    if state in (State.ELIGIBLE, State.INELIGIBLE):
        by = by or make_user(username=f"checker-{application.pk}")
        application = representatives.check(application, reason, by=by, now=now)
    return application


def make_representative(*, campaign, name="示例市民", contact="13900000000", district=None, by=None, now=NOW):
    by = by or make_user(username=f"enters-{contact}")
    row = {"name": name, "contact": contact, "district": district}
    return representatives.enter(campaign, [row], by=by, now=now)[0]


def make_ballot(*, campaign, is_draft=False, by=None, now=NOW):
    """With the usual questions; its key is known to nobody."""
    ballot = ballots.draft(campaign)
    if is_draft:
        return ballot
    _private, public = sealing.new_key()
    ballot.public_key, ballot.key_parts_seen = public.hex(), True
    _saved(ballot)
    return ballots.open_ballot(ballot, by=by or make_user(username=f"opens-{campaign.pk}"), now=now)


def make_registered(*, stage=Stage.RECEIVED, unit=None, main=None, now=NOW, **fields):
    """A suggestion that came by phone and that a triage officer typed, brought to `stage` at `now`."""
    given = {
        "campaign": Campaign.objects.get(slug="open"),
        "channel": Channel.objects.get(pk="phone"),
        "kind": Suggestion.Kind.SUGGESTION,
        "title": "香港中路路口加待轉提示",
        "body": "早高峰左轉的車排到了直行道。",
    } | fields
    with collecting(given["campaign"], now):
        rows = [(f"registered {Suggestion.objects.count()}", given)]
        [suggestion] = Suggestion.objects.register(rows, by=office().triage_officer, now=now)
    if stage != Stage.RECEIVED:
        bring(suggestion, to=stage, unit=unit, main=main, now=now)
    return suggestion


def make_leader(*, username="leader", **fields):
    return make_user(username=username, roles=[Role.LEADER], **fields)


def instruct(suggestion, *, by=None, text="請交警支隊一週內拿出方案。", due_on=date(2020, 12, 8), now=NOW, **fields):
    """The supervisor enters what a leader asks for, unless it is entered `by` somebody else."""
    named = {} if by else {"leader": "示例局長"}
    suggestion.instruct(text, due_on, **named | fields, by=by or office().supervisor, now=now)
    return suggestion.instructions.order_by("pk").last()


def make_absence(*, person, deputy=None, begins_on, ends_on=None, by=None):
    """Somebody is on leave; without a last day, for that day."""
    return _saved(
        Absence(
            person=person, deputy=deputy, begins_on=begins_on, ends_on=ends_on or begins_on, entered_by=by or person,
            entered_at=NOW,
        )
    )  # fmt: skip


def involve(suggestion, unit, *, due_on=None, words="", now=NOW):
    """A further unit is asked for its part by the handler of the main one."""
    by = office(unit=suggestion.unit).handler
    suggestion.involve(unit, due_on or timezone.localdate(now), words, by=by, now=now)


def take_part(suggestion, unit, *, now=NOW, **fields):
    """A further unit takes part, wherever the suggestion stands: as it was asked before; nothing is recorded."""
    by = office(unit=suggestion.unit).triage_officer
    asked = {"asked_by": by, "asked_at": now, "due_on": timezone.localdate(now)}
    return Contribution.objects.create(**{"suggestion": suggestion, "unit": unit} | asked | fields)


def make_notice(*, suggestion=None, staff=None, kind="replied", channel="mail", due_at=NOW, **fields):
    """To one of the staff, or to the citizen of a suggestion."""
    if staff is None:
        suggestion = fields["citizen"] = suggestion or receive()
    fields = {"language": "zh-hant", "created_at": due_at, **fields}
    notice = Notice(kind=kind, channel=channel, suggestion=suggestion, staff=staff, due_at=due_at, **fields)
    notice.full_clean(exclude={field.name for field in Notice._meta.concrete_fields if field.null and not field.blank})
    notice.save()
    return notice


def photo(*, width=400, height=300, colour="white"):
    """A JPEG of one colour."""
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


def attach(suggestion, *, reply=None, by=None, pages=1, is_drawn=True, now=NOW, **fields):
    """A photo that came with `suggestion` or its `reply`; drawn anew, in that many pages of 400 by 300 pixels."""
    store, jpeg = storages["sealed"], photo()
    kept = sealed.write(store, [jpeg])
    given = {"file_name": "路口.jpg", "content": "jpeg", "added_at": now, "state": "drawn" if is_drawn else "arrived"}
    attachment = Attachment.objects.create(
        **given | fields, name=token_hex(16), suggestion=suggestion, reply=reply, by=by, size=kept.size,
        digest=kept.digest, original=kept.name, key=kept.key,
    )  # fmt: skip
    for number in range(1, pages + 1) if is_drawn else ():
        page = sealed.write(store, [jpeg], key=kept.key)
        attachment.pages.create(number=number, width=400, height=300, drawn=page.name, digest=page.digest)
    return attachment


def release_file(attachment, *, caption="路口的護欄", by=None, now=NOW):
    """A person looked at it and released it; the worker has made the public pictures."""
    seen = releasing.seen_of(attachment.pages.all())
    releasing.release(attachment, caption, seen, by=by or office().triage_officer, now=now)
    pictures.publish(attachment.pk)
    attachment.refresh_from_db()


def upload():
    """A photo as it arrived with a form."""
    kept, jpeg = sealed.Sealing(), photo()
    kept.add(jpeg)
    arrived = SealedUpload(
        name="路口.jpg", content_type="", size=len(jpeg), sealing=kept, head=jpeg[:HEAD], is_further=False
    )
    arrived.content = "jpeg"
    return arrived
