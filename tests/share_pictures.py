"""The pictures beside links to our pages and the signs of the site, with its own name: `make share-pictures`.

Commit what it draws. The words are those of `portal/templatetags/sharing.py`, the colours those of the stylesheet.
"""

import os
import struct
from html import escape
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.conf import settings  # noqa: E402  the settings come first
from django.utils.translation import override  # noqa: E402

from portal.reading.languages import language_tag  # noqa: E402
from portal.serving.context import site  # noqa: E402
from portal.site import stylesheet  # noqa: E402
from portal.templatetags.sharing import HEIGHT, WIDTH, WORDS, picture  # noqa: E402
from tests.journeys.chromium import FLAGS, program  # noqa: E402

STATIC, ROOT = settings.BASE_DIR / "portal/static", settings.WHITENOISE_ROOT
STYLES = stylesheet.joined()
SIGN = (STATIC / "portal/icon.svg").read_text(encoding="utf-8")
PAGE = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")
CLOSE = "6 7 20 18"  # of the sign, what stands on its ground
SIGN_SIZES = (16, 32, 48)


def html(kind, language):
    with override(language):
        title, line = (str(words) for words in WORDS[kind])
        told = site(None)["site"]
        places = {
            "LANGUAGE": language_tag(language), "NAME": escape(told.name), "TITLE": escape(title), "LINE": escape(line),
            "BUREAU": escape(told.bureau), "SIGN": SIGN.replace("0 0 32 32", CLOSE), "SITE_CSS": STYLES,
        }  # fmt: skip
    page = PAGE
    for place, words in places.items():
        page = page.replace(place, words)
    return page


def draw(browser, source, width, height):
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
    page.set_content(source)
    taken = page.screenshot(omit_background=True)
    page.close()
    return taken


def sign(browser, size, *, has_ground=False):
    """The sign of the site as a PNG; with a ground where whoever shows it rounds the corners."""
    drawn = SIGN.replace(' rx="6"', "") if has_ground else SIGN
    return draw(browser, f"<style>body{{margin:0}}svg{{display:block;width:{size}px}}</style>{drawn}", size, size)


def icon(pictures):
    """An .ico of {size: PNG}: how many, then of each its size, its depth, its length and where it begins."""
    head, data, begins = struct.pack("<3H", 0, 1, len(pictures)), b"", 6 + 16 * len(pictures)
    for size, png in pictures.items():
        head += struct.pack("<4B2H2I", size, size, 0, 0, 1, 32, len(png), begins + len(data))
        data += png
    return head + data


def main():
    kinds = [(kind, language) for kind in WORDS for language, _name in settings.LANGUAGES]
    pages = {STATIC / picture(*of): html(*of) for of in kinds}  # before the browser: names are read from the database
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        for file, page in pages.items():
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(draw(browser, page, WIDTH, HEIGHT))
        (ROOT / "apple-touch-icon.png").write_bytes(sign(browser, 180, has_ground=True))
        (ROOT / "favicon.ico").write_bytes(icon({size: sign(browser, size) for size in SIGN_SIZES}))
        browser.close()


if __name__ == "__main__":
    main()
