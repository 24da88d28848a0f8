"""The migrations build the very schema that the models describe."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade

from app.cli.demo import create as demonstration
from app.extensions import db
from app.organiser.saved_views.models import SavedView
from app.registration.models import Registration
from tests.conftest import application


@pytest.fixture
def migrated(databases) -> Iterator[Any]:
    """An application on a database that only the migrations have built."""
    url = databases.new()
    app = application(url)
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


def describe(engine: sa.Engine) -> dict[str, Any]:
    """Every table with its columns, keys, indexes and checks, as the database tells them."""
    look = sa.inspect(engine)
    return {
        table: {
            "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in look.get_columns(table)},
            "primary key": look.get_pk_constraint(table)["constrained_columns"],
            "foreign keys": sorted(
                (f["name"], f["constrained_columns"], f["referred_table"], str(sorted(f["options"].items())))
                for f in look.get_foreign_keys(table)
            ),
            "unique": sorted((u["name"], u["column_names"]) for u in look.get_unique_constraints(table)),
            "indexes": sorted(
                (i["name"], i["unique"], str(i["column_names"]), sorted(map(str, i["dialect_options"].values())))
                for i in look.get_indexes(table)
            ),
            "checks": sorted((c["name"], c["sqltext"]) for c in look.get_check_constraints(table)),
        }
        for table in look.get_table_names()
        if table != "alembic_version"
    }


def is_another_default(_context, _inspected, column, *_defaults) -> bool | None:
    """PostgreSQL cannot compare JSON, and a question that it refuses would hide all other differences."""
    return False if isinstance(column.type, sa.JSON) else None


def test_models_equal_migrations(migrated):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": is_another_default}
        )
        assert compare_metadata(context, db.metadata) == []


def test_constraints_equal_too(migrated, schema):
    built = describe(db.engine)
    described = describe(sa.create_engine(schema, poolclass=sa.NullPool))
    assert sorted(built) == sorted(described)
    for table, parts in described.items():
        assert built[table] == parts, table


@pytest.mark.parametrize("before", ["-1", "0009"])
def test_a_database_of_an_earlier_schema_is_brought_up_with_its_people(migrated, before):
    """The schema before this one, and one of many steps ago, full of the demonstration's people."""
    event_id = demonstration.create().id
    db.session.commit()
    kept = whom_it_holds(event_id)
    db.session.remove()
    downgrade(revision=before)
    upgrade()
    assert len(kept) > 200 and whom_it_holds(event_id) == kept


def whom_it_holds(event_id: int) -> list[tuple[Any, ...]]:
    """Each person with status, category, code and sessions."""
    people = db.session.scalars(sa.select(Registration).where(Registration.event_id == event_id).order_by(Registration.id))
    return [
        (p.reference, p.full_name, p.email, p.status, p.category.code, p.organisation_key, p.search_text,
         sorted((seat.session_id, seat.state) for seat in p.seats), [held.credential.code_hash for held in p.codes])
        for p in people
    ]  # fmt: skip


def test_views_that_were_kept_lose_the_names_they_looked_for(migrated):
    event_id = demonstration.create().id
    kept = {"Zola": "q=Zola", "Pending Zola": "status=pending&q=Zola%20%26", "Pending": "status=pending&column=email"}
    db.session.add_all(SavedView(event_id=event_id, name=name, query=query) for name, query in kept.items())
    db.session.commit()
    db.session.remove()
    downgrade(revision="0024")
    upgrade()
    left = {view.name: view.query for view in db.session.scalars(sa.select(SavedView))}
    assert left == {"Pending Zola": "status=pending", "Pending": "status=pending&column=email"}


def test_names_of_earlier_days_are_found_in_one_piece_too(migrated):
    event_id = demonstration.create().id
    db.session.execute(sa.update(Registration).values(first_name="Zoé", last_name="O’Brien", search_text="zoe o brien"))
    db.session.commit()
    db.session.remove()
    downgrade(revision="0029")
    upgrade()
    texts = {text for *_others, text, _seats, _codes in whom_it_holds(event_id)}
    assert texts == {"zoe o brien obrien"}


def test_the_way_back_leaves_nothing(migrated):
    downgrade(revision="base")
    assert sa.inspect(db.engine).get_table_names() == ["alembic_version"]
