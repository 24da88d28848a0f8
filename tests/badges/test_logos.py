"""A logo is drawn anew, and nothing that was sent with it comes along."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from app.badges.logos import PNG, SHOWN, SVG, read_logo
from app.core.errors import DomainError
from tests.refusals import refused

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 30 10">'


def drawing(inner: str, head: str = HEAD) -> bytes:
    return f"{head}{inner}</svg>".encode()


def picture(kind: str, size: tuple[int, int] = (60, 20), mode: str = "RGB", **how) -> bytes:
    made = BytesIO()
    Image.new(mode, size, "red").save(made, kind, **how)
    return made.getvalue()


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("JPEG", "RGB"), ("JPEG", "CMYK")])
def test_pictures_become_png(app, kind, mode):
    logo = read_logo(picture(kind, mode=mode))
    assert (logo.kind, logo.ratio) == (PNG, 3)
    with Image.open(BytesIO(logo.content)) as drawn:
        assert (drawn.format, drawn.mode, drawn.size) == ("PNG", "RGBA", (60, 20))


def test_what_is_hidden_in_a_picture_stays_behind(app):
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    logo = read_logo(picture("JPEG", exif=exif) + b"<script>alert(1)</script>")
    assert b"home" not in logo.content and b"script" not in logo.content


def test_a_large_picture_is_made_small(app):
    with Image.open(BytesIO(read_logo(picture("PNG", (3000, 1000))).content)) as drawn:
        assert drawn.width == SHOWN[0] and drawn.height <= SHOWN[1]


def bomb(side: int) -> bytes:
    """A few bytes that would unpack to gigabytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [6_000, 60_000, 2**31 - 1])
def test_a_bomb_is_refused_before_it_is_unpacked(app, side):
    with app.test_request_context("/en/"), pytest.raises(DomainError) as refusal:
        read_logo(bomb(side))
    assert refusal.value.code in ("logo_large", "logo_unreadable")


@pytest.mark.parametrize(
    "sent", [b"", b"GIF89a", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", picture("PNG")[:30], picture("GIF"), b"\0" * 99, b"<html/>"]
)
def test_what_is_no_picture_is_refused_with_what_to_send(app, sent):
    with app.test_request_context("/en/"), refused("logo_unreadable") as said:
        read_logo(sent)
    assert "PNG" in said.value.message


@pytest.mark.parametrize("size", [(900, 100), (100, 500)])
def test_a_logo_that_is_a_line_is_refused(app, size):
    with app.test_request_context("/en/"), refused("logo_shape"):
        read_logo(picture("PNG", size))


def test_shapes_fills_and_gradients_stay(app):
    logo = read_logo(drawing(
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#0A6EBD"/></linearGradient></defs>'
        '<g transform="scale(2)" style="fill:url(#g);stroke:none;font-family:x"><path d="M0 0h3v1z"/></g>'
    ))  # fmt: skip
    assert (logo.kind, logo.ratio) == (SVG, 3)
    said = logo.content.decode()
    assert 'viewBox="0 0 30 10"' in said and 'fill="url(#g)"' in said and 'd="M0 0h3v1z"' in said
    assert "style" not in said and "font" not in said


def test_what_editors_leave_for_themselves_is_dropped(app):
    said = read_logo(drawing(
        "<!-- made by Camille --><title>Secret</title><metadata><rdf xmlns='urn:x'><a href='http://x.example/'/></rdf></metadata>"
        "<x:namedview xmlns:x='urn:sodipodi' onload='run()'/><rect width='3' height='2' data-name='x' class='y'/>"
    )).content.decode()  # fmt: skip
    assert said == '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="3" height="2"></rect></svg>'


@pytest.mark.parametrize(
    ("inner", "named"),
    [
        ("<script>alert(1)</script>", "script"),
        ('<rect onclick="alert(1)" width="1" height="1"/>', "onclick"),
        ('<image href="http://x.example/x.png"/>', "image"),
        ('<image href="file:///etc/passwd"/>', "image"),
        ('<use xlink:href="#a"/>', "use"),
        ('<linearGradient id="g" xlink:href="http://x.example/g.svg#g"/>', "href"),
        ('<rect width="1" height="1" fill="url(http://x.example/g.svg#g)"/>', "fill"),
        ("<rect width='1' height='1' style='fill:url(\"javascript:alert(1)\")'/>", "fill"),
        ("<style>@import url(http://x.example/x.css)</style>", "style"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>", "foreignObject"),
        ("<a href='http://x.example'><rect width='1' height='1'/></a>", "a"),
        ("<text>Medicen</text>", "text"),
        ("<animate attributeName='x' to='1'/>", "animate"),
        ("<svg><rect width='1' height='1'/></svg>", "svg"),
        ("<?xml-stylesheet href='http://x.example/x.css'?>", "xml-stylesheet"),
        ("<rect width='&lt;b&gt;' height='1'/>", "width"),
        ("<clipPath id='a'><rect clip-path='url(#b)' width='1' height='1'/></clipPath>", "clip-path"),
        ("<clipPath id='a' clip-path='url(#a)'/>", "clip-path"),
    ],
)
def test_what_reaches_out_or_runs_is_refused_by_name(app, inner, named):
    with app.test_request_context("/en/"), refused("logo_refused") as said:
        read_logo(drawing(inner))
    assert named in said.value.message


@pytest.mark.parametrize(
    "sent",
    [
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + drawing("<title>&a;</title>"),
        b'<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + drawing(""),
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + drawing("<desc>&b;</desc>"),
    ],
)
def test_entities_are_refused(app, sent):
    with app.test_request_context("/en/"), refused("logo_entities"):
        read_logo(sent)


@pytest.mark.parametrize(
    "sent", [drawing("<g>"), drawing("&nothing;"), b"<svg/>", b"<svg xmlns='urn:x'/>", b"<", drawing("<g>" * 3 + "</g>" * 2)]
)
def test_what_is_no_svg_is_refused(app, sent):
    with app.test_request_context("/en/"), refused("logo_unreadable"):
        read_logo(sent)


STOPS = "<linearGradient id='a'>" + "<stop offset='0'/>" * 200 + "</linearGradient>"
CLIPS = "<clipPath id='a'>" + "<rect width='1' height='1'/>" * 200 + "</clipPath>"
REPEATED = [STOPS + "<path fill='url(#a)'/>" * 200, "<path clip-path='url(#a)'/>" * 200 + CLIPS]


@pytest.mark.parametrize("inner", [*REPEATED, "<g>" * 60 + "</g>" * 60, '<path d="M0 0"/>' * 6_000, f'<path d="{"M0 0h1" * 60_000}"/>'])
def test_a_drawing_that_is_too_heavy_is_refused(app, inner):
    with app.test_request_context("/en/"), refused("logo_heavy"):
        read_logo(drawing(inner))


@pytest.mark.parametrize(
    "head", ['<svg xmlns="http://www.w3.org/2000/svg">', HEAD.replace("30 10", "0 0"), HEAD.replace("30 10", "1e9 1e9")]
)
def test_a_drawing_has_to_say_its_size(app, head):
    with app.test_request_context("/en/"), refused("logo_shape"):
        read_logo(drawing("", head))
