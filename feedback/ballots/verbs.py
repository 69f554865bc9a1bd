"""What is done to a ballot up to the last vote: drafted, opened, codes given out, a vote cast. The close: `closing`."""

import secrets

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.ballots import codes, ledger
from feedback.ballots.counted.points import points_now
from feedback.ballots.models import Ballot, Code, Option, Question, Slot
from feedback.ballots.published import digest_of, questions_of
from feedback.ballots.rules import OPTIONS, QUESTIONS, UNIT_QUESTION
from feedback.ballots.sealed import sealing
from feedback.models import Unit
from feedback.representatives.models import Representative
from feedback.rules.phases import Act
from feedback.rules.workflow import Refused
from portal.accounts.records import record
from portal.serving import generation


def held(ballot):
    """The ballot as it is now, kept from everybody else until the transaction ends."""
    return Ballot.objects.select_for_update(no_key=True).get(pk=ballot.pk)


@transaction.atomic
def draft(campaign):
    """A ballot with the questions that are usual: the report, the bureau, and each unit that works now."""
    ballot = Ballot.objects.create(campaign=campaign)
    asked = [(subject, None, text, text_en) for subject, text, text_en in QUESTIONS]
    text, text_en = UNIT_QUESTION
    for unit in Unit.objects.active():
        places = {"unit": unit.name}, {"unit": unit.name_en}
        asked.append((Question.Subject.UNIT, unit, text % places[0], text_en % places[1] if unit.name_en else ""))
    for order, (subject, unit, text, text_en) in enumerate(asked, 1):
        question = Question.objects.create(
            ballot=ballot, subject=subject, unit=unit, text=text, text_en=text_en, order=order
        )
        Option.objects.bulk_create(
            Option(question=question, text=text, text_en=text_en, weight=weight, order=place)
            for place, (text, text_en, weight) in enumerate(OPTIONS, 1)
        )
    return ballot


def open_ballot(ballot, *, by, now):
    """Publish what is asked with its digest: from now on neither questions nor weights nor the key can be changed."""
    with generation.publishing():
        ballot = held(ballot)
        questions = list(questions_of(ballot))
        _check_openable(ballot, questions)
        ballot.state, ballot.opened_at = Ballot.State.OPENED, now
        ballot.daily_points = points_now()
        ballot.questions_digest = digest_of(ballot, questions)
        ballot.save()
        ledger.OPENED.write(ballot, now)
        record(by, _("公布「%(campaign)s」代表評議的問題"), ballot, campaign=ballot.campaign)
        generation.bump()
    return ballot


def _check_openable(ballot, questions):
    if not ballot.is_draft:
        raise Refused(gettext("問題已經公布，不能再改。"))
    if not ballot.campaign.is_published:
        raise Refused(gettext("活動還沒有公布，請先公布活動。"))
    if not ballot.public_key:
        raise Refused(gettext("還沒有填寫公鑰。"))
    if not ballot.key_parts_seen:
        raise Refused(gettext("請先確認三份私鑰已經分別交到三個人手裡。"))
    if not questions:
        raise Refused(gettext("還沒有問題。"))
    for question in questions:
        if not 2 <= len(question.options.all()) <= sealing.MOST_OPTIONS:
            raise Refused(gettext("「%(question)s」至少要有兩個選項。") % {"question": question.text})


def issue(ballot, *, by):
    """[(representative, code)] for those of the round who have no code yet. A code is readable here and never again."""
    with transaction.atomic():
        ballot = _held_open(ballot)
        served = Representative.objects.of(ballot.campaign).active().filter(ballot_code=None).order_by("number")
        issued = [(representative, codes.new()) for representative in served]
        Code.objects.bulk_create(
            Code(ballot=ballot, representative=representative, digest=codes.digest(ballot, code))
            for representative, code in issued
        )
        count = ballot.questions.count()
        Slot.objects.bulk_create(Slot(ballot=ballot, sealed=sealing.blank(count)) for _issued in issued)
        if issued:
            told = _("為「%(campaign)s」的 %(count)s 名代表發投票碼")
            record(by, told, ballot, campaign=ballot.campaign, count=len(issued))
    return issued


def reissue(ballot, representative, *, by):
    """Another code for a representative who lost the first one, which opens nothing any more."""
    with transaction.atomic():
        ballot, code = _held_open(ballot), codes.new()
        unused = Code.objects.filter(ballot=ballot, representative=representative, is_used=False)
        if not unused.update(digest=codes.digest(ballot, code)):
            raise Refused(gettext("這位代表還沒有投票碼，或者已經投過票，不能補發。"))
        told = _("為「%(campaign)s」的 %(number)s 號代表補發投票碼，原碼作廢")
        record(by, told, ballot, campaign=ballot.campaign, number=representative.number)
    return code


def _held_open(ballot):
    ballot = held(ballot)
    if not ballot.is_opened:
        raise Refused(gettext("公布問題以後、計票以前，才能發投票碼。"))
    return ballot


def code_of(ballot, code):
    """The `Code` that was typed, or None; one of who does not serve any more is none."""
    known = Code.objects.filter(ballot=ballot, digest=codes.digest(ballot, code), representative__is_active=True)
    return known.first()


def cast(ballot, code, chosen, *, clock):
    """One vote: the code is marked and a blank slot, drawn at random, filled with what was chosen, sealed.

    `chosen` is {key of a question: key of an option}; a question that is missing is left blank. `clock` is asked for
    the moment once nobody else can vote or close: whoever waited for that until the phase was over is late. Nothing is
    recorded, and no page begins anew: there is to be no trace of the order in which votes came.
    """
    with transaction.atomic():
        ballot = held(ballot)
        if not ballot.is_opened:
            raise Refused(gettext("投票已經結束，這張票沒有投成。"))
        ballot.campaign.require(Act.BALLOT, clock())
        questions = list(questions_of(ballot))
        if digest_of(ballot, questions) != ballot.questions_digest:
            raise Refused(gettext("問題與公布的不一致，投票已經暫停，請告訴我們。這張票沒有投成。"))
        known = code_of(ballot, code)
        if not known or not Code.objects.filter(pk=known.pk, is_used=False).update(is_used=True):
            raise Refused(gettext("這個投票碼不對，或者已經投過票。這張票沒有投成。"))
        key = bytes.fromhex(ballot.public_key)
        _fill_a_blank_slot(ballot, sealing.seal(_places(questions, chosen), key, ballot.questions_digest))


def _places(questions, chosen):
    """Of each question the place of the option that was chosen, as it is sealed; what is no option of it is refused."""
    places = []
    for question in questions:
        options = [option.pk for option in question.options.all()]
        option = chosen.get(question.pk)
        if option is not None and option not in options:
            raise Refused(gettext("所選的選項不在這張票上，請重新選擇。"))
        places.append(sealing.BLANK if option is None else options.index(option) + 1)
    return places


def _fill_a_blank_slot(ballot, sealed):
    """Any of them, each as likely, in whichever order they are found: the place is drawn before that is known."""
    blanks = Slot.objects.filter(ballot=ballot, is_filled=False).order_by().values_list("pk", flat=True)
    count = blanks.count()
    if not count:
        raise Refused(gettext("系統出錯，這張票沒有投成，請告訴我們。"))
    slot = Slot.objects.filter(pk=blanks[secrets.randbelow(count)], is_filled=False)
    if not slot.update(sealed=sealed, is_filled=True):
        raise Refused(gettext("系統出錯，這張票沒有投成，請告訴我們。"))
