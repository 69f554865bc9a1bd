"""Workbooks for tests: what a spreadsheet program saves, and what somebody makes by hand."""

import io
import zipfile

import openpyxl

from portal.files.workbook import HEAD, MAIN, OFFICE, PACKAGE, PARTS

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
WITH_TEXTS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def book_of(*rows):
    """A book of openpyxl with `rows` in its first sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def sheet(inside, *, before="", after=""):
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{inside}</sheetData>{after}</worksheet>'


def texts(inside):
    return f'{HEAD}<sst xmlns="{MAIN}">{inside}</sst>'


def package(parts, **options):
    """An archive of `parts`, {name: content}, over those of an empty workbook."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1, **options) as archive:
        for name, content in (PARTS | parts).items():
            archive.writestr(name, content)
    return file.getvalue()


def of_row(cells, number=1):
    """A handmade workbook with these cells, as XML, in one row."""
    return package({SHEET: sheet(f'<row r="{number}">{cells}</row>')})
