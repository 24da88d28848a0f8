"""An event's own badge: what it may change, that it still fits everywhere, and what stands in for it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audit.service import SYSTEM
from app.badges import chunks, printing, service, templating
from app.badges.formats import A6_PORTRAIT, FORMATS
from app.badges.layout import compose
from app.badges.logos import PNG, Logo
from app.badges.models import BadgeTemplate, BatchState
from app.badges.render import render
from app.badges.sheets import sheet_of
from app.badges.template import Template
from app.extensions import db
from app.jobs.files import find_file
from tests import factories
from tests.badges.cast import MARKS, badge, badges_of_people
from tests.badges.paper import print_badges
from tests.badges.reading import area, ink, sheets, squeezed
from tests.badges.test_logos import drawing, picture
from tests.refusals import refused

LOGO = Logo(PNG, picture("PNG"), 3.0)
TEMPLATES = {
    "built in": Template(),
    "logo": Template(logo=LOGO),
    "band on top": Template(band_on_top=True, below=("job", "organisation"), below_size=130),
    "all of it": Template(logo=LOGO, band_on_top=True, surname_first=True, below=("organisation",), names_size=60),
    "bare": Template(titled=False, below=()),
}
templates = st.builds(
    Template, below=st.sampled_from([(), ("job",), ("organisation",), ("job", "organisation")]), surname_first=st.booleans(),
    titled=st.booleans(), band_on_top=st.booleans(), names_size=st.integers(60, 100), below_size=st.integers(80, 130),
    logo=st.sampled_from([None, LOGO, replace(LOGO, ratio=0.3), replace(LOGO, ratio=8.0)]),
)  # fmt: skip


@given(templates, st.sampled_from(sorted(FORMATS)))
def test_nothing_lies_on_anything_else_whatever_is_chosen(template, code):
    form = template.dress(FORMATS[code])
    assert form.margin <= form.band_top and form.band_top + form.band <= form.height - form.margin + 1e-9
    band = (form.band_top, form.band_top + form.band)
    head = (form.head_top, form.head_top + form.mark[1])
    assert head[0] >= band[1] if template.band_on_top else band[0] >= form.code_bottom
    if template.titled or form.logo:
        assert head[1] <= form.names_top
    assert form.mark[0] <= form.head_column * 0.5
    assert form.head_column == form.beside_code or head[1] <= form.quiet_top + 1e-9
    assert form.code_bottom <= form.height - form.margin + 1e-9
    assert form.names_top < form.names_bottom(True)


@given(templates)
def test_what_is_stored_is_read_again(template):
    assert Template.read(template.values, template.logo) == template


@pytest.mark.parametrize(
    "values",
    [{"names_size": 20}, {"below": ["job", "job"]}, {"below": ["hobby"]}, {"titled": 1}, {"other": True}, {"names_size": "x"}],
)
def test_what_no_page_would_have_stored_is_not_taken(values):
    with pytest.raises((TypeError, ValueError)):
        Template.read(values)


@pytest.mark.parametrize("code", ["a6-portrait", "durable-1453", "label-62"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_badge_is_still_whole(app, name, code):
    template, sheet = TEMPLATES[name], sheet_of(code)
    form, contents = template.dress(FORMATS[code]), badges_of_people()[:12]
    with app.app_context():
        cells = [cell for page in sheets(render(contents, form, sheet, "Badges", "fr"), sheet, form) for cell in page]
    for content, cell in zip(contents, cells, strict=False):
        assert cell.codes == [content.code]
        texts = [*content.names, *(content.line(line) for line in form.lines), content.category.word]
        assert [text for text in texts if squeezed(text) not in cell.text] == [], content.full_name
        assert (squeezed(content.event) in cell.text) == template.titled
        quiet = (form.code_left - 4 * form.module, form.quiet_top + 0.2, form.width - form.margin, form.code_top - 0.2)
        assert ink(area(cell.picture, *quiet)) is None


def test_the_chosen_name_stands_large_and_the_lines_in_their_order():
    form = Template(surname_first=True, below=("job", "organisation")).dress(A6_PORTRAIT)
    blocks = compose(badge(), form)
    assert [block.lines[0] for block in blocks] == ["Lefèvre-d’Orval", "Éloïse", "Directrice de recherche", "Institut Curie"]
    (alone,) = compose(badge(first_name="", last_name="Suharto"), Template(surname_first=True, below=()).dress(A6_PORTRAIT))
    assert alone.lines == ("Suharto",)


def test_a_printer_of_black_alone_prints_no_logo():
    assert Template(logo=LOGO).dress(FORMATS["label-62"]).logo is None


@pytest.fixture
def person(event):
    return factories.badge_holder(event, first_name="Éloïse", last_name="Lefèvre", job_title="Directrice")


def keep(event, template):
    templating.edit(event.id, template, by=SYSTEM)
    if template.logo:
        templating.set_logo(event.id, template.logo.content, by=SYSTEM)


def pages_of(batch):
    db.session.refresh(batch)
    return sheets(find_file(batch.file_id).content)


def test_badges_are_printed_as_the_event_has_them(app, event, person):
    keep(event, Template(below=("job",), titled=False, logo=LOGO))
    batch = print_badges(app, [person])
    (cells,) = pages_of(batch)
    assert "Directrice" in cells[0].text and "InstitutCurie" not in cells[0].text
    assert (batch.lines, batch.plain) == (["job"], "")


def test_a_template_of_another_event_changes_nothing(app, event, person):
    keep(factories.event(), Template(below=()))
    (cells,) = pages_of(print_badges(app, [person]))
    assert "InstitutCurie" in cells[0].text


def test_what_cannot_be_read_gives_way_and_says_why(app, event, person):
    db.session.add(BadgeTemplate(event_id=event.id, values={"names_size": 3}))
    batch = print_badges(app, [person])
    assert batch.state is BatchState.done and batch.plain == "Ce qui est enregistré du modèle est inutilisable."
    assert templating.worn(event.id).template == Template()


def test_words_that_do_not_fit_beside_the_logo_give_way_and_say_why(app, event, person):
    keep(event, Template(logo=LOGO))
    event.name = dict.fromkeys(("fr", "en"), "Congrès de la recherche " * 6)
    batch = print_badges(app, [person])
    assert (batch.state, batch.plain) == (BatchState.done, "Le nom de l’événement est trop long pour ce format de badge.")


def test_a_template_that_breaks_the_layout_is_given_up_for_the_whole_batch(app, event, person, monkeypatch):
    others = [factories.badge_holder(event) for _ in range(6)]
    keep(event, Template(below=("job",)))
    monkeypatch.setattr(printing, "CHUNK", 4)
    real = chunks.render
    broken = []

    def breaks(contents, form, *arguments, **how):
        if form != A6_PORTRAIT and len(broken) == 1:
            raise RuntimeError("a drawing that nobody can draw")
        broken.append(form)
        return real(contents, form, *arguments, **how)

    monkeypatch.setattr(chunks, "render", breaks)
    batch = print_badges(app, [person, *others])
    cells = [cell for page in pages_of(batch) for cell in page if cell.codes]
    assert len(cells) == 7 and all("InstitutCurie" in cell.text for cell in cells)
    assert batch.plain == "Le modèle de l’événement n’a pas pu être composé."
    assert (batch.state, batch.lines) == (BatchState.done, ["organisation", "job"])


def test_ones_own_badge_is_never_missing_for_the_sake_of_a_template(app, event, person, monkeypatch):
    keep(event, Template(below=("job",)))
    real = service.render_at_home

    def breaks(content, back, form):
        if form != A6_PORTRAIT:
            raise RuntimeError("a drawing that nobody can draw")
        return real(content, back, form)

    monkeypatch.setattr(service, "render_at_home", breaks)
    assert service.own_pdf(person).startswith(b"%PDF")


def test_a_drawing_that_cannot_be_printed_is_not_kept(event, monkeypatch):
    def breaks(*_drawn):
        raise RuntimeError

    monkeypatch.setattr(templating.art, "forms", breaks)
    with refused("logo_unreadable"):
        templating.set_logo(event.id, drawing('<rect width="3" height="2"/>'), by=SYSTEM)
    assert db.session.get(BadgeTemplate, event.id) is None


def test_a_logo_is_drawn_once_for_all_badges(app):
    form = Template(logo=LOGO).dress(A6_PORTRAIT)
    contents = [badge(first_name=f"Ada {number}", category=MARKS[0]) for number in range(8)]
    with app.app_context():
        alone, many = (len(render(part, form, sheet_of("a6-portrait"), "B", "fr")) for part in (contents[:1], contents))
    assert many - alone < 8 * 1_500
