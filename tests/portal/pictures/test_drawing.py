"""What strangers send, drawn anew: what comes out holds the pixels and nothing else, or is refused in a sentence."""

import io

import pytest
from PIL import Image, ImageCms

from portal.pictures.drawing import cover, draw
from portal.pictures.refusals import Refusal
from tests.portal.pictures import strangers

RED, WHITE = (160, 0, 0), (255, 255, 255)
# Start, JFIF, tables, frame, Huffman tables, scan, end: of a JPEG without a word beside its pixels.
BARE = ["d8", "e0", "db", "c0", "c4", "da", "d9"]


def segments(jpeg):
    """The kinds of segments of a JPEG, each once, in their order; what lies after its end comes last."""
    found, at = ["d8"], 2
    while found[-1] != "da":
        found.append(f"{jpeg[at + 1]:02x}")
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    found.append("d9" if jpeg.index(b"\xff\xd9", at) == len(jpeg) - 2 else "more")
    return list(dict.fromkeys(found))


def colours(jpeg):
    """What is seen in the middle of the left and of the right half, as far as a JPEG keeps it."""
    with Image.open(io.BytesIO(jpeg)) as image:
        width, height = image.size
        return [near(image.getpixel((width * part // 4, height // 2))) for part in (1, 3)]


def near(colour):
    known = [colour_ for colour_ in (RED, (254, 0, 0), WHITE, (0, 0, 0)) if _distance(colour_, colour) < 25]
    return known[0] if known else colour


def _distance(one, other):
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("sent", "size"),
    [
        (strangers.noted_jpeg(), (64, 48)),
        (strangers.noted_png(), (64, 48)),
        (strangers.noted_webp(), (64, 48)),
        (strangers.noted_jpeg() + strangers.FILM, (64, 48)),
        (strangers.noted_png() + strangers.FILM, (64, 48)),
        (strangers.mpo(), (64, 48)),
        (strangers.animation("WEBP"), (64, 48)),
        (strangers.animation("PNG"), (64, 48)),
        (strangers.jpeg(strangers.image(mode="CMYK")), (64, 48)),
        (strangers.encoded(strangers.image(mode="P"), "PNG"), (64, 48)),
        (strangers.jpeg(strangers.image(5200, 1000)), (2560, 492)),
    ],
)
def test_of_a_photo_nothing_but_its_pixels_is_kept(sent, size):
    [page] = draw(sent).pages
    assert ((page.width, page.height), segments(page.jpeg), colours(page.jpeg)) == (size, BARE, [RED, WHITE])


@pytest.mark.parametrize("sent", [strangers.HEIC, strangers.HEIC + strangers.FILM])
def test_a_photo_of_a_telephone_is_drawn_like_any_other(sent):
    [page] = draw(sent).pages
    with Image.open(io.BytesIO(page.jpeg)) as image:
        seen = [image.getpixel((24, 32)), image.getpixel((72, 32))]
    assert ((page.width, page.height), segments(page.jpeg), seen) == ((96, 64), BARE, [(200, 0, 0), WHITE])


@pytest.mark.parametrize("sent", [strangers.page(), strangers.pdf_with_files(), strangers.locked_pdf("")])
def test_of_a_pdf_nothing_but_the_look_of_its_pages_is_kept(sent):
    [page] = draw(sent).pages
    found = ((page.width, page.height), segments(page.jpeg), colours(page.jpeg))
    assert found == ((1600, 1600), BARE, [(254, 0, 0), WHITE])


def test_what_a_file_says_beside_its_picture_is_in_no_byte_of_what_is_drawn():
    sent = [
        strangers.noted_jpeg(), strangers.noted_png(), strangers.noted_webp(), strangers.HEIC, strangers.mpo(),
        strangers.pdf_with_files(), strangers.noted_jpeg() + strangers.FILM,
    ]  # fmt: skip
    words = [b"MARKER", b"Exif", b"2026:11:27", b"PK\x03\x04", b"script", b"xmp", b"ICC_PROFILE"]
    drawn = b"".join(page.jpeg for file in sent for page in draw(file).pages)
    held = [word for word in words if word in drawn]
    assert (held, [any(word in file for word in words[:3]) for file in sent]) == ([], [True] * len(sent))


def test_a_photo_that_was_taken_upside_down_stands_upright():
    [turned] = draw(strangers.noted_jpeg(orientation=3)).pages
    [upright] = draw(strangers.noted_jpeg(orientation=6)).pages
    assert (colours(turned.jpeg), (upright.width, upright.height)) == ([WHITE, RED], (48, 64))


def test_what_is_transparent_is_white():
    sent = strangers.image(mode="RGBA")
    sent.putalpha(0)
    [page] = draw(strangers.encoded(sent, "PNG")).pages
    assert colours(page.jpeg) == [WHITE, WHITE]


def test_grey_of_sixteen_bits_is_grey():
    sent = Image.new("I;16", (64, 48), 128 * 256)
    [page] = draw(strangers.encoded(sent, "PNG")).pages
    assert colours(page.jpeg) == [(128, 128, 128)] * 2


def test_colours_are_kept_and_the_profile_that_explains_them_is_not():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    [page] = draw(strangers.jpeg(icc_profile=profile)).pages
    [plain] = draw(strangers.jpeg(icc_profile=b"no profile" * 20)).pages
    assert [(segments(made.jpeg), colours(made.jpeg)) for made in (page, plain)] == [(BARE, [RED, WHITE])] * 2


def test_a_pdf_of_twenty_pages_is_drawn_page_by_page():
    assert [(page.width, page.height) for page in draw(strangers.pages(20)).pages] == [(1600, 1600)] * 20


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (b"", Refusal.EMPTY),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', Refusal.KIND),
        (b"<!DOCTYPE html><script>alert(1)</script>", Refusal.KIND),
        (b"GIF89a" + strangers.TAIL, Refusal.KIND),
        (strangers.TAIL, Refusal.KIND),
        (strangers.encoded(strangers.image(), "TIFF"), Refusal.KIND),  # as in raw photos of cameras
        (b"<html>" + strangers.page(), Refusal.KIND),
        (strangers.noted_jpeg() + strangers.TAIL, Refusal.ANOTHER),
        (strangers.HEIC + b"<!DOCTYPE html>", Refusal.ANOTHER),
        (b"\xff\xd8\xff\xe0\0\x10%PDF-1.7" + strangers.jpeg(), Refusal.ANOTHER),
        (strangers.noted_png() + b"Rar!\x1a\x07\x01\0", Refusal.ANOTHER),
        (strangers.jpeg() + strangers.archive(), Refusal.ANOTHER),
        (strangers.page() + strangers.archive(), Refusal.ANOTHER),
        (strangers.jpeg()[:-200], Refusal.DAMAGED),
        (strangers.noted_png()[:-60], Refusal.DAMAGED),
        (strangers.noted_webp()[:-40], Refusal.DAMAGED),
        (strangers.HEIC[:-200], Refusal.DAMAGED),
        (b"\xff\xd8\xff" + strangers.FILM, Refusal.DAMAGED),
        (b"RIFF\x24\0\0\0WEBP" + strangers.FILM, Refusal.DAMAGED),
        (strangers.png_of(60_000, 60_000), Refusal.TOO_LARGE),
        (strangers.png_of(10_000, 6_000), Refusal.TOO_LARGE),
        (strangers.jpeg_of(65_000, 65_000), Refusal.TOO_LARGE),
        (strangers.page()[:200], Refusal.DAMAGED),
        (strangers.pages(0), Refusal.DAMAGED),
        (strangers.pages(21), Refusal.TOO_MANY_PAGES),
        (strangers.locked_pdf("secret"), Refusal.LOCKED),
        (strangers.page(contents=b"0 0 200 200 re f\n" * 3_000_000), Refusal.UNREADABLE),  # of 124 kB
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(sent, refusal):
    assert draw(sent) == ((), refusal)


@pytest.mark.parametrize("box", [b"0 0 1000000 1", b"0 0 1 1000000", b"0 0 0 0", b"0 0 1e30 1e30"])
def test_a_page_of_any_shape_is_drawn_within_bounds(box):
    [page] = draw(strangers.page(box=box)).pages
    assert (page.width <= 1600, page.height <= 2560) == (True, True)


def test_covers_are_black_in_the_picture_and_in_its_thumbnail():
    [page] = draw(strangers.jpeg(strangers.image(640, 480))).pages
    pictures = cover(page.jpeg, [[0, 0, 320, 480], [-50, -50, 10, 10], [5000, 5000, 10, 10]])
    assert [(segments(picture), colours(picture)) for picture in pictures] == [(BARE, [(0, 0, 0), WHITE])] * 2


def test_not_one_pixel_under_a_cover_can_be_told_from_black():
    noise = Image.effect_noise((320, 240), 120).convert("RGB")
    public, _thumb = cover(strangers.jpeg(noise, quality=95), [[16, 32, 160, 96]])
    with Image.open(io.BytesIO(public)) as image:
        covered = image.crop((16, 32, 176, 128))
    assert covered.getextrema() == ((0, 0), (0, 0), (0, 0))


def test_a_thumbnail_of_any_picture_has_ten_thousand_bytes_at_most():
    noise = Image.effect_noise((2560, 2560), 200).convert("RGB")
    _public, thumb = cover(strangers.jpeg(noise), [])
    with Image.open(io.BytesIO(thumb)) as image:
        assert (len(thumb) <= 10_000, image.format) == (True, "JPEG")
