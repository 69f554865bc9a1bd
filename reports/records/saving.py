"""How a draft from the editor meets the one that is already saved: rows and anchors others point to stay."""

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils.translation import gettext

from reports.drafting.carrying import carry, matched, settled
from reports.drafting.draft import Draft, DraftFigure, DraftSection, Dropped, drafted
from reports.drafting.edits import SAID
from reports.drafting.sentences import around, key_of_sentence
from reports.importer.names import Anchors

WRITTEN = [*SAID, "key", "is_change", "paragraph", "start", "end", "text", "order", "is_corrected", "is_confirmed"]


class ReportRefused(Exception):
    """The report cannot be saved, published or withdrawn; the message is a sentence for the person who tried."""


def known_to(report):
    """The saved sections of a report with what people said of their figures, as sections of a draft."""
    sections = report.sections.prefetch_related("figures") if report and report.pk else ()
    return [section_known(section, section.figures.all()) for section in sections]


def section_known(section, figures):
    """A saved section as one of a draft."""
    return DraftSection(
        anchor=section.anchor, level=section.level, numeral=section.numeral, heading=section.heading,
        paragraphs=section.paragraphs, dropped=[Dropped(*one) for one in section.dropped],
        figures=[figure_known(one) for one in figures if _stands(section, one)],
    )  # fmt: skip


def figure_known(figure):
    """A saved figure as one of a draft; a direction without a change is no part of what is read."""
    said = {name: getattr(figure, name) for name in SAID} | {"direction": figure.direction * figure.is_change}
    return DraftFigure(
        **said, text=figure.text, start=figure.start, end=figure.end, paragraph=figure.paragraph,
        is_corrected=figure.is_corrected, is_confirmed=figure.is_confirmed,
    )  # fmt: skip


def _stands(section, figure):
    paragraphs = section.paragraphs
    return figure.paragraph < len(paragraphs) and paragraphs[figure.paragraph][figure.start :].startswith(figure.text)


def as_edited(parsed, report):
    """What is to be saved: a draft as it is; of a report nobody edited, with the corrections of the one before."""
    return parsed if isinstance(parsed, Draft) else settled(carry(drafted(parsed), known_to(report)))


def replace_sections(report, draft_sections, *, section_model, figure_model):
    """Make the sections of `report` those of the draft: known ones in place, new ones added, dropped ones deleted.

    Raises ReportRefused when a dropped section is referred to or a figure cannot be saved.
    """
    known = list(report.sections.all())
    known_for = matched(known, draft_sections)
    staying = {row.pk for row in known_for.values()}
    going = [row for row in known if row.pk not in staying]
    _set_aside(going)
    anchors = Anchors(row.anchor for row in known_for.values())
    ancestors, figures = {}, []
    for order, drawn in enumerate(draft_sections):
        row = known_for.get(order)
        if row is None:
            row = section_model(report=report, anchor=anchors.take(drawn.anchor))
        row.parent = next((ancestors[level] for level in range(drawn.level - 1, 0, -1) if level in ancestors), None)
        row.level, row.order, row.dropped = drawn.level, order, [list(one) for one in drawn.dropped]
        before, row.paragraphs = row.paragraphs, drawn.paragraphs
        row.numeral, row.heading = drawn.numeral, drawn.heading
        row.clean_fields(exclude=["report", "parent"])
        row.save()
        ancestors = {level: one for level, one in ancestors.items() if level < drawn.level} | {drawn.level: row}
        figures.append((row, before, drawn.figures))
    replace_figures(figures, figure_model, leaving=going)
    _drop(going)


def _set_aside(rows):
    """Those that will go keep their figures until it is known which of them go on in another section."""
    for row in rows:
        # A parent takes its children along, which may be ones that stay: they are given their new parent first.
        row.children.update(parent=None)
        type(row).objects.filter(pk=row.pk).update(anchor=f"gone-{row.pk}")


def _drop(rows):
    for row in rows:
        try:
            row.delete()
        except ProtectedError as error:
            raise ReportRefused(
                gettext(
                    "導入的文件裡沒有「%(heading)s」一節，但已有意見建議或者評議指向它，所以沒有保存。請保留這一節的標題或序號。"
                )
                % {"heading": row.label}
            ) from error


def replace_figures(sections, figure_model, *, leaving=()):
    """Figures of (section, its paragraphs before, figures as drafted) in place of those that the sections have.

    The same number of the same sentence stays the same row, in its section or, where that was merged, split or is
    `leaving`, in another: others point to it. Raises ReportRefused when one cannot be saved.
    """
    texts = {section.pk: before for section, before, _figures in sections} | {row.pk: row.paragraphs for row in leaving}
    same = Same(figure_model.objects.filter(section__in=texts).in_order(), texts)
    rows = [
        row_of(section, order, figure, figure_model)
        for section, _before, figures in sections
        for order, figure in enumerate(figures)
    ]
    for is_own_section in (True, False):
        for row in rows:
            if row.pk is None:
                row.pk = same.take(row, in_own_section=is_own_section)
    _forget(figure_model.objects.filter(pk__in=same.left))
    staying = [row for row in rows if row.pk]
    figure_model.objects.bulk_create(
        staying, update_conflicts=True, unique_fields=["id"], update_fields=["section", *WRITTEN], batch_size=500
    )
    figure_model.objects.bulk_create([row for row in rows if not row.pk], batch_size=500)


def _forget(figures):
    try:
        figures.delete()
    except ProtectedError as error:
        names = "、".join(sorted({str(figure) for figure in error.protected_objects})[:5])
        raise ReportRefused(
            gettext("有指標在新的內容裡沒有了，但別的記錄還指向它們，所以沒有保存：%(names)s。") % {"names": names}
        ) from error


def gone_from(draft, figures):
    """Those of saved figures whose number stands in no sentence of the draft that is the same."""
    there = {
        (key_of_sentence(section.sentence_of(figure)[0]), key_of_sentence(figure.text))
        for section, figure in draft.figures
    }
    return [one for one in figures if (key_of_sentence(one.sentence), key_of_sentence(one.text)) not in there]


class Same:
    """The saved figures by sentence and number, each to be taken once."""

    def __init__(self, figures, texts):
        self.left = set()
        self._free = {}
        self._sentences = {}
        for figure in figures:
            self.left.add(figure.pk)
            paragraphs = texts[figure.section_id]
            if figure.paragraph < len(paragraphs):
                words = self._words(figure, paragraphs[figure.paragraph])
                self._free.setdefault(words, []).append((figure.section_id, figure.pk))

    def take(self, row, *, in_own_section):
        """The key of the row that this one is, or None; it is not given again."""
        free = self._free.get(self._words(row, row.section.paragraphs[row.paragraph]), [])
        for place, (section, pk) in enumerate(free):
            if not in_own_section or section == row.section_id:
                del free[place]
                self.left.remove(pk)
                return pk
        return None

    def _words(self, figure, text):
        place = around(text, figure.start, figure.end)
        if text[place] not in self._sentences:
            self._sentences[text[place]] = key_of_sentence(text[place])
        return self._sentences[text[place]], key_of_sentence(figure.text)


def row(section, order, figure, figure_model):
    """A row, not yet saved, for a figure as drafted."""
    return figure_model(
        section=section,
        **{name: getattr(figure, name) for name in SAID},
        is_change=figure.is_change,
        paragraph=figure.paragraph,
        start=figure.start,
        end=figure.end,
        text=figure.text,
        order=order,
        is_corrected=figure.is_corrected,
        is_confirmed=figure.is_confirmed,
    )


def row_of(section, order, figure, figure_model):
    """The same, checked; raises ReportRefused."""
    made = row(section, order, figure, figure_model)
    try:
        made.clean_fields(exclude=["section", "key"])
    except ValidationError as error:
        raise ReportRefused(
            gettext("「%(text)s」不能作為指標保存：%(reasons)s")
            % {"text": figure.text[:40], "reasons": " ".join(dict.fromkeys(error.messages))}
        ) from error
    made.clean()
    return made
