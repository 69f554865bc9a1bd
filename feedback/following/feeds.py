"""Atom feeds in three languages: replies, new public ones, one suggestion, field, unit, district, reports, promises.

They are pages for everybody like any other: kept until something is published, with an entity tag and 304. The date
in Last-Modified is only told: what was taken back changes a feed and leaves no date behind, the tag finds it.
"""

from datetime import date

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils import feedgenerator, timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from feedback.following import commitment_entries, entries, talk_entries
from feedback.following.subjects import found
from feedback.models import Suggestion
from feedback.rules import moments
from portal.reading.languages import html_lang
from portal.serving.context import site
from portal.serving.pages import for_everybody, kept_for

SECONDS_KEPT = 60
FIRST_DAY = date(2009, 1, 1)  # nothing here is older


class Atom(feedgenerator.Atom1Feed):
    def latest_post_date(self):
        """The moment of the newest entry; an empty feed has one too, and always the same."""
        return max((item["updateddate"] for item in self.items), default=moments.midnight(FIRST_DAY))


class _Feed(Feed):
    """One feed as it is asked for: `name` in words, `page` that it belongs to, its entries."""

    feed_type = Atom

    def __init__(self, name, page, made, request):
        self.words = site(request)["site"]
        self.title = entries.plain(gettext("%(name)s｜%(site)s") % {"name": name, "site": self.words.name})
        self.link = entries.absolute(page)
        self.feed_url = entries.absolute(request.path)
        self.author_name = entries.plain(self.words.bureau)
        self.language = html_lang()
        self.made = made
        # Whoever opens it in a browser, not in a reader, sees what it is for.
        self.subtitle = gettext("這是給閱讀器軟件看的訂閱源：把本頁的地址複製到閱讀器裡，有新內容時會自動顯示。")

    def items(self):
        return self.made

    def item_title(self, entry):
        return entry.title

    def item_description(self, entry):
        return entry.summary

    def item_link(self, entry):
        return entry.url

    def item_guid(self, entry):
        return entry.key

    def item_pubdate(self, entry):
        return entry.published

    def item_updateddate(self, entry):
        return entry.updated

    def item_author_name(self, entry):
        return entry.author or self.author_name


@for_everybody
@require_safe
@kept_for(SECONDS_KEPT)
def replies(request):
    made = entries.replies(Suggestion.objects.all())
    return _Feed(gettext("最新答覆"), reverse("suggestion_list"), made, request)(request)


@for_everybody
@require_safe
@kept_for(SECONDS_KEPT)
def suggestions(request):
    made = entries.released(Suggestion.objects.all())
    return _Feed(gettext("新公開的意見建議"), reverse("suggestion_list"), made, request)(request)


@for_everybody
@require_safe
@kept_for(SECONDS_KEPT)
def reports(request):
    return _Feed(pgettext("several", "工作報告"), reverse("report_list"), entries.reports(), request)(request)


@for_everybody
@require_safe
@kept_for(SECONDS_KEPT)
def talks(request):
    made = talk_entries.talks(timezone.now())
    return _Feed(pgettext("several", "在線懇談"), reverse("talk_list"), made, request)(request)


@for_everybody
@require_safe
@kept_for(SECONDS_KEPT)
def commitments(request):
    return _Feed(pgettext("several", "承諾"), reverse("commitment_list"), commitment_entries.commitments(), request)(
        request
    )


@for_everybody
@require_safe
@kept_for(SECONDS_KEPT)
def of_subject(request, kind, value):
    subject = found(kind, value)
    if not subject or value != subject.value:
        raise Http404
    return _Feed(subject.name, subject.url, entries.feed_of(subject), request)(request)
