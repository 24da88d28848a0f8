"""An entry code is drawn as a QR that readers read."""

import io
import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.core.qr import QUIET, runs, svg_path
from app.credentials.matrix import SIDE, matrix, png

CODES = st.text("BCDFGHJKLNPRSTVX", min_size=24, max_size=24)


def read(picture: bytes) -> zxingcpp.Barcode:
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"))
    return found


@settings(max_examples=40)
@given(CODES)
def test_every_code_is_read_back_from_its_picture(code):
    found = read(png(matrix(code)))
    assert found.text == code
    assert found.format == zxingcpp.BarcodeFormat.QRCode


@pytest.mark.parametrize("code", ["7", "ZZ", "Z0Z", "BCDFGHJKLNPRSTVXBCDFGHJ", "Z" * 29])
def test_codes_of_any_length_are_read_back(code):
    assert read(png(matrix(code))).text == code


def test_the_picture_is_264_pixels_wide_with_four_light_modules_around():
    picture = Image.open(io.BytesIO(png(matrix("BCDFGHJKLNPRSTVXBCDFGHJK"))))
    assert picture.size == (264, 264)
    dark = picture.convert("L").point(lambda grey: 255 - grey).getbbox()
    assert dark == (32, 32, 232, 232)


def test_another_scale_fills_whole_bytes_too():
    assert read(png(matrix("BCDFGHJKLNPRSTVXBCDFGHJK"), scale=5)).text == "BCDFGHJKLNPRSTVXBCDFGHJK"


@given(CODES)
def test_runs_and_path_hold_exactly_the_dark_modules(code):
    modules = matrix(code)
    dark = {(x, y) for y in range(SIDE) for x in range(SIDE) if modules[y][x]}
    assert {(x + i, y) for x, y, n in runs(modules) for i in range(n)} == dark
    drawn = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", svg_path(modules))
    assert [(int(x) - QUIET, int(y) - QUIET, int(n)) for x, y, n in drawn] == list(runs(modules))
