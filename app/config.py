"""Settings: read from the environment once, with defaults that need nothing but this folder.

Each setting is named, defaulted and explained in `docs/settings.md`; a test keeps the two equal.
Production (`APP_ENV=production`) refuses to start on a default that only suits a trial.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent


# A connection keeps the plans of the statements it has run: the last one used knows most of them.
# PostgreSQL compiles none to machine code: in the list of people that took longer than all the rest (docs/decisions.md).
CONNECT = {"prepare_threshold": 1, "options": "-c jit=off"}
POSTGRESQL = {"pool_use_lifo": True, "connect_args": CONNECT}
ALONE = "alone"
"""A second set of connections to PostgreSQL, on which each statement is a transaction by itself."""
# They carry the door, whose statements find few rows by their keys. Each is planned once, and never for a table as
# small as it was before the first scan: reading one from end to end grows dear in the very minute of the rush.
# A statement that meets a locked row gives up before PostgreSQL looks for deadlocks (after a second), so that an
# organiser's work is never their victim; what it had to write is then written another way.
PLANNED_ONCE = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off"
BY_KEYS = CONNECT | {"options": f"{CONNECT['options']} {PLANNED_ONCE} -c lock_timeout=250ms"}


class ConfigError(RuntimeError):
    """The installation cannot start; the message says what to set."""


def from_environment(env: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Flask settings for this process. Raises ConfigError where production lacks something."""
    instance = Path(env.get("INSTANCE_PATH", ROOT / "instance"))
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)  # personal data, and keys
    port = int(env.get("PORT", "8000"))
    base_url = env.get("BASE_URL", f"http://localhost:{port}").rstrip("/")
    production = env.get("APP_ENV") == "production"
    database_url = _database_url(env, instance)
    config = {
        "APP_ENV": "production" if production else "trial",
        "INSTANCE_PATH": str(instance),
        "PORT": port,
        "BASE_URL": base_url,
        **connections(database_url, hide_parameters=production),  # errors must not quote people
        "SECRET_KEY": env.get("SECRET_KEY") or _kept_secret(instance / "secret_key", production),
        "DATA_KEY": env.get("DATA_KEY") or _kept_secret(instance / "data_key", production),
        "METRICS_FOLDER": env.get("PROMETHEUS_MULTIPROC_DIR"),
        "MAIL_URL": env.get("MAIL_URL", f"file://{instance / 'mail'}"),
        "MAIL_FROM": env.get("MAIL_FROM", f"noreply@{urlsplit(base_url).hostname}"),
        "MAIL_BOUNCES": env.get("MAIL_BOUNCES", ""),
        "TRUSTED_PROXIES": int(env.get("TRUSTED_PROXIES", "0")),
        "SESSION_COOKIE_SECURE": base_url.startswith("https://"),
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 256 * 1024,
        "MAX_FORM_PARTS": 500,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,  # pages behind a mailed link send no Referer; the token is enough
        "RATELIMIT_ENABLED": env.get("RATELIMIT_ENABLED", "1") == "1",
        "REQUIRE_SECOND_STEP": env.get("REQUIRE_SECOND_STEP") == "1",
        "PSEUDO_LOCALE": env.get("PSEUDO_LOCALE") == "1",
        "TRUSTED_HOSTS": None,
    }
    if production:
        _require_production(env, base_url)
        config["TRUSTED_HOSTS"] = [urlsplit(base_url).hostname]
    return config


def connections(database_url: str, *, hide_parameters: bool) -> dict[str, Any]:
    """Flask-SQLAlchemy's settings for a database."""
    is_postgresql = database_url.startswith("postgresql")
    # No limit (0) but the number of threads: a connection beyond one was opened and closed with each of its uses.
    options = {"hide_parameters": hide_parameters, "pool_size": 0, **(POSTGRESQL if is_postgresql else {})}
    alone = {"url": database_url, "isolation_level": "AUTOCOMMIT", **options, "connect_args": BY_KEYS}
    return {
        "SQLALCHEMY_DATABASE_URI": database_url, "SQLALCHEMY_ENGINE_OPTIONS": options,
        "SQLALCHEMY_BINDS": {ALONE: alone} if is_postgresql else {},
    }  # fmt: skip


def _database_url(env: Mapping[str, str], instance: Path) -> str:
    url = env.get("DATABASE_URL") or f"sqlite:///{instance / 'medicen.sqlite'}"
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _kept_secret(path: Path, production: bool) -> str:
    """A secret made on first use and kept beside the data; production has to bring its own."""
    if production:
        return ""
    try:
        with open(path, "x", opener=lambda p, flags: os.open(p, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return path.read_text().strip()


REQUIRED = {
    "SECRET_KEY": "a long random text, for example from: openssl rand -base64 32",
    "DATA_KEY": "a long random text that you keep with your backups: it opens codes and needs",
    "MAIL_URL": "where mail goes, for example smtp://user:password@smtp.example.org:587",
    "BASE_URL": "the public address, for example https://day.example.org",
}


def _require_production(env: Mapping[str, str], base_url: str) -> None:
    for name, what in REQUIRED.items():
        if not env.get(name):
            raise ConfigError(f"Production needs {name}: {what}.")
    for name in ("SECRET_KEY", "DATA_KEY"):
        if len(env[name]) < 32:
            raise ConfigError(f"{name} is too short: it needs at least 32 characters.")
    if not base_url.startswith("https://"):
        raise ConfigError("BASE_URL has to start with https:// in production.")
    if env.get("FLASK_DEBUG", "0") not in ("", "0", "false"):
        raise ConfigError("FLASK_DEBUG has to be off in production.")
