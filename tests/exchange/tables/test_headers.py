from app.exchange.tables.headers import Field, suggest

FIELDS = (
    Field("email", ("Adresse électronique", "Courriel", "Mail")),
    Field("last_name", ("NOM", "Nom de famille", "Name")),
    Field("organisation", ("Organisme", "Nom")),
)


def test_a_header_is_known_whatever_its_capitals_accents_and_hyphens():
    for header in ("E-MAIL", "e mail", "Adresse Electronique", "courriel", "email *"):
        assert suggest([header], FIELDS) == {"email": 0}


def test_what_nobody_asks_for_is_left_out():
    assert suggest(["", "Colour", "Nom de famille"], FIELDS) == {"last_name": 2}


def test_a_column_serves_the_first_field_that_wants_it():
    assert suggest(["Nom", "Organisme"], FIELDS) == {"last_name": 0, "organisation": 1}
