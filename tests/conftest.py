"""The application and its schema once per run, a savepoint per test."""

import gc

gc.disable()  # as in wsgi.py, until everything is collected

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings
from sqlalchemy.orm import scoped_session, sessionmaker

from app import create_app
from app.config import connections
from app.extensions import db
from tests import once
from tests.client import Client
from tests.databases import Databases, let_go, under_test

# A slow example says more of the machine than of the product: speed is measured by `make bench`.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

pytest_plugins = ["tests.browser", "tests.cast", "tests.letters"]

OF_THE_DEVELOPER = (
    "APP_ENV", "BASE_URL", "DATABASE_URL", "DATA_KEY", "MAIL_URL", "PORT", "SECRET_KEY", "TRUSTED_PROXIES"
)

STATEMENTS = 5_000
"""Compiled ones that are kept: with the usual 500 of them, compiling again took a twentieth of all tests."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if once.is_left_out(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    gc.enable()


def application(url: str, **config: object) -> Flask:
    """The application on the database at `url`."""
    settings = {
        "TESTING": True,
        **connections(str(config.get("SQLALCHEMY_DATABASE_URI", url)), hide_parameters=False),
        "RATELIMIT_ENABLED": False,
        "WTF_CSRF_ENABLED": False,  # tests/architecture/test_csrf.py switches it on for every route
    }
    settings["SQLALCHEMY_ENGINE_OPTIONS"] |= {"query_cache_size": STATEMENTS}
    made = create_app(settings | config)
    made.test_client_class = Client
    return made


@pytest.fixture(scope="session", autouse=True)
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what the application keeps, and none of the developer's own settings."""
    for name in OF_THE_DEVELOPER:
        os.environ.pop(name, None)
    folder = tmp_path_factory.mktemp("instance")
    os.environ["INSTANCE_PATH"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def databases(instance: Path) -> Databases:
    return under_test(instance)


@pytest.fixture(scope="session")
def schema(databases: Databases) -> Iterator[str]:
    """The address of a database with every table and no row, to be copied."""
    url = databases.new()
    made = application(url)
    with made.app_context():
        db.create_all()
        let_go()
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def app(schema: str, databases: Databases) -> Iterator[Flask]:
    url = databases.copy(schema)
    made = application(url)
    yield made
    with made.app_context():
        let_go()
    databases.drop(url)


@pytest.fixture(autouse=True)
def savepoint(request: pytest.FixtureRequest, app: Flask) -> Iterator[None]:
    """What the test writes, and even commits, is gone when it ends; databases of one's own are free of this."""
    if {"own_app", "migrated"} & set(request.fixturenames):
        yield
        return
    real = db.session
    with app.app_context(), db.engine.connect() as connection, connection.begin() as transaction:
        factory = sessionmaker(bind=connection, join_transaction_mode="create_savepoint")
        db.session = scoped_session(factory, real.registry.scopefunc)
        yield
        db.session.remove()
        db.session = real
        transaction.rollback()


@pytest.fixture(autouse=True)
def own_word(request: pytest.FixtureRequest, savepoint: None) -> Iterator[None]:
    """Whoever says that they ask no database anything is held to it."""
    with once.asking_nothing(request.node):
        yield


@pytest.fixture
def client(app: Flask) -> Client:
    """A stranger's browser, without JavaScript."""
    return app.test_client()


@pytest.fixture
def own_app(schema: str, databases: Databases) -> Iterator[Callable[..., Flask]]:
    """own_app(SETTING=…): an application on a database of its own, where a commit is a commit.

    For threads, processes and faults; each call answers another application on the same database.
    Its address is in `app.config["SQLALCHEMY_DATABASE_URI"]`.
    """
    url = databases.copy(schema)
    made: list[Flask] = []

    def make(**config: object) -> Flask:
        made.append(application(url, **config))
        return made[-1]

    yield make
    for each in made:
        with each.app_context():
            db.session.remove()
            let_go()
    databases.drop(url)
