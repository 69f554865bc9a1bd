"""Files to import, written by hand so that a test says what is in them."""

import io
import zipfile
import zlib

from docx import Document


def pdf_of(*texts, entries=(), fonts=1, drawn=b""):
    """A PDF of one page for each text, drawn in a font of the characters in them.

    `entries` are further lines of the font's table of characters, `fonts` is how many each page names, `drawn` what
    each page draws beside its text.
    """
    characters = sorted(set("".join(texts)))
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
    pages = []
    for text in texts:
        lines = ["<" + "".join(codes[character] for character in line) + "> Tj T*" for line in text.splitlines()]
        content = add(None, "\n".join(["BT /F0 12 Tf 14 TL 50 800 Td", *lines, "ET"]).encode() + drawn)
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<<%s>>>>>>"
        pages.append(add(page % (content, b"".join(named))))
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


def figures(count):
    """A text of so many figures, as the desk met one: 20,000 of them take 340 kB."""
    words = [f"破案{100 + place % 900}起。" + "\n" * (place % 100 == 99) for place in range(count)]
    return "2021年工作報告\n一、工作\n" + "".join(words)
