"""Every public page with something on it, and who opens it: a stranger, or somebody with what a browser keeps."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from feedback.ballots.models import Answer, Ballot, Option, Question
from feedback.commitments import verbs as commitments
from feedback.models import Campaign, District, Phase, Status, Unit
from feedback.office.calendar import working_days
from feedback.opinions import verbs
from feedback.opinions.subjects import BUREAU, subjects_of
from feedback.representatives.models import Occupation
from feedback.rules.reasons import Adoption, Declining
from feedback.rules.workflow import Stage
from feedback.talks.models import Guest, Place, Turn
from feedback.talks.record import transcripts
from feedback.talks.record.transcripts import Part
from reports.importer import parse
from reports.models import Figure, Report, Section
from tests import factories
from tests.feedback.draws import rounds as draws
from tests.reports import factories as reports

LONG_CATEGORY = "道路交通設施設置與停車秩序管理服務和監督"
LONG_TITLE = (
    "建議在香港中路與東海路口增設左轉待轉區提示牌並延長早晚高峰左轉放行時間"
    "方便老人孩子和騎行者安全通過這個又寬又忙的大路口！"
)
LONG_BODY = ("早高峰左轉的車排到直行道，老人過不去，請延長五秒並立一塊待轉牌。" * 9 + "\n\n") * 10
LONG_BODY = LONG_BODY[:3000].strip().ljust(3000, "。")


def unbroken(length, letter="W"):
    """The longest word that a field of this length takes: no browser breaks it by itself."""
    return letter * length


ADDRESS = f"https://example.org/{unbroken(38, 'w')}"  # as a title
MAIL = f"{unbroken(60, 'm')}@{unbroken(50, 'm')}.example"
REPORT = """# 青島市公安局{year}年向市民報告

這一年，我們把市民的事一件一件辦好。

一、守護平安
(一)打擊犯罪，該打的打到底
全年偵破刑事案件{cases}起，其中本地{local}起，外地{other}起；追回贓款3.2億元。
(二)道路交通管理
事故比{before}年下降0.9%。盜竊案件比{before}年下降12%，破案率比{before}年上升21%。
全年新增道路停車泊位3.7萬個，清理僵屍車698輛。辦理落戶9.4萬人，比{before}年增長72.3%。

二、服務群眾
新增便民窗口{windows}個，群眾滿意率98.6%。
(一)小標題
網上辦理案件98765432109876543210起，其中本市98765432109876540000起，境外12345678901234560000起；省外{other}起；詳見{address}。
網上舉報比{before}年上升1234567890.5%。
"""


@dataclass(frozen=True)
class Page:
    """A public page: the name of its address and what stands in it. `sends` is a form sent as it is, and refused."""

    name: str
    view: str
    args: tuple = ()
    query: str = ""
    visitor: str = ""
    sends: str = ""
    status: int = 200

    def address(self, language):
        with translation.override(language):
            return reverse(self.view, args=self.args) + self.query


@dataclass(frozen=True)
class Portal:
    """What was made: the pages, and the cookies of the visitors by name."""

    pages: list
    cookies: dict


class Filing:
    """Suggestions on their way, each a day later than the one before."""

    def __init__(self, **fields):
        self.fields = fields
        self.now = timezone.now()
        self.day = 60

    def file(self, name, stage, *, title, body, is_public=True, main=None, **fields):
        """Received, released when it may be, its days counted, and brought to `stage`."""
        self.day -= 1
        received_at = self.now - timedelta(days=self.day)
        moved_at = min(received_at + timedelta(days=5), self.now)
        receipt = factories.make_receipt(
            flow=name, title=title, body=body, has_consent=is_public, now=received_at, **self.fields | fields
        )
        receipt.suggestion.recount_days(working_days(), now=received_at)
        if is_public:
            factories.release(receipt.suggestion, title=title, body=body, now=moved_at)
        if stage != Stage.RECEIVED:
            factories.bring(receipt.suggestion, to=stage, main=main, now=moved_at)
        return receipt


def publish(year, **numbers):
    text = REPORT.format(year=year, before=year - 1, address=ADDRESS, **numbers)
    now = timezone.now()
    report = Report.objects.save_draft(parse(text, bureau="青島市公安局"), source_name="report.md", now=now)
    Section.objects.filter(report=report, heading="小標題").update(heading=unbroken(300))
    for name, letter in {"省外": "W", "網上舉報": "M"}.items():
        figure = Figure.objects.get(section__report=report, name=name)
        figure.name, figure.unit = unbroken(100, letter), figure.unit if figure.unit == "%" else unbroken(20)
        figure.full_clean()
        figure.save()
    reports.publish(report, by=factories.office().supervisor, now=now)
    return report


def make_campaigns(today, report):
    """This year's round, in the middle of collecting; the open one, with a phase; one that is only announced."""

    def phases(campaign, *days):
        for kind, first, last in days:
            ends_on = today + timedelta(days=last) if last else None
            factories.make_phase(campaign=campaign, kind=kind, starts_on=today + timedelta(days=first), ends_on=ends_on)

    Kind = Phase.Kind  # noqa: N806
    sanmin = factories.make_campaign(
        slug="sanmin", year=today.year, title=f"{today.year} 年「三民」活動", report=report,
        rating_days=90, summary="向市民報告、聽市民意見、請市民評議。每一件都有編號，辦到哪一步隨時可查。",
    )  # fmt: skip
    phases(
        sanmin, (Kind.REPORT, -70, -40), (Kind.APPLY, -10, 10), (Kind.COLLECT, -65, 20), (Kind.HANDLE, -30, 60),
        (Kind.RATE, 30, 80), (Kind.AWARD, 90, 100),
    )  # fmt: skip
    opened = Campaign.objects.get(slug="open")
    factories.make_ballot(campaign=sanmin)
    factories.make_terms(campaign=sanmin, by_occupation=True, quotas=[("age_band", "60+", 20)])
    phases(opened, (Kind.COLLECT, -300, None))
    factories.make_phase(campaign=sanmin, kind=Kind.REPORT, starts_on=today - timedelta(days=3))
    announced = factories.make_campaign(
        slug="next", year=today.year + 1, title=unbroken(80), summary=unbroken(200, "m"),
    )  # fmt: skip
    phases(announced, (Kind.COLLECT, 200, 240))
    announced.phases.update(note=unbroken(160))
    return sanmin, opened


def make_rated(today, report):
    """A round that is over, of whose report everybody said something."""
    campaign = factories.make_campaign(slug="rated", year=today.year - 2, title=unbroken(80), report=report)
    phase = factories.make_phase(campaign=campaign, kind=Phase.Kind.RATE, starts_on=today)
    for subject in subjects_of(campaign):
        for place, question in enumerate(subject.questions if subject.is_asked else ()):
            for browser in range(4 + place):
                verbs.say(campaign, subject.section, question, "yes", f"browser {browser}", now=timezone.now())
    phase.starts_on = phase.ends_on = today - timedelta(days=1)
    phase.save()
    make_counted(campaign)


def make_counted(campaign):
    """A ballot that is counted, with one question: asked, opened, answered and closed, as the database wants it."""
    now = timezone.now()
    ballot = Ballot.objects.create(campaign=campaign, public_key="0" * 64)
    question = Question.objects.create(ballot=ballot, subject=Question.Subject.BUREAU, text=unbroken(120))
    option = Option.objects.create(question=question, text=unbroken(40))
    ballot.state, ballot.questions_digest, ballot.opened_at = Ballot.State.OPENED, "0" * 64, now
    ballot.save()
    Answer.objects.bulk_create(Answer(question=question, option=option) for _each in range(6))
    ballot.state, ballot.closed_at, ballot.cast, ballot.unreadable = Ballot.State.CLOSED, now, 7, 1
    ballot.invited, ballot.codes_used = 8, 7
    ballot.save()


def make_suggestions(sanmin, opened, section):
    """One in every stage, with what makes pages long: {name: receipt}."""
    office = factories.office()
    filing = Filing(
        campaign=sanmin, section=section, place=unbroken(120),
        district=factories.make_district(name=unbroken(20), code="long", map_row=1, map_column=1),
        name=unbroken(40), contact=MAIL,
        category=factories.make_category(name=LONG_CATEGORY, hint="信號燈、標誌牌、停車泊位", unit=office.unit),
    )  # fmt: skip
    Status.objects.filter(stage=Stage.DECLINED).update(name=unbroken(20), explanation=unbroken(120))
    other = factories.make_category(name=unbroken(40), hint=unbroken(120, "m"))
    elsewhere = {"category": other, "section": None, "campaign": opened}
    words = {"title": ADDRESS, "body": f"{unbroken(400)}\n\n{LONG_BODY[:600]}{ADDRESS}"}
    told = {"title": "路口加一塊待轉牌", "body": "左轉的車排到了直行道，建議加待轉牌。"}
    receipts = {
        "long": filing.file("long", Stage.REPLIED, title=LONG_TITLE, body=LONG_BODY),
        "closed": filing.file("closed", Stage.CLOSED, **told),
        "stub": filing.file("stub", Stage.CLOSED, is_public=False, **told),
        "declined": filing.file("declined", Stage.RECEIVED, **words | elsewhere),
        "withdrawn": filing.file("withdrawn", Stage.WITHDRAWN, **told | elsewhere),
        "asked": filing.file("asked", Stage.IN_PROGRESS, **told),
        "redone": filing.file("redone", Stage.IN_PROGRESS, **words),
        "assigned": filing.file("assigned", Stage.ASSIGNED, **told),
        "accepted": filing.file("accepted", Stage.ACCEPTED, **told),
        "late": filing.file("late", Stage.ACCEPTED, **told | elsewhere),
    }
    main = filing.file("main", Stage.IN_PROGRESS, **told)
    receipts["merged"] = filing.file("merged", Stage.MERGED, main=main.suggestion, **told)
    for number in range(14):
        filing.file(f"new {number}", Stage.RECEIVED, title=f"路燈不亮，請修理第 {number} 盞", body="夜裡看不清路。")
    now = timezone.now()
    asked = receipts["asked"].suggestion
    factories.extend(asked, 5, unbroken(200), now=asked.received_at + timedelta(days=6))
    receipts["asked"].suggestion.ask(f"請問是哪一個方向的車道？{ADDRESS}", by=office.handler, now=now)
    factories.decline(receipts["declined"].suggestion, reason=Declining.NOT_OURS, note=unbroken(300), now=now)
    redone = receipts["redone"].suggestion
    factories.reply(redone, body=f"{ADDRESS}\n\n{unbroken(300)}", now=now - timedelta(days=4))
    closed = receipts["closed"].suggestion
    for reply in (None, closed.replies.get()):
        factories.release_file(factories.attach(closed, reply=reply, now=now), caption=unbroken(60), now=now)
    factories.rate(redone, "five_dissatisfied", comment=unbroken(200, "m"), now=now - timedelta(days=3))
    redone.refresh_from_db()
    factories.reply(redone, body=ADDRESS, outcome=Adoption.NOT_ADOPTED, reason=unbroken(200), now=now)
    return receipts


def make_talk(now):
    """One that goes on, with a question in every place, and with what makes pages long."""
    talk = factories.make_talk(
        slug="talk", starts_at=now - timedelta(minutes=30), place=unbroken(80), broadcast_url=ADDRESS
    )
    guest = Guest.objects.create(talk=talk, name=unbroken(40), post=unbroken(80))
    asked = {
        Place.ON_STAGE: LONG_BODY[:300],
        Place.ANSWERED: unbroken(200),
        Place.PASSED: ADDRESS,
        Place.LATER: "路燈不亮。",
    }
    for place, body in asked.items():
        question = factories.receive(now=now - timedelta(minutes=20), campaign=talk.campaign, has_consent=True)
        factories.release(question, title=body[:60], body=body, now=now)
        answered_at = now if place == Place.ANSWERED else None
        Turn.objects.create(suggestion=question, talk=talk, place=place, guest=guest, answered_at=answered_at, at=now)
    return talk


def make_talk_over(now):
    """One that is over, with a question in every list of its record that is not the board's, and a transcript."""
    talk = factories.make_talk(slug="talk-over", starts_at=now - timedelta(days=3))
    asked = [
        factories.receive(now=now - timedelta(days=3), campaign=talk.campaign, has_consent=consents)
        for consents in (True, True, False)
    ]
    for question in asked[:2]:
        factories.release(question, title=unbroken(60), body=LONG_BODY, now=now)
    factories.bring(asked[0], to=Stage.REPLIED, now=now)
    Turn.objects.create(
        suggestion=asked[0], talk=talk, place=Place.ANSWERED, answered_at=talk.starts_at, at=talk.starts_at
    )
    people = factories.office()
    parts = [Part(unbroken(80), LONG_BODY, (asked[0].pk,)), Part("", unbroken(300))]
    draft = transcripts.save(talk, parts, "", by=people.handler, now=now)
    transcripts.publish(talk, transcripts.seen_of(draft), by=people.reviewer, now=now)


def make_promise(report, today):
    """One of the report of the year before that was put off, is late, and is told of in that of this year."""
    people, section = factories.office(), report.sections.get(heading=unbroken(300))
    sentence, unit = section.paragraphs[0], Unit.objects.get(code="long")
    given = {"title": unbroken(100), "unit": unit, "promised_on": today - timedelta(days=60)}
    now = timezone.now()
    promise = commitments.propose(sentence, section=section, **given, by=people.supervisor, now=now)
    commitments.confirm(promise, **given, by=people.supervisor, now=now)
    told = Section.objects.get(report__year=report.year + 1, heading=unbroken(300))
    day, by = today - timedelta(days=30), people.supervisor
    commitments.reschedule(promise, day, reason=unbroken(300), by=by, now=now)
    commitments.move(
        promise, "limited", reason="已經動工。", evidence=f"https://example.org/{unbroken(400)}", by=by, now=now
    )
    commitments.move(promise, "substantial", section=told, by=by, now=now)
    return promise


def promise_pages(promise):
    return [
        Page("promises", "commitment_list"),
        Page("promises, none left", "commitment_list", query="?state=withdrawn"),
        Page("promises, filter refused", "commitment_list", query="?year=1999"),
        Page("promise", "commitment_detail", (promise.pk,)),
    ]


def visit(*steps, sends=False):
    """The cookies of a browser that filled these forms, (name of the address, fields), and maybe sent what it wrote."""
    client = Client()

    def fill(view, fields):
        assert client.post(reverse(view), fields).status_code == 302, view

    for step in steps:
        fill(*step)
    if sends:
        fill("suggest_check", {"fingerprint": client.get(reverse("suggest_check")).context["fingerprint"]})
    return {name: morsel.value for name, morsel in client.cookies.items() if morsel.value}


def supported(number):
    client = Client()
    assert client.post(reverse("suggestion_support", args=[number])).status_code == 302
    return {name: morsel.value for name, morsel in client.cookies.items() if morsel.value}


def rated_section(section):
    client = Client()
    address = reverse("rate_subject", args=["sanmin", section.anchor])
    for say in ("useful-yes", "clear-no", "agrees-unsure"):
        assert client.post(address, {"say": say}).status_code == 302
    return {name: morsel.value for name, morsel in client.cookies.items() if morsel.value}


def applicant(*, sends):
    """A browser in which somebody applies for 市民代表, and maybe has sent it."""
    client = Client()
    given = {
        "name": unbroken(40), "contact": MAIL, "born_on": "1990-01-31", "district": District.objects.first().pk,
        "occupation": Occupation.objects.first().pk, "address": unbroken(120), "lives_here": "on",
        "has_consented": "on",
    }  # fmt: skip
    for view in ("representative_apply", "representative_check")[: 1 + sends]:
        assert client.post(reverse(view, args=["sanmin"]), given).status_code == 302, view
    return {name: morsel.value for name, morsel in client.cookies.items() if morsel.value}


def asker():
    """A browser that asked in the talk, and has the receipt."""
    client = Client()
    asked = {"question": unbroken(200), "consent": "yes", "contact": MAIL, "notices_by": "mail"}
    address = reverse("talk_ask", args=["talk"])
    shown = client.post(address, asked)
    fingerprint = shown.context["fingerprint"] if shown.status_code == 200 else ""
    assert client.post(address, asked | {"fingerprint": fingerprint}).status_code == 302
    return {name: morsel.value for name, morsel in client.cookies.items() if morsel.value}


def visitors(receipts, section):
    """{name: cookies} of those who open the pages; whoever has a receipt is called as it is."""
    begin = ("suggest_start", {"section": section.pk})
    phone = "138 6421 0975"  # to be found and masked
    body = f"{unbroken(400)}{LONG_BODY[: -len(phone) - 400]}{phone}"
    words = {"title": ADDRESS, "body": body}
    kind = {"kind": "suggestion", "category": "unsure", "place": unbroken(120)}
    told = {"title": "路口要加一块待转牌", "body": "左转的车排到了直行道上。"}
    person = {"name": unbroken(40), "contact": MAIL, "notices_by": "mail", "consent": "yes"}
    form = [begin, ("suggest_words", words), ("suggest_kind", kind), ("suggest_person", person)]
    with_receipt = {
        name: visit(("status_lookup", {"number": receipt.number, "secret": receipt.secret}))
        for name, receipt in receipts.items()
    }
    return with_receipt | {
        "": {},
        "newcomer": {},
        "beginner": visit(begin),
        "writer": visit(*form),
        "sender": visit(*form, sends=True),
        "repeater": visit(begin, ("suggest_words", words | told), ("suggest_kind", kind), ("suggest_person", person)),
        "rater": rated_section(section),
        "applicant": applicant(sends=False),
        "applied": applicant(sends=True),
        "asker": asker(),
        "supporter": supported(receipts["asked"].number),
        "elder": visit(("comfort_choice", {"size": "plain"})),
    }


def make_portal():
    """A portal in the middle of its round, through the verbs that make one."""
    today = timezone.localdate()
    factories.make_unit(name=unbroken(60), code="long", duties=unbroken(200), telephone="0532-0000 0101")
    for column in range(2, 5):
        name = unbroken(20, "wmMx"[column - 1])
        factories.make_district(name=name, code=f"near-{column}", map_row=column, map_column=column)
    rated = publish(today.year - 2, cases=8600, local=2000, other=6600, windows=11)
    report = publish(today.year - 1, cases=9200, local=2100, other=7100, windows=15)
    section = report.sections.get(heading__contains="道路交通管理")
    promise = make_promise(rated, today)
    sanmin, opened = make_campaigns(today, report)
    make_rated(today, rated)
    receipts = make_suggestions(sanmin, opened, section)
    draws.drawn(draws.make_round(applicants=30), draws.staff())
    make_talk(timezone.now())
    make_talk_over(timezone.now())
    factories.make_talk(slug="talk-to-come", starts_at=timezone.now() + timedelta(days=9), place=unbroken(80))
    figure = report.sections.get(heading__contains="打擊犯罪").figures.first()
    long_figure = report.sections.get(heading=unbroken(300)).figures.get(name=unbroken(100))
    grown = report.sections.get(heading__contains="道路交通管理").figures.get(text="72.3%")
    return Portal(
        [*open_pages(report, section, [figure, long_figure, grown], receipts), *promise_pages(promise), *own_pages()],
        visitors(receipts, section),
    )


def all_chosen(suggestion):
    """Of every filter of the board something."""
    return {
        "category": suggestion.category_id, "unit": suggestion.unit_id, "tally": "valid", "late": "unanswered",
        "promptness": "late", "outcome": "not_adopted", "rating": "mostly_satisfied", "solved": "unsolved",
        "low": "low", "campaign": "sanmin", "received_from": "2020-11-01", "received_to": "2099-11-30",
        "sort": "support",
    }  # fmt: skip


def open_pages(report, section, figures, receipts):
    """The pages that are the same for everybody."""
    number = {name: (receipt.number,) for name, receipt in receipts.items()}
    return [
        Page("home", "home"),
        Page("home in 長者模式", "home", visitor="elder"),
        Page("reports", "report_list"),
        Page("report search", "report_list", query=f"?{urlencode({'q': '道路交通'})}"),
        Page("report search without hits", "report_list", query=f"?{urlencode({'q': '駱駝'})}"),
        Page("report", "report_detail", (report.year,)),
        Page("report in 長者模式", "report_detail", (report.year,), visitor="elder"),
        Page("figures", "figure_list", (report.year,)),
        Page("figure over the years", "figure_history", (figures[0].name,)),
        Page("figure of a long name", "figure_history", (figures[1].name,)),
        Page("figure with what was before", "figure_history", (figures[2].name,)),
        Page("campaigns", "campaign_list"),
        Page("campaign", "campaign_detail", ("sanmin",)),
        Page("open campaign", "campaign_detail", ("open",)),
        Page("announced campaign", "campaign_detail", ("next",)),
        Page("wall", "campaign_wall", ("sanmin",)),
        Page("wall, one stage", "campaign_wall", ("sanmin",), "?stage=closed"),
        Page("wall without tiles", "campaign_wall", ("next",)),
        Page("talk", "talk_detail", ("talk",)),
        Page("talk in the hall", "talk_screen", ("talk",)),
        Page("talk that is over", "talk_detail", ("talk-over",)),
        Page("record of a talk", "talk_record", ("talk-over",)),
        Page("draw", "draw_detail", ("sanmin-2020",)),
        Page("draw that is not announced", "draw_detail", ("next",)),
        Page("awards", "campaign_awards", ("sanmin",)),
        Page("summary", "campaign_summary", ("sanmin",)),
        Page("sections to rate", "rate_list", ("sanmin",)),
        Page("sections rated", "rate_list", ("rated",)),
        Page("rating the bureau", "rate_subject", ("sanmin", BUREAU)),
        Page("rating a section", "rate_subject", ("sanmin", section.anchor)),
        Page("rating given", "rate_subject", ("sanmin", section.anchor), visitor="rater"),
        Page("ballot counted", "ballot_results", ("rated",)),
        Page("ballot not counted", "ballot_results", ("sanmin",)),
        Page("rating over", "rate_subject", ("rated", BUREAU)),
        Page("representatives", "representative_list", ("sanmin",)),
        Page("ballot", "ballot_vote", ("sanmin",)),
        Page("ballot cast", "ballot_done", ("sanmin",)),
        Page("application", "representative_apply", ("sanmin",)),
        Page("application while none is taken", "representative_apply", ("next",)),
        Page("application taken back", "representative_withdraw", ("sanmin",)),
        Page("districts", "district_list"),
        Page("district", "district_detail", ("long",)),
        Page("district without suggestions", "district_detail", ("near-2",)),
        Page("units", "unit_list"),
        Page("unit", "unit_detail", ("long",)),
        Page("board", "suggestion_list"),
        Page("board, second part", "suggestion_list", query="?page=2"),
        Page("board without hits", "suggestion_list", query="?campaign=next"),
        Page("board of a section", "suggestion_list", query=f"?section={section.pk}"),
        Page("board, a long word searched", "suggestion_list", query=f"?{urlencode({'q': ADDRESS})}"),
        Page("board, filter refused", "suggestion_list", query="?category=999999&received_to=2020-02-30"),
        Page("board with stubs", "suggestion_list", query="?stubs=1&size=50"),
        Page("board, last part", "suggestion_list", query="?before=end"),
        Page("board, all chosen", "suggestion_list", query=f"?{urlencode(all_chosen(receipts['long'].suggestion))}"),
        Page("long suggestion", "suggestion_detail", number["long"]),
        Page("long suggestion as written", "suggestion_detail", number["long"], "?original=1"),
        Page("closed suggestion", "suggestion_detail", number["closed"]),
        Page("suggestion handled again", "suggestion_detail", number["redone"]),
        Page("declined suggestion", "suggestion_detail", number["declined"]),
        Page("extended suggestion", "suggestion_detail", number["asked"]),
        Page("withdrawn suggestion", "suggestion_detail", number["withdrawn"]),
        Page("stub", "suggestion_detail", number["stub"]),
        Page("merged suggestion", "suggestion_detail", number["merged"]),
        Page("support", "suggestion_support", number["asked"]),
        Page("support given", "suggestion_support", number["asked"], visitor="supporter"),
        Page("support closed", "suggestion_support", number["closed"]),
        Page("first page of the form", "suggest_start"),
        Page("first page from a section", "suggest_start", query=f"?section={section.pk}"),
        Page("look-up", "status_lookup"),
        Page("look-up, refused", "status_lookup", sends="main form"),
        Page("statistics", "statistics"),
        Page("statistics, sorted", "statistics", query="?sort=days&campaign=sanmin"),
        Page("statistics of nothing", "statistics", query="?campaign=next"),
        Page("about", "about"),
        Page("privacy", "privacy"),
        Page("accessibility", "accessibility"),
        Page("ledger", "ledger"),
        Page("ledger check", "ledger_check"),
        Page("site map", "site_map"),
        Page("comfort", "comfort_choice"),
        Page("404", "suggestion_detail", ("1999-0001",), status=404),
        Page("styleguide", "styleguide"),
    ]


def own_pages():
    """The pages of one visitor: the form on its way, and what opens with a receipt."""
    return [
        Page("first page, something unsent", "suggest_start", visitor="writer"),
        Page("first page, refused", "suggest_start", visitor="newcomer", sends="main form"),
        Page("words", "suggest_words", visitor="writer"),
        Page("words, refused", "suggest_words", visitor="beginner", sends="main form"),
        Page("kind", "suggest_kind", visitor="repeater"),
        Page("kind, nothing proposed", "suggest_kind", visitor="writer"),
        Page("kind, refused", "suggest_kind", visitor="beginner", sends="main form"),
        Page("question", "talk_ask", ("talk",), visitor="newcomer"),
        Page("question, refused", "talk_ask", ("talk",), visitor="newcomer", sends="main form"),
        Page("question, too early", "talk_ask", ("talk-to-come",)),
        Page("question's receipt", "talk_receipt", ("talk",), visitor="asker"),
        Page("question's receipt gone", "talk_receipt", ("talk",)),
        Page("photos", "suggest_files", visitor="writer"),
        Page("about you", "suggest_person", visitor="writer"),
        Page("about you, refused", "suggest_person", visitor="beginner", sends="main form"),
        Page("similar ones", "suggest_similar", visitor="repeater"),
        Page("check", "suggest_check", visitor="writer"),
        Page("check with similar ones", "suggest_check", visitor="repeater"),
        Page("check of nothing", "suggest_check", visitor="beginner"),
        Page("receipt", "suggest_receipt", visitor="sender"),
        Page("receipt gone", "suggest_receipt"),
        Page("status of an answered one", "status_detail", visitor="long"),
        Page("status, rating refused", "status_detail", visitor="long", sends="form[action$='/rate/']"),
        Page("status of an asked one", "status_detail", visitor="asked"),
        Page("status, answer refused", "status_detail", visitor="asked", sends="form[action$='/answer/']"),
        Page("status of a declined one", "status_detail", visitor="declined"),
        Page("status, objection refused", "status_detail", visitor="declined", sends="form[action$='/object/']"),
        Page("status of a merged one", "status_detail", visitor="merged"),
        Page("status of a closed one", "status_detail", visitor="stub"),
        Page("status of one handled again", "status_detail", visitor="redone"),
        Page("withdrawing", "status_withdraw", visitor="asked"),
        Page("application, something unsent", "representative_apply", ("sanmin",), visitor="applicant"),
        Page("application, refused", "representative_apply", ("sanmin",), visitor="newcomer", sends="main form"),
        Page("application, looked over", "representative_check", ("sanmin",), visitor="applicant"),
        Page("application sent", "representative_sent", ("sanmin",), visitor="applied"),
        Page("application gone", "representative_sent", ("sanmin",)),
        Page(
            "application not taken back", "representative_withdraw", ("sanmin",), visitor="newcomer", sends="main form"
        ),
    ]
