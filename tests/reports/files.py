"""Files to import, written by hand so that a test says what is in them."""

import io
import zipfile
import zlib

from docx import Document


def pdf_of(*texts, entries=(), fonts=1, drawn=b"", forms=0):
    """A PDF of one page for each text, drawn in a font of the characters in them.

    A text is drawn line below line, or is a list of (left, base line, size, words). With `forms`, each page draws one
    that draws the next ten times, and so on.

    `entries` are further lines of the font's table of characters, `fonts` is how many each page names, `drawn` what
    each page draws beside its text.
    """
    texts = [
        [(50, 800 - 14 * place, 12, line) for place, line in enumerate(text.splitlines())]
        if isinstance(text, str)
        else text
        for text in texts
    ]
    characters = sorted({letter for placed in texts for *_place, line in placed for letter in line})
    codes = {character: f"{place:04X}" for place, character in enumerate(characters, start=1)}
    table = "\n".join(
        ["begincmap", "1 begincodespacerange <0000> <FFFF> endcodespacerange", f"{len(codes)} beginbfchar"]
        + [f"<{code}> <{ord(character):04X}>" for character, code in codes.items()]
        + ["endbfchar", *entries, "endcmap"]
    )
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", None]

    def add(body, stream=None):
        if stream is not None:
            packed = zlib.compress(stream)
            body = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
        objects.append(body)
        return len(objects)

    named = []
    for place in range(fonts):
        known = add(None, table.encode())
        inner = add(b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/DW 1000>>")
        font = (
            b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        )
        named.append(b"/F%d %d 0 R" % (place, add(font % (inner, known))))
    form = None
    for _depth in range(forms):
        within = b"/Resources<</XObject<</X %d 0 R>>>>" % form if form else b""
        packed = zlib.compress(b"/X Do " * 10 if form else b"0 0 m")
        head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]%s/Filter/FlateDecode/Length %d>>" % (within, len(packed))
        form = add(b"%sstream\n%s\nendstream" % (head, packed))
    further = b"/XObject<</X %d 0 R>>" % form if form else b""
    drawn += b" /X Do" if form else b""
    pages = []
    for placed in texts:
        lines = [
            f"/F0 {size} Tf 1 0 0 1 {left} {base} Tm <{''.join(codes[letter] for letter in line)}> Tj"
            for left, base, size, line in placed
        ]
        content = add(None, "\n".join(["BT", *lines, "ET"]).encode() + drawn)
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<<%s>>%s>>>>"
        pages.append(add(page % (content, b"".join(named), further)))
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids)
    return _numbered(objects)


def _numbered(objects):
    written, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        written, size, rows, size, len(written),
    )  # fmt: skip


def docx_of(*paragraphs, extra=None):
    """A Word file of plain paragraphs; `extra` are further parts by their names."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return stream.getvalue()


NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
WORD_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_of(body, **parts):
    """A Word file of the XML of its body and further parts: numbering, styles, footnotes, endnotes."""
    roots = {"document": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"} | {
        name: f"<w:{name} {NAMESPACES}>{content}</w:{name}>" for name, content in parts.items()
    }
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD_KIND}.'
        f'{"document.main" if name == "document" else name}+xml"/>'
        for name in roots
    )
    related = "".join(
        f'<Relationship Id="r{number}" Type="{RELATED}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(parts)
    )
    packages = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" '
        f'Type="{RELATED}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{packages}/relationships">{related}</Relationships>',
        **{f"word/{name}.xml": root for name, root in roots.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def paragraph(*runs, properties=""):
    """A paragraph of Word's; a run is text, or XML."""
    inner = "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(*rows):
    """A table of Word's; a cell is text, or XML."""

    def cell(content):
        return f"<w:tc>{content if content.startswith('<') else paragraph(content)}</w:tc>"

    return "<w:tbl>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


def figures(count):
    """A text of so many figures, as the desk met one: 20,000 of them take 340 kB."""
    words = [f"破案{100 + place % 900}起。" + "\n" * (place % 100 == 99) for place in range(count)]
    return "2021年工作報告\n一、工作\n" + "".join(words)
