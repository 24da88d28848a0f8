"""JavaScript decides and reads as Python does: the shared vectors in a browser."""

import json
from pathlib import Path
from typing import Any

import pytest

import app.checkin.reading
from app.checkin.following import Hosts
from app.core.text import clean_line, search_text
from app.registration.models import Registration
from tests.checkin.vectors import FILE, VECTORS

pytestmark = pytest.mark.browser

READINGS = json.loads(Path(app.checkin.reading.__file__).with_name("readings.json").read_text())["readings"]
TYPED = [
    "", "  Éloïse   LEFÈVRE-d'Orval ", "Œuvre & Fils", "Straße, Łódź", "İstanbul ısı", "ΟΔΟΣ Σίσυφος", "Nguyễn Thị", "\u202ea\u200db",
    "فاس\u200cی", "نا\u200d\u200dم", "ﬁn ½ №", "a\x1cb\x85c\ufeffd", "\u115fx\u2800y", "क्\u200dष", "e\u0301", "Ⅷ ㈱ 한국", "𝔸𝕓𝕔 👩\u200d🔬",
]  # fmt: skip

JUDGE_ALL = """async ([address, {base, pass, vectors}]) => {
  const { judge, signal } = await import(`${address}/verdict.js`);
  const plain = (value) => value && typeof value === "object" && !Array.isArray(value);
  const lay = (under, over) => plain(under) && plain(over) ? { ...under, ...over } : over;
  return vectors.map(({ case: given }) => {
    const asked = Object.fromEntries(Object.entries(base).map(([name, under]) =>
      [name, name in given ? lay(under, given[name]) : under]));
    const verdict = judge({ ...asked, passes: asked.passes.map((one) => ({ ...pass, ...one })) });
    return { verdict: verdict.code, parameters: verdict.parameters, signal: signal(verdict) };
  });
}"""
READ_ALL = "async ([address, texts]) => { const { read } = await import(`${address}/reading.js`); return texts.map(read); }"
FOLD_ALL = """async ([address, texts]) => {
  const { cleanLine, searchText } = await import(`${address}/text.js`);
  return texts.map((text) => [cleanLine(text), searchText(text)]);
}"""


CALL_ALL = """async ([address, cases]) => {
  const { notices } = await import(`${address}/wording.js`);
  return cases.map(([outcome, hosts]) => notices({ kept: true, ...outcome }, { event: { hosts } }));
}"""


@pytest.fixture(scope="module")
def run(chromium, site):
    """run(script, data): what the script gives in a page of ours."""
    page = chromium.new_page()
    page.goto(f"{site.address}/door")
    modules = page.get_attribute("script[type=module]", "src").removesuffix("/boot.js")
    yield lambda script, data: page.evaluate(script, [modules, data])
    page.close()


def test_the_browser_judges_every_vector_alike(run):
    told: list[dict[str, Any]] = run(JUDGE_ALL, {"base": FILE["base"], "pass": FILE["pass"], "vectors": VECTORS})
    expected = [{name: vector[name] for name in ("verdict", "parameters", "signal")} for vector in VECTORS]
    wrong = [(one["name"], got) for one, got, want in zip(VECTORS, told, expected, strict=True) if got != want]
    assert len(told) > 90
    assert not wrong


def test_the_browser_reads_what_was_scanned_alike(run):
    told = run(READ_ALL, [reading["given"] for reading in READINGS])
    assert told == [{name: reading[name] for name in ("kind", "text", "layout")} for reading in READINGS]


def test_the_browser_cleans_and_folds_names_alike(run):
    assert run(FOLD_ALL, TYPED) == [[clean_line(text), search_text(text)] for text in TYPED]


def test_the_screen_says_whom_to_call_as_the_desk_does(run):
    hosts = {"vip": "Camille", "categories": {"2": "Noor"}, "people": {"7": "Inès"}}
    people = [(7, 2, True), (8, 2, True), (8, 2, False), (8, 3, False)]
    cases = [
        [{"verdict": {"code": "ok"}, "person": {"id": id_, "category": category}, "clear": {"notices": ["vip"] * vip}}, hosts]
        for id_, category, vip in people
    ]
    told = run(CALL_ALL, cases)
    assert [bool(lines) for lines in told] == [True, True, True, False]
    as_python = Hosts(vip=["Camille"], categories={2: ["Noor"]}, people={7: ["Inès"]})
    for lines, (id_, category, vip) in zip(told, people, strict=True):
        assert as_python.of(Registration(id=id_, category_id=category, vip=vip)) in " ".join(lines)


def test_without_a_host_a_vip_is_announced_all_the_same_and_nobody_is_called_about_who_leaves(run):
    leaves = {"verdict": {"code": "ok_exit"}, "person": {"id": 7, "category": 2}, "clear": {"notices": ["vip"]}}
    stays = {**leaves, "verdict": {"code": "ok_notice"}}
    hosts = {"vip": "Camille", "categories": {}, "people": {}}
    (left,), (stayed,) = run(CALL_ALL, [[leaves, hosts], [stays, {"vip": "", "categories": {}, "people": {}}]])
    assert left == stayed and "VIP" in left
