"""The moderator's page of a talk: three columns of questions, one key or one button for each act.

It is made for several people at once: the board is an address of its own, asked for every second and answered with
304 while nothing changed. Each act is a form that is sent; the script of the page sends the same forms without a
reload and is answered with the board (200), or with the form and what is wrong in it (422).
"""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.desk.cases.at_hand import as_it_will_stand
from feedback.models import Stale
from feedback.office import staff
from feedback.rules.workflow import Refused
from feedback.talks.models import Talk
from feedback.talks.moderating import rest, verbs
from feedback.talks.moderating.board import board, card_of, state
from feedback.talks.moderating.forms import FORMS, PlaceForm
from feedback.talks.moderating.offered import LEAVES_STAGE_TO, OFFERS, Deed
from portal.accounts.giving_back import typed_at

BY_SUPPORT = "talk_by_support"  # in the session: whether the most supported stand first
FRAGMENT = "X-Fragment"  # sent by the script: it wants a piece and no page
DONE = {
    Deed.APPROVE: _("%(number)s：答覆已公布。"),
    Deed.RETURN: _("%(number)s：答覆已退回修改。"),
    Deed.CONFIRM: _("%(number)s：已確認不予受理。"),
    Deed.DROP: _("%(number)s：已撤回提請。"),
    Deed.TAKE_UP: _("%(number)s：正在回答。"),
    Deed.ANSWERED: _("%(number)s：已記為現場已答。"),
    Deed.ANSWER: _("%(number)s：答覆已送審，等另一位同事審核。"),
    Deed.LATER: _("%(number)s：會後答覆。"),
    Deed.PASS: _("%(number)s：已轉嘉賓。"),
    Deed.RELEASE: _("%(number)s：文字已公開。"),
    Deed.MERGE: _("%(number)s：已併案。"),
    Deed.DECLINE: _("%(number)s：已提請不予受理，等另一位同事確認。"),
    Deed.BACK: _("%(number)s：已放回等待。"),
    Deed.UNMERGE: _("%(number)s：已撤銷併案。"),
    Deed.TAKE_BACK: _("%(number)s：公開文字已收回。"),
}
MOVES = {
    Deed.PASS: verbs.pass_to,
    Deed.TAKE_UP: verbs.take_up,
    Deed.ANSWERED: verbs.note_answered,
    Deed.LATER: verbs.put_off,
    Deed.BACK: verbs.put_back,
}


class Asked(NamedTuple):
    """One act that somebody sent or wants to fill in."""

    request: object
    talk: Talk
    card: object
    deed: Deed
    now: object

    @property
    def question(self):
        return self.card.question

    @property
    def user(self):
        return self.request.user


class StageDesk:
    """The page of the moderators; a part of the talks' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/stage/", view(self.stage_view), name="talks_talk_stage"),
            path("<int:pk>/stage/board/", view(self.board_view), name="talks_talk_board"),
            path("<int:pk>/stage/rest/", view(self.rest_view), name="talks_talk_rest"),
            path("<int:pk>/stage/<int:question>/<slug:deed>/", view(self.deed_view), name="talks_talk_deed"),
        ]
        return [*own, *super().get_urls()]

    @method_decorator([never_cache, require_safe])
    def stage_view(self, request, pk):
        if "sort" in request.GET:
            request.session[BY_SUPPORT] = request.GET["sort"] == "support"
        return self._stage_page(request, _talk(request, pk), timezone.now())

    @method_decorator([never_cache, require_safe])
    def board_view(self, request, pk):
        """The board alone; 304 while nothing of it changed."""
        talk, now = _talk(request, pk), timezone.now()
        etag = f'"{state(talk, request.user, by_support=_by_support(request), now=now)}"'
        unchanged = get_conditional_response(request, etag=etag)
        return unchanged or self._stage_board(request, talk, now)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def deed_view(self, request, pk, question, deed):
        talk, now = _talk(request, pk), timezone.now()
        card = card_of(talk, request.user, question, now)
        if deed not in OFFERS or not card:
            raise Http404
        asked = Asked(request, talk, card, Deed(deed), now)
        if request.method != "POST":
            return self._stage_asked(asked)
        return self._stage_filled_in(asked) if asked.deed in FORMS else self._stage_pressed(asked)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def rest_view(self, request, pk):
        """其餘轉主辦單位: what nobody has taken yet goes to the host unit, each for itself."""
        talk, now = _talk(request, pk), timezone.now()
        if not rest.may_hand_over(request.user, talk):
            raise Http404
        if request.method != "POST":
            return self._stage_editor(request, talk, now, rest=rest.left(talk))
        done, refused = rest.hand_over_all(talk, by=request.user, now=now)
        told = gettext("%(count)s 件提問已受理並轉%(unit)s。") % {"count": done, "unit": talk.unit}
        warnings = [f"{number}：{reason}" for number, reason in refused]
        return self._stage_after(request, talk, now, told, warnings)

    def _stage_asked(self, asked):
        """The form of the deed; one that asks nothing, or that is not offered any more, leads to the board."""
        is_offered = any(asked.deed == deed for deed, _key, _asks in asked.card.deeds)
        other = verbs.on_stage(asked.talk) if asked.deed == Deed.TAKE_UP else None
        if not is_offered or (asked.deed not in FORMS and not other):
            told = gettext("%(number)s 現在不能「%(deed)s」。")
            warnings = [] if is_offered else [told % {"number": asked.question.number, "deed": asked.deed.label}]
            return self._stage_after(asked.request, asked.talk, asked.now, "", warnings)
        form = _form(asked) if asked.deed in FORMS else None
        return self._stage_form(asked, form, other=other)

    def _stage_filled_in(self, asked):
        form = _form(asked, asked.request.POST)
        if form.is_valid():
            question = form.suggestion
            question.revision = form.cleaned_data["revision"]
            try:
                form.do(question, by=asked.user, now=asked.now)
            except Refused as refused:
                form.add_error(None, str(refused.reason))
                if isinstance(refused, Stale):
                    form.data = form.data.copy()
                    form.data["revision"] = asked.question.revision
            else:
                return self._stage_done(asked)
        return self._stage_form(asked, form, status=422)

    def _stage_pressed(self, asked):
        """A move, or a verb for which nothing is filled in; what is refused is told above the board as it is now."""
        sent = asked.request.POST.copy()
        sent.update(asked.request.GET)  # the guest stands in the address of the button
        given = PlaceForm(sent, talk=asked.talk)
        question = _fresh(asked.question)
        try:
            if not given.is_valid():
                raise Refused(gettext("提交的內容有誤，沒有辦理。"))
            if asked.deed in MOVES:
                _move(asked, question, given)
            else:
                question.revision = question.revision if given.seen_revision is None else given.seen_revision
                getattr(question, OFFERS[asked.deed].verb)(by=asked.user, now=asked.now)
        except Refused as refused:
            return self._stage_after(asked.request, asked.talk, asked.now, "", [str(refused.reason)])
        return self._stage_done(asked)

    def _stage_done(self, asked):
        told = DONE[asked.deed] % {"number": asked.question.number}
        return self._stage_after(asked.request, asked.talk, asked.now, told, at=asked.question.pk)

    def _stage_after(self, request, talk, now, told, warnings=(), at=None):
        """Back to the board, with what was done or why not; the script gets the board itself."""
        if FRAGMENT in request.headers:
            return self._stage_board(request, _talk(request, talk.pk), now, told=told, warnings=warnings)
        if told:
            self.message_user(request, told, messages.SUCCESS)
        for warning in warnings:
            self.message_user(request, warning, messages.WARNING)
        address = reverse("admin:talks_talk_stage", args=[talk.pk])
        return HttpResponseRedirect(f"{address}#q{at}" if at else address)

    def _stage_form(self, asked, form, *, other=None, status=200):
        more = {"form": form, "card": asked.card, "question": asked.question, "deed": asked.deed, "other": other}
        if asked.deed == Deed.APPROVE and asked.card.draft:
            reply, earlier = as_it_will_stand(asked.card.draft, asked.question, asked.now)
            more |= {"reply": reply, "earlier_replies": earlier}
        if other:
            more["ways"] = [(place, place.label) for place in LEAVES_STAGE_TO]
        return self._stage_editor(asked.request, asked.talk, asked.now, status=status, **more)

    def _stage_editor(self, request, talk, now, *, status=200, **more):
        """The form beside the board; for the script the form alone."""
        if FRAGMENT in request.headers:
            context = {"talk": talk, **more}
            return TemplateResponse(request, "admin/talks/_stage_editor.html", context, status=status)
        return self._stage_page(request, talk, now, status=status, editor=True, **more)

    def _stage_board(self, request, talk, now, **more):
        context = self._stage_context(request, talk, now) | more
        response = TemplateResponse(request, "admin/talks/_stage_board.html", context)
        response["ETag"] = f'"{context["state"]}"'
        return response

    def _stage_page(self, request, talk, now, *, status=200, **more):
        context = self.admin_site.each_context(request) | self._stage_context(request, talk, now)
        context |= {
            "opts": self.opts,
            "title": gettext("主持：%(talk)s") % {"talk": talk},
            "keys": [(offer.key, deed.label) for deed, offer in OFFERS.items()],
            "is_moderator": talk.campaign_id in staff.moderated_by(request.user),
        }
        return TemplateResponse(request, "admin/talks/stage.html", context | more, status=status)

    def _stage_context(self, request, talk, now):
        by_support = _by_support(request)
        shown = board(talk, request.user, by_support=by_support, now=now)
        may_hand_over = rest.is_time(shown["phase"]) and rest.may_hand_over(request.user, talk)
        made_of = state(talk, request.user, by_support=by_support, now=now)
        return {"talk": talk, "by_support": by_support, "may_hand_over": may_hand_over, "state": made_of, **shown}


def _talk(request, pk):
    """The talk, for its moderators and for those who see every suggestion; for anybody else it is not there."""
    talk = Talk.objects.for_page().of_key(pk).first()
    may_look = talk and (talk.campaign_id in staff.moderated_by(request.user) or staff.sees_every(request.user))
    if not may_look:
        raise Http404
    return talk


def _by_support(request):
    return bool(request.session.get(BY_SUPPORT))


def _fresh(question):
    """The question for a verb, without what the board read beside it."""
    return type(question).objects.select_related("campaign", "category").get(pk=question.pk)


def _form(asked, data=None):
    return FORMS[asked.deed](data, suggestion=_fresh(asked.question), user=asked.user)


def _move(asked, question, given):
    more = {}
    if asked.deed == Deed.PASS:
        if not (guest := given.cleaned_data["guest"]):
            raise Refused(gettext("請選轉給哪位嘉賓。"))
        more["guest"] = guest
    if asked.deed == Deed.TAKE_UP:
        more["leaving"] = given.cleaned_data["leaving"] or None
    MOVES[asked.deed](question, **more, seen=given.seen_place, by=asked.user, now=asked.now)


def _typed(arguments, _fields):
    """The form that was sent to the page of a deed, with its name."""
    deed = arguments.get("deed", "")
    return (FORMS[deed], Deed(deed).label) if deed in FORMS else None


typed_at("talks_talk_deed", _typed)
