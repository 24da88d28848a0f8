"""A PostgreSQL server of our own, thrown away afterwards.

    with Cluster() as cluster:
        cluster.url("name")     # postgresql+psycopg://…, through a socket that only we can open

Its data stand in a temporary folder and leave nothing behind; it ends with the process that started
it, however that ends. PostgreSQL refuses to run as root: for root it runs as the account `postgres`
that Debian's package makes.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
IN_A_HURRY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
INITDB = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
DIES_WITH_PARENT = ("setpriv", "--pdeathsig", "QUIT")
SETTINGS = ("listen_addresses=", "max_connections=200", "shared_buffers=128MB", "timezone=UTC")


class Cluster:
    """`durable` keeps PostgreSQL's promises about disks, as benches must."""

    def __init__(self, durable: bool = False):
        self.settings = SETTINGS if durable else SETTINGS + IN_A_HURRY
        self.account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self.server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Cluster":
        self.folder = Path(tempfile.mkdtemp(prefix="medicen-pg-"))
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        try:
            self._run("initdb", "-D", self.data, *INITDB)
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop(signal.SIGQUIT)  # nothing in it is worth a checkpoint
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def url(self, database: str) -> str:
        """SQLAlchemy's address of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def start(self) -> None:
        """Start the server, and come back when it answers."""
        options = [word for setting in self.settings for word in ("-c", setting)]
        command = [*DIES_WITH_PARENT, program("postgres"), "-D", self.data, "-k", str(self.folder), *options]
        with open(self.folder / "log", "ab") as log:
            self.server = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, **self._as_account()
            )
        self._run("pg_isready", "-h", str(self.folder), "-U", "postgres", tries=300)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End the server: SIGTERM waits for clients, SIGINT cuts them off, SIGQUIT is a crash."""
        if self.server:
            self.server.send_signal(how)
            self.server.wait(timeout=60)
            self.server = None

    def create(self, database: str) -> str:
        """A new empty database; answers its address."""
        self._run("createdb", "-h", str(self.folder), "-U", "postgres", database)
        return self.url(database)

    def _run(self, name: str, *arguments: str, tries: int = 1) -> None:
        done = None
        for _ in range(tries):
            done = subprocess.run(
                [program(name), *arguments], capture_output=True, text=True, cwd=self.folder, **self._as_account()
            )
            if done.returncode == 0:
                return
            if self.server and self.server.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()}")
            time.sleep(0.1)
        raise RuntimeError(f"{name} failed: {done.stderr}")

    def _as_account(self) -> dict[str, object]:
        if not self.account:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}


def program(name: str) -> str:
    """The newest PostgreSQL's own program, else the one on PATH."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return str(versions[-1]) if versions else name
