"""The XML parts of an office file, which is a zip archive: read as a stream, and no further than they may cost.

What an archive says of its own sizes is not believed: bytes and elements are counted as they come.
"""

import io
import zipfile
from xml.parsers import expat

from django.utils.translation import gettext

from portal.files.grid import Unreadable

MOST_PARTS = 300
# Of all parts that are read, together. 2,000 rows of the longest texts in 40 columns stay below both.
MOST_BYTES = 40 * 1024 * 1024
MOST_ELEMENTS = 600_000
FIRST_CHUNK = 64 * 1024
ENTRY = b"PK\x01\x02"  # what each line of the archive's list of parts begins with
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED = 0x1


class Damaged(ValueError):
    """The archive is not what it should be."""


class Enough(Exception):
    """What a reader raises when it needs no more of a part."""


class Package:
    def __init__(self, data):
        if data.count(ENTRY) > MOST_PARTS:  # before the list is read, which may be as long as the file
            told = gettext("這個 Excel 文件裡有超過 %(most)s 個部件。請只留下要導入的一張表，另存後再上傳。")
            raise Unreadable(told % {"most": MOST_PARTS})
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._parts = {part.filename.lower(): part for part in self._archive.infolist()}
        self.bytes = self.elements = 0

    def __contains__(self, name):
        return name.lower() in self._parts

    def read(self, name, reader):
        """Give the part `name` to the methods `start`, `end` and `text` of `reader`, and return it.

        Names come without their prefix. A part that is missing is damage.
        """
        if name not in self:
            raise Damaged(f"There is no part {name}.")
        part = self._parts[name.lower()]
        if part.compress_type not in METHODS or part.flag_bits & ENCRYPTED:
            raise Damaged(f"{name} is packed in an unknown way.")
        parser = self._parser(reader)
        try:
            with self._archive.open(part) as stream:
                for chunk in self._chunks(stream):
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
        except Enough:
            pass
        return reader

    def _chunks(self, stream):
        """Pieces that double: the parser reads a token again from its beginning as long as it has not ended."""
        size = FIRST_CHUNK
        while chunk := stream.read(size):
            self.bytes += len(chunk)
            if self.bytes > MOST_BYTES:
                told = gettext(
                    "這個 Excel 文件展開後超過 %(most)s MB。請只留下要導入的一張表，刪去不用的格式，另存後再上傳。"
                )
                raise Unreadable(told % {"most": MOST_BYTES // 1024 // 1024})
            yield chunk
            size = min(size * 2, MOST_BYTES)

    def _parser(self, reader):
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = _refuse_doctype

        def start(name, attributes):
            self.elements += 1
            if self.elements > MOST_ELEMENTS:
                told = gettext(
                    "這個 Excel 文件裡的格子、文字和格式超過 %(most)s 個。請把要導入的各行複製到新的表裡，再上傳。"
                )
                raise Unreadable(told % {"most": MOST_ELEMENTS})
            reader.start(name.rpartition(":")[2], attributes)

        parser.StartElementHandler = start
        parser.EndElementHandler = lambda name: reader.end(name.rpartition(":")[2])
        parser.CharacterDataHandler = reader.text
        return parser


def _refuse_doctype(*_declared):
    """No office file declares entities; those that do want them to grow."""
    raise Damaged("There is a DOCTYPE.")
