"""Files that are not read, whatever their names say: what each is, and what to do with it."""

import io
import zipfile

from django.utils.translation import gettext

from reports.importer.refusals import ImportRefused

TEXT_SUFFIXES = {".txt", ".text", ".md", ".markdown", ".htm", ".html", ""}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\x00", b"MM\x00*")


def unreadable():
    return gettext("文件已損壞或格式不符，不能讀取，請打開後另存，再上傳。")


def refuse_archive(data):
    """Refuse a package of files that is no Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ImportRefused(unreadable()) from error
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        raise ImportRefused(
            gettext("這是 OpenDocument 文件（odt、ods 等），不能讀取；請打開後另存為 Word 文件（docx），再上傳。")
        )
    if any(name.startswith("xl/") for name in names):
        raise ImportRefused(gettext("這是 Excel 表格，不能讀取；請把表格放進 Word 文件（docx），再上傳。"))
    if any(name.startswith("ppt/") for name in names):
        raise ImportRefused(gettext("這是演示文稿，不能讀取；請把文字放進 Word 文件（docx），再上傳。"))
    if not any(name.lower().startswith("word/") for name in names):
        raise ImportRefused(gettext("這是壓縮包，不是 Word 文件，不能讀取；請解壓後，上傳其中的報告。"))


def refuse_kind(data, suffix):
    """Refuse what is neither text, nor a PDF, nor a package."""
    if data.startswith(b"{\\rtf"):
        raise ImportRefused(
            gettext("這是 RTF 文件，不能讀取；請用 Word 或 WPS 打開，另存為 Word 文件（docx），再上傳。")
        )
    if data.startswith(OLD_OFFICE):
        raise ImportRefused(
            gettext(
                "這是舊版的 Office 文件（doc 等），或是設有密碼的文件，不能讀取；"
                "請打開後去掉密碼，另存為 Word 文件（docx），再上傳。"
            )
        )
    if data.startswith(PICTURES):
        raise ImportRefused(gettext("這是圖片，沒有文字；請先作文字識別，或改用 Word 文件。"))
    if suffix in {".docx", ".pdf"}:
        raise ImportRefused(unreadable())
    if suffix not in TEXT_SUFFIXES:
        raise ImportRefused(gettext("只能讀取文本文件（txt、md）、Word 文件（docx）和 PDF。"))
