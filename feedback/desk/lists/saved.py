"""Lists kept under a name: the bar above the list, and the pages on which one is kept, changed and deleted."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.desk.lists.forms import ListForm
from feedback.desk.lists.saved_form import SavedListForm
from feedback.models import SavedList
from feedback.rules.workflow import Refused
from portal.accounts.giving_back import fill, typed_at


class SavedLists:
    """Lists kept under a name; a part of the suggestions' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("saved/add/", view(self.saved_add_view), name="feedback_suggestion_saved_add"),
            path("saved/<int:pk>/", view(self.saved_view), name="feedback_suggestion_saved"),
            *super().get_urls(),
        ]

    def list_context(self, request, form):
        """The bar: those that may be used, which one this is, and where this one is kept or changed."""
        rows, query = SavedList.objects.for_bar(request.user), form.query(saved=None)
        current = next((row for row in rows if row.pk == form.cleaned_data.get("saved")), None)
        is_own = current is not None and not current.of_another(request.user)
        return super().list_context(request, form) | {
            "saved_lists": rows,
            "saved_current": current,
            "is_saved_changed": current is not None and query != f"?{current.query}",
            "saved_add": reverse("admin:feedback_suggestion_saved_add") + query,
            "saved_change": is_own and reverse("admin:feedback_suggestion_saved", args=[current.pk]) + query,
        }

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def saved_add_view(self, request):
        """Keep the list that the address asks for."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        filters = self._filters(request)
        form = fill(SavedListForm(request.POST or None, user=request.user, filters=filters), request)
        if form.is_valid():
            saved = self._kept(form, lambda **fields: SavedList.objects.keep(owner=request.user, **fields))
            if saved:
                return self._saved(request, saved, gettext("已保存篩選「%(name)s」。"))
        return self._saved_page(request, gettext("保存篩選"), form, filters)

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def saved_view(self, request, pk):
        """Rename, share, or delete one's own; what the address asks for may take the place of what was kept."""
        if not self.has_view_permission(request):
            raise Http404
        saved = get_object_or_404(SavedList, pk=pk, owner=request.user)
        if "delete" in request.POST:
            saved.delete()
            self.message_user(request, gettext("已刪除篩選「%(name)s」。") % {"name": saved}, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:feedback_suggestion_changelist"))
        filters = self._filters(request)
        form = SavedListForm(request.POST or None, user=request.user, filters=filters, saved=saved)
        if form.is_valid() and self._kept(form, lambda **fields: _changed(saved, **fields)):
            return self._saved(request, saved, gettext("篩選「%(name)s」已更改。"))
        return self._saved_page(request, gettext("更改篩選"), form, filters, saved=saved)

    def _filters(self, request):
        filters = ListForm(request.GET, user=request.user)
        filters.is_valid()
        return filters

    def _kept(self, form, keep):
        """What `keep` made of the form, None where that was refused: the form says why."""
        try:
            return keep(**form.fields_kept())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except IntegrityError:  # the same name, sent twice at a time
            form.add_error("name", form.taken())
        return None

    def _saved(self, request, saved, told):
        self.message_user(request, told % {"name": saved}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:feedback_suggestion_changelist") + saved.address)

    def _saved_page(self, request, title, form, filters, saved=None):
        context = self._intake_context(
            request,
            title=title,
            form=form,
            filters=filters,
            saved=saved,
            back=reverse("admin:feedback_suggestion_changelist") + filters.query(saved=saved and saved.pk),
        )
        return TemplateResponse(request, "admin/feedback/suggestion/saved.html", context)


@transaction.atomic
def _changed(saved, **fields):
    for name, value in fields.items():
        setattr(saved, name, value)
    saved.save(update_fields=list(fields))
    return saved


def _typed(_arguments, _fields):
    return SavedListForm, gettext("保存篩選")


typed_at("feedback_suggestion_saved_add", _typed, is_filled=True)
typed_at("feedback_suggestion_saved", _typed)
