"""承諾: what the bureau promised, how far each promise is, and every change with its reason; for everybody."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from feedback.commitments import listing
from feedback.commitments.list_form import CommitmentForm
from feedback.commitments.models import Commitment
from feedback.commitments.words import said
from portal.files import spreadsheet
from portal.frame import COMMITMENT_PAGE
from portal.reading.languages import reading
from portal.serving.pages import for_everybody

PER_PAGE = 20
MOST = 5_000  # rows of the table, the first ones of the list


def _chosen(request, today):
    """The form of the filters, and what it leaves."""
    form = CommitmentForm(request.GET)
    return form, listing.for_list(listing.narrowed(Commitment.objects.public(), today, **form.chosen()))


@for_everybody
@require_safe
def commitment_list(request):
    today = timezone.localdate()
    form, found = _chosen(request, today)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "is_narrowed": any(form.chosen().values()),
        "numbers": listing.numbers(Commitment.objects.public(), today),
        "page": page,
        "rows": listing.listed(page.object_list, today),
        "query": request.GET.urlencode(),
    }
    return render(request, "commitments/list.html", context)


@for_everybody
@require_safe
def commitment_detail(request, pk):
    commitment = Commitment.objects.public().with_place().filter(pk=pk).first()
    if not commitment:
        raise Http404
    now = timezone.now()
    changes = commitment.changes.select_related("unit", "section__report").defer("section__paragraphs").in_order()
    context = {
        "commitment": commitment,
        "is_late": commitment.is_late(timezone.localdate(now)),
        "changes": [(change, said(change)) for change in changes],
        "blocks": COMMITMENT_PAGE.made(commitment, now),
    }
    return render(request, "commitments/detail.html", context)


@for_everybody
@require_safe
def commitment_csv(request):
    """What the same filters leave on the list, in the same order, without its pages."""
    today = timezone.localdate()
    _form, found = _chosen(request, today)
    headings = [
        gettext("承諾"), gettext("原句"), gettext("出處"), gettext("承辦單位"), gettext("最初承諾的日期"),
        gettext("現在承諾的日期"), gettext("推遲過"), gettext("進展"), gettext("逾期未完成"), gettext("網址"),
    ]  # fmt: skip
    rows = (_cells(shown) for shown in listing.listed(found[:MOST], today))
    return spreadsheet.download(f"commitments-{today:%Y%m%d}", headings, rows)


def _cells(shown):
    commitment = shown.commitment
    section, reply = commitment.section, commitment.reply
    return [
        reading(commitment.title),
        reading(commitment.sentence),
        f"{reading(section.report.title)} {reading(section.label)}" if section else reply.suggestion.number,
        reading(commitment.unit),
        commitment.first_promised_on,
        commitment.promised_on,
        gettext("是") if commitment.has_slipped else gettext("否"),
        commitment.get_state_display(),
        gettext("是") if shown.is_late else gettext("否"),
        settings.SITE_URL + commitment.get_absolute_url(),
    ]
