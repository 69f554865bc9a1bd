"""示例資料: one talk that is over, one that runs as the sample is loaded, one to come; brought there by the verbs."""

import tomllib
from datetime import datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

from django.contrib.auth.models import User
from django.utils import timezone

from feedback.models import Campaign, Channel, Suggestion, Unit
from feedback.office.calendar import working_days
from feedback.office.channels import HOTLINE, ON_SITE
from feedback.rounds import verbs as rounds
from feedback.rules.kinds import Kind
from feedback.rules.reasons import Adoption
from feedback.rules.redaction import mask
from feedback.sample.days import moment
from feedback.sample.parts import sample_part
from feedback.talks import verbs
from feedback.talks.models import Call, Guest, Talk
from feedback.talks.moderating import verbs as moderating
from feedback.talks.record import transcripts
from feedback.talks.record.calls import call_back, enter_call
from feedback.talks.rules import title_of

HALF_AN_HOUR = timedelta(minutes=30)
SUNDAY = 6


@sample_part(60)
def load(cast, now):
    today = timezone.localdate(now)
    sunday = today - timedelta(days=(today.weekday() - SUNDAY) % 7)  # the last one, or today
    _finished(cast, sunday - timedelta(days=21))
    _running(cast, now)
    next_one = sunday + timedelta(days=7 if today - sunday < timedelta(days=5) else 14)  # not announced for tomorrow
    _to_come(cast, next_one, now)


def entries(name):
    return tomllib.loads((Path(__file__).parent / f"sample-{name}.toml").read_text(encoding="utf-8"))["question"]


class Hearing:
    """One talk of the sample with the people who act in it: one moderator of the office, one of the host unit."""

    def __init__(self, cast, talk, now):
        self.cast, self.talk, self.now = cast, talk, now
        # Read anew: what somebody moderates is known of a person once per request.
        self.moderator, self.second = (User.objects.get(pk=one.pk) for one in (cast.triage, cast.second_triage))
        self.handler, self.reviewer = cast.handler(talk.unit), cast.reviewer(talk.unit)

    def at(self, share):
        """A moment of the talk, `share` from 0 to 1 of what of it is over by now."""
        return self.talk.starts_at + (min(self.talk.ends_at, self.now) - self.talk.starts_at) * share

    def day_before(self, place):
        return self.talk.questions_open_at + timedelta(hours=9, minutes=place * 41 % 660)

    def ask(self, entry, place, at):
        """As it reached the office: by the citizen's own form, by telephone or in the hall."""
        fields = {
            "title": title_of(entry["body"]), "body": entry["body"], "kind": Kind.QUESTION, "has_consent": True,
            "name": "示例市民",
        }  # fmt: skip
        flow = f"sample:{self.talk.campaign.slug}:{place}"
        if entry["channel"] == "web":
            question = Suggestion.objects.receive(flow=flow, now=at, campaign=self.talk.campaign, **fields)
            question.recount_days(working_days(), now=at)
            return question
        fields["channel"] = Channel.objects.get(pk={"hotline": HOTLINE, "onsite": ON_SITE}[entry["channel"]])
        call = {"call": Call.ANSWERED, "back": Call.BACK, "after": Call.WRITTEN}.get(entry["fate"], "")
        answer = entry["reply"] if call == Call.ANSWERED else ""
        fields["contact"] = f"caller-{place:03}@example.invalid" if call == Call.BACK else ""
        return enter_call(self.talk, fields, call, answer, flow=flow, by=self.moderator, now=at)

    def release(self, question, at):
        texts = [mask(text, question.known_names) for text in (question.title, question.body)]
        question.release(*texts, by=self.moderator, now=at)

    def support(self, question, count, at):
        for place in range(count):
            question.support(sha256(f"示例 {question.number} {place}".encode()).hexdigest(), now=at)

    def take_up(self, question, place, at):
        guests = self.talk.guests.order_by("order")
        moderating.pass_to(question, guests[place % len(guests)], by=self.moderator, now=at)
        moderating.take_up(question, by=self.moderator, now=at + timedelta(seconds=30))

    def answer(self, question, entry, at):
        """Written down by one while the guest speaks, approved by the reviewer of the host unit."""
        moderating.answer(question, entry["reply"], entry.get("outcome", Adoption.EXPLAINED), by=self.moderator, now=at)

    def approve(self, question, at):
        question.approve_reply(by=self.reviewer, now=at)

    def answer_later(self, question, entry, at):
        """From the unit's queue, by its handler."""
        question.start(by=self.handler, now=at - timedelta(hours=3))
        outcome = entry.get("outcome", Adoption.EXPLAINED)
        question.draft_reply(entry["reply"], outcome, by=self.handler, now=at - timedelta(hours=1))
        self.approve(question, at)


def _drafted(cast, now, *, slug, unit, starts_at, ends_at, title, guests, **texts):
    """A talk that was drafted ten days and published eight days before it, at the latest now."""
    talk = Talk(
        campaign=Campaign(slug=slug, title=title, is_sample=True, **texts), unit=unit, starts_at=starts_at,
        ends_at=ends_at, questions_open_at=verbs.default_opening(starts_at), hotline="0532-00000170",
        place="示例會議廳", broadcast_url="https://example.org/live",
    )  # fmt: skip
    rows = [Guest(name=name, post=post, post_en=post_en) for name, post, post_en in guests]
    administrator = User.objects.get(username="administrator")
    moderators = [cast.triage, cast.second_triage, cast.handler(unit)]
    first = timezone.localdate(starts_at) - timedelta(days=10)
    drafted_at, published_at = moment(first, 1), moment(first + timedelta(days=2), 1)
    verbs.draft(talk, guests=rows, moderators=moderators, by=administrator, now=min(drafted_at, now))
    rounds.publish(talk.campaign, by=cast.supervisor, now=min(published_at, now))
    return talk


def _finished(cast, day):
    """Three weeks ago: what could not be answered then was, but for one that is late."""
    starts_at = _clock(day, 9)
    unit = Unit.objects.get(name="交警支隊")
    guests = (
        ("示例支隊長", "交警支隊支隊長", "Head of the Traffic Police Division"),
        ("示例處長", "交警支隊秩序處處長", "Head of Traffic Order"),
    )
    talk = _drafted(
        cast, starts_at, slug=f"talk-{day}", unit=unit, starts_at=starts_at, ends_at=_clock(day, 11), guests=guests,
        title="交警支隊在線懇談：路怎麼走得更順", title_en="Live talk of the traffic police: smoother roads",
        summary="交警支隊負責同志回答停車、信號燈、電動自行車和違法處理方面的提問。沒有當場答覆的，七個工作日以內答覆。",
        summary_en="The traffic police answer questions on parking, signals, e-bikes and offences. What is not"
        " answered at once is answered within seven working days.",
    )  # fmt: skip
    hearing = Hearing(cast, talk, talk.ends_at)
    _hold(hearing, entries("finished"))
    counts = {"calls_in": 860, "calls_answered": 510, "calls_back": 230, "calls_written": 90}
    verbs.count_calls(
        talk, counts, counted_by="示例指揮中心", by=cast.supervisor, now=talk.ends_at + timedelta(hours=4)
    )  # fmt: skip


def _hold(hearing, rows):
    """The talk from its first question on, in the order of the clock; then what was left, in the days after it."""
    asked = {}
    early = [place for place, entry in enumerate(rows) if entry.get("is_before")]
    for place in sorted(early, key=hearing.day_before):
        asked[place] = hearing.ask(rows[place], place, hearing.day_before(place))
    steps = [(place / len(rows), place) for place in range(len(rows))]
    for share, place in steps:
        entry, at = rows[place], hearing.at(share)
        if place not in asked:
            asked[place] = hearing.ask(entry, place, at)
        question = asked[place]
        if entry["fate"] == "declined":
            question.propose_decline(entry["reason"], entry["note"], by=hearing.moderator, now=at)
            question.decline(by=hearing.second, now=at + timedelta(minutes=1))
            continue
        hearing.release(question, at)
        hearing.support(question, entry.get("supports", 0), at)
        if entry["fate"] == "live":
            hearing.take_up(question, place, at + timedelta(minutes=1))
            hearing.answer(question, entry, at + timedelta(minutes=3))
        elif entry["fate"] == "merged":
            question.merge(asked[entry["into"]], by=hearing.moderator, now=at)
    _after(hearing, rows, asked)


def _after(hearing, rows, asked):
    end = hearing.talk.ends_at
    for place, entry in enumerate(rows):
        question = asked[place]
        match entry["fate"]:
            case "live" | "call":
                hearing.approve(question, end + timedelta(minutes=20 + place))
            case "back":
                answered_at = end + timedelta(minutes=40 + place)
                call_back(question, hearing.talk, entry["reply"], by=hearing.moderator, now=answered_at)
                hearing.approve(question, answered_at + timedelta(hours=1))
            case "after" | "waiting":
                moderating.hand_over(question, hearing.talk.unit, by=hearing.moderator, now=end + timedelta(minutes=15))
        if entry["fate"] == "after":
            day = working_days().after(hearing.talk.day, entry["workdays"]).day
            hearing.answer_later(question, entry, _clock(day, 15))
    _transcribe(hearing, asked, end + timedelta(days=1))


def _transcribe(hearing, asked, at):
    """Saved by one, published by another who read it."""
    parts = [
        transcripts.Part(
            "開場", "主持人：各位市民上午好，今天請到交警支隊的兩位負責同志，網上、電話、現場都可以提問。"
        ),
        transcripts.Part(
            "信號燈和停車",
            "主持人：問得最多的是香港中路的左轉燈。\n示例支隊長：這個路口已經列入本輪調整，先觀測，再放長左轉的時間。",
            (asked[1].pk, asked[5].pk),
        ),
        transcripts.Part(
            "電動自行車",
            "主持人：老車沒有發票怎麼上牌？\n示例處長：寫一份來歷說明，帶身份證和車到上牌點，現場核驗。",
            (asked[4].pk,),
        ),
        transcripts.Part("結束", "主持人：沒有當場答覆的，七個工作日以內逐件答覆，結果都在這一頁上。"),
    ]
    draft = transcripts.save(hearing.talk, parts, "", by=hearing.handler, now=at)
    seen = transcripts.seen_of(draft)
    transcripts.publish(hearing.talk, seen, by=hearing.reviewer, now=at + timedelta(hours=2))


def _running(cast, now):
    """Begun half an hour ago, whatever hour that is, and of one day."""
    today = timezone.localdate(now)
    starts_at = max((now - HALF_AN_HOUR).replace(second=0, microsecond=0), _clock(today, 0))
    ends_at = min(starts_at + timedelta(hours=2), _clock(today, 23, 59))
    unit = Unit.objects.get(name="治安警察支隊")
    talk = _drafted(
        cast, starts_at - timedelta(days=1), slug=f"talk-{today}", unit=unit, starts_at=starts_at, ends_at=ends_at,
        guests=[("示例副支隊長", "治安警察支隊副支隊長", "Deputy head of the Public Order Police Division")],
        title="治安警察支隊在線懇談：鄰里安寧", title_en="Live talk of the public order police: quiet neighbourhoods",
        summary="治安警察支隊負責同志回答噪聲、養犬、出租房和旅館方面的提問。沒有當場答覆的，七個工作日以內答覆。",
        summary_en="The public order police answer questions on noise, dogs, rented homes and hotels. What is not"
        " answered at once is answered within seven working days.",
    )  # fmt: skip
    hearing, rows = Hearing(cast, talk, now), entries("today")
    asked = {
        place: hearing.ask(entry, place, hearing.day_before(place))
        for place, entry in enumerate(rows)
        if entry.get("is_before")
    }
    for place, entry in enumerate(rows):
        at = hearing.at((place + 1) / (len(rows) + 2))
        question = asked.get(place) or hearing.ask(entry, place, at)
        if entry["fate"] == "new":
            continue
        hearing.release(question, at)
        hearing.support(question, entry.get("supports", 0), at)
        match entry["fate"]:
            case "answered" | "drafted":
                moderating.take_up(question, by=hearing.moderator, now=at)
                hearing.answer(question, entry, at)
            case "passed":
                moderating.pass_to(question, talk.guests.get(), by=hearing.moderator, now=at)
            case "stage":
                moderating.take_up(question, by=hearing.moderator, now=at)
        if entry["fate"] == "answered":
            hearing.approve(question, at)


def _to_come(cast, day, now):
    _drafted(
        cast, now, slug=f"talk-{day}", unit=Unit.objects.get(name="戶政管理處"), starts_at=_clock(day, 9),
        ends_at=_clock(day, 11), title="戶政管理處在線懇談：落戶、身份證和居住證",
        title_en="Live talk of the household registration office",
        guests=[("示例副處長", "戶政管理處副處長", "Deputy head of the Household Registration Office")],
        summary="戶政管理處負責同志回答落戶、居民身份證、居住證方面的提問。提問從懇談前一天起。",
        summary_en="The household registration office answers questions on registering, identity cards and residence"
        " permits. Questions are taken from the day before.",
    )  # fmt: skip


def _clock(day, hour, minute=0):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
