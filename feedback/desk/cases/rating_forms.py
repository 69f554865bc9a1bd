"""What staff fill in about a rating: its comment for the public, and that its citizen could not be reached."""

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.desk.cases.verb_form import PublicWordsForm, VerbForm, form_of, words
from feedback.models import Rating
from feedback.rules.redaction import mask
from feedback.rules.workflow import Verb
from portal.reading.languages import reading


class RatingField(forms.ModelChoiceField):
    """One of the ratings of a suggestion, by its level and its day."""

    def label_from_instance(self, rating):
        places = {"level": reading(rating.level), "day": date_format(localtime(rating.rated_at), "DATE_FORMAT")}
        return gettext("%(level)s（%(day)s）") % places


@form_of(Verb.RELEASE_COMMENT)
class ReleaseCommentForm(PublicWordsForm):
    """The eldest comment that its citizen lets be shown and nobody has released; which one goes along unseen."""

    public_fields = ("text",)
    rating = forms.ModelChoiceField(queryset=Rating.objects.none(), widget=forms.HiddenInput)
    text = words(
        _("公開的評語"), _("找到的號碼、賬號、住址和市民的姓名已遮去，請再核對別人的姓名等。"), rows=6, max_length=1000
    )

    def __init__(self, data=None, *, suggestion, user):
        self.waiting = suggestion.ratings.comments_to_release()
        super().__init__(data, suggestion=suggestion, user=user)
        self.fields["rating"].queryset = self.waiting

    @property
    def comment(self):
        """What the citizen wrote, for whoever compares."""
        rating = self.waiting.first()
        return rating.comment if rating else ""

    def proposed(self):
        rating = self.waiting.first()
        text = mask(rating.comment, self.suggestion.known_names) if rating else ""
        return super().proposed() | {"rating": rating.pk if rating else None, "text": text}


@form_of(Verb.TAKE_BACK_COMMENT)
class TakeBackCommentForm(VerbForm):
    rating = RatingField(label=_("哪一次評議的評語"), queryset=Rating.objects.none(), empty_label=_("請選擇"))
    remark = words(_("內部備註"), _("只有工作人員能看到。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        shown = self.suggestion.ratings.comments_shown()
        self.fields["rating"].queryset = shown.select_related("level")
        if len(shown) == 1:
            self.fields["rating"].initial = shown[0].pk


@form_of(Verb.NOTE_UNREACHABLE)
class NoteUnreachableForm(VerbForm):
    remark = words(_("聯繫經過"), _("寫明聯繫的時間、方式和結果。只有工作人員能看到；公眾只看到「無法聯繫」。"))
