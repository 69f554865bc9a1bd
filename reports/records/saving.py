"""How an imported report meets the draft that is already saved: rows and anchors others point to stay."""

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils.translation import gettext

from reports.importer.names import Anchors, key_of


class ReportRefused(Exception):
    """The report cannot be saved, published or withdrawn; the message is a sentence for the person who tried."""


def replace_sections(report, parsed_sections, *, section_model, figure_model):
    """Make the sections of `report` those of the import: known ones in place, new ones added, dropped ones deleted.

    Raises ReportRefused when a dropped section is referred to or a figure cannot be saved.
    """
    known = list(report.sections.all())
    known_for = matched(known, parsed_sections)
    staying = {row.pk for row in known_for.values()}
    _drop([row for row in known if row.pk not in staying])
    anchors = Anchors(row.anchor for row in known_for.values())
    ancestors, figures = {}, []
    for order, parsed in enumerate(parsed_sections):
        row = known_for.get(order)
        if row is None:
            row = section_model(report=report, anchor=anchors.take(parsed.anchor))
        row.parent = next((ancestors[level] for level in range(parsed.level - 1, 0, -1) if level in ancestors), None)
        row.level, row.order = parsed.level, order
        row.numeral, row.heading, row.paragraphs = parsed.numeral, parsed.heading, parsed.paragraphs
        row.clean_fields(exclude=["report", "parent"])
        row.save()
        ancestors = {level: one for level, one in ancestors.items() if level < parsed.level} | {parsed.level: row}
        figures.append((row, parsed.figures))
    replace_figures(figures, figure_model)


def matched(known, parsed_sections):
    """Which saved section each imported one is, as {place in the import: saved section}.

    A heading that stands once on either side goes with its section even when the numbering moved; what is left
    goes by anchor.
    """
    found = {}
    free = set(known)
    old, new = _by_heading(known), _by_heading(parsed_sections)
    places = {id(parsed): place for place, parsed in enumerate(parsed_sections)}
    for heading, rows in old.items():
        if len(rows) == len(new.get(heading, ())) == 1:
            found[places[id(new[heading][0])]] = rows[0]
            free.discard(rows[0])
    by_anchor = {row.anchor: row for row in free}
    for place, parsed in enumerate(parsed_sections):
        if place not in found and parsed.anchor in by_anchor:
            found[place] = by_anchor[parsed.anchor]
    return found


def _by_heading(sections):
    groups = {}
    for section in sections:
        if section.heading:
            groups.setdefault(key_of(section.heading), []).append(section)
    return groups


def _drop(rows):
    # A parent takes its children along, which may be ones that stay: they are given their new parent first.
    for row in rows:
        row.children.update(parent=None)
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


def replace_figures(figures_of_sections, figure_model):
    """The figures of (section, parsed figures) pairs in place of those the sections have.

    One corrected by hand keeps its correction while its words still stand in its section. Raises ReportRefused
    when one cannot be saved.
    """
    old = figure_model.objects.filter(section__in=[section for section, parsed in figures_of_sections])
    corrected = {}
    for figure in old.filter(is_corrected=True).in_order():
        corrected.setdefault((figure.section_id, figure.text), []).append(figure)
    old.delete()
    rows = []
    for section, parsed_figures in figures_of_sections:
        for order, parsed in enumerate(parsed_figures):
            matching = corrected.get((section.pk, parsed.text))
            rows.append(row_of(section, order, parsed, figure_model, corrected=matching.pop(0) if matching else None))
    figure_model.objects.bulk_create(rows)


def row_of(section, order, parsed, figure_model, *, corrected=None):
    """A checked row, not yet saved, for a figure as read or as corrected by hand; raises ReportRefused."""
    source = corrected or parsed
    row = figure_model(
        section=section,
        name=source.name,
        value=source.value,
        unit=source.unit,
        lower=source.lower,
        upper=source.upper,
        from_value=source.from_value,
        numerator=source.numerator,
        denominator=source.denominator,
        approximation=source.approximation,
        direction=source.direction,
        is_change=source.is_change,
        compared_year=source.compared_year,
        paragraph=parsed.paragraph,
        start=parsed.start,
        end=parsed.end,
        text=parsed.text,
        order=order,
        is_corrected=corrected is not None,
    )
    try:
        row.clean_fields(exclude=["section", "key"])
    except ValidationError as error:
        raise ReportRefused(
            gettext("「%(text)s」不能作為指標保存：%(reasons)s")
            % {"text": parsed.text[:40], "reasons": " ".join(dict.fromkeys(error.messages))}
        ) from error
    row.clean()
    return row
