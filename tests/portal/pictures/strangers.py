"""Files as strangers may send them, built here: photos with notes, two files in one, bombs, halves."""

import base64
import io
import struct
import zipfile
import zlib

from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter

MARKER = b"MARKER-OF-A-STRANGER"
FILM = b"\0\0\0\x18ftypmp42" + MARKER  # as telephones put it behind a photo that moves
TAIL = b"PK\x03\x04" + MARKER + b"<script>" + MARKER + b"</script>"

# A photo of 96 x 64, its left half red, by the camera "MARKER-CAMERA" and with a place in its notes. It is kept ready,
# for what decodes it here encodes none.
HEIC = base64.b64decode("""
AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAZZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAAAAAERA
AAIAAQAAAAABugABAAAAAAAAACUAAgAAAAAB3wABAAAAAAAAAIwAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQAC
AABFeGlmAAAAAA5waXRtAAAAAAABAAAA1WlwcnAAAAC2aXBjbwAAAHdodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAA
AAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbpOSkubgIaDAgAAAMAyAAAAwAIQGIAAQAGRAHAcYESAAAAE2NvbHJuY2x4AAEADQAG
gAAAABRpc3BlAAAAAAAAAGAAAABAAAAAEHBpeGkAAAAAAwgICAAAABdpcG1hAAAAAAAAAAEAAQSBAgMEAAAAGmlyZWYAAAAAAAAADmNkc2MAAgABAAEA
AAC5bWRhdAAAACEoAaxObuz/6pwr/Pmn+hslglZfqVB9aLf0hXfwlY/AJywAAAAGRXhpZgAATU0AKgAAAAgAAgEPAAIAAAAOAAAAJoglAAQAAAABAAAA
NAAAAABNQVJLRVItQ0FNRVJBAAADAAEAAgAAAAJOAAAAAAIABQAAAAMAAABeAB0AAgAAAAsAAAB2AAAAAAAAACQAAAABAAAABAAAAAEAAAADAAAAAjIw
MjY6MTE6MjcAAA==
""")


def image(width=64, height=48, mode="RGB"):
    """Left half dark red, right half white."""
    made = Image.new("RGB", (width, height), "white")
    made.paste((160, 0, 0), (0, 0, width // 2, height))
    return made.convert(mode)


def exif(orientation=1):
    notes = Image.Exif()
    notes[0x010F] = MARKER.decode()
    notes[0x0112] = orientation
    notes.get_ifd(0x8825).update({1: "N", 2: (36.0, 4.0, 1.5), 3: "E", 4: (120.0, 22.0, 58.5), 29: "2026:11:27"})
    return notes.tobytes()


def encoded(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def jpeg(picture=None, **options):
    return encoded(picture or image(), "JPEG", **options)


def noted_jpeg(orientation=1):
    """With a place, a comment, XMP and a small picture in its notes, which names the place once more."""
    thumbnail = jpeg(image(16, 12), exif=exif(), comment=MARKER)
    notes = exif(orientation) + thumbnail
    return jpeg(exif=notes, comment=MARKER, xmp=b"<x:xmpmeta>" + MARKER + b"</x:xmpmeta>")


def noted_png():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", MARKER.decode())
    notes.add_itxt("XML:com.adobe.xmp", MARKER.decode(), zip=False)
    return encoded(image(mode="RGBA"), "PNG", pnginfo=notes, exif=exif())


def noted_webp():
    return encoded(image(), "WEBP", lossless=True, exif=exif(), xmp=MARKER)


def mpo():
    """Two pictures in one file, as some telephones take them; the second is another one."""
    return encoded(image(), "MPO", save_all=True, append_images=[image().rotate(180)], comment=MARKER)


def animation(kind):
    frames = [image(), *(Image.new("RGB", (64, 48), (0, shade, 0)) for shade in range(1, 200))]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], lossless=True)


def png_of(width, height, rows=b""):
    """A PNG that says how large it is, whatever it holds."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pieces = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in pieces
    )


def jpeg_of(width, height):
    """A small JPEG whose header says that it is large."""
    made = jpeg(image(16, 16))
    at = made.index(b"\xff\xc0") + 5
    return made[:at] + struct.pack(">HH", height, width) + made[at + 4 :]


def pdf(*objects):
    """A PDF of the given objects, the first of which is its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def stream(data, entries=b""):
    packed = zlib.compress(data)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (entries, len(packed), packed)


def page(contents=b"1 0 0 rg 0 0 100 200 re f", box=b"0 0 200 200", catalogue=b"", more=()):
    """A PDF of one page, red on its left half."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R >>" % box,
        stream(contents),
        *more,
    )


def pdf_with_files():
    """With a script that runs on opening, and a file within."""
    catalogue = (
        b"/OpenAction << /S /JavaScript /JS (app.alert\\('" + MARKER + b"'\\)) >> "
        b"/Names << /EmbeddedFiles << /Names [(" + MARKER + b") 5 0 R] >> >>"
    )
    named = b"<< /Type /Filespec /F (" + MARKER + b".exe) /EF << /F 6 0 R >> >>"
    return page(catalogue=catalogue, more=(named, stream(MARKER, b"/Type /EmbeddedFile")))


def pages(count):
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    one = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), *[one] * count
    )


def locked_pdf(password):
    """One that asks for a password; with an empty one it asks for none, and only forbids printing."""
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(page())))
    writer.encrypt(password, "owner")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("page.html", MARKER)
    return out.getvalue()
