"""`make test`: the whole suite on SQLite and on PostgreSQL, side by side; arguments go to pytest.

What is the same on either database runs once (tests/once.py). The last line adds both up:
`N passed, N failed`.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from tests.postgres import Cluster

WORKERS = os.cpu_count() or 1
"""Of a run: browsers, mail servers and killed workers are mostly waited for, so two runs share the processors.
More workers would take the caches from each other."""

SLOW = {"PYTHONDONTWRITEBYTECODE"}
"""Set on machines that are thrown away: each of a run's two hundred processes would compile everything anew."""

NOTHING_TO_DO = 5
"""What pytest answers when all that was asked for runs beside, on the other database."""


class Run:
    """One run of pytest; what it prints is kept in a file where `output` names one."""

    def __init__(
        self, folder: str, title: str, workers: int, arguments: list[str], database_url: str = "", output: int | None = None
    ):
        self.title, self.report = title, Path(folder, f"{title}.xml")
        command = [
            sys.executable, "-m", "pytest", "-q", "-n", str(workers), "--dist=worksteal", f"--junitxml={self.report}",
            *arguments,
        ]  # fmt: skip
        environment = {name: value for name, value in os.environ.items() if name not in SLOW}
        environment |= {"TEST_DATABASE_URL": database_url}
        self.process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)

    def counts(self) -> Counter[str]:
        """When it has ended: how many tests passed, failed and were skipped."""
        status = self.process.wait()
        counts = read(self.report)
        if status not in (0, NOTHING_TO_DO) and not counts["failed"]:
            counts["failed"] = 1  # pytest itself could not run
        return counts


def read(report: Path) -> Counter[str]:
    """The figures of pytest's own report."""
    counts: Counter[str] = Counter()
    if report.exists():
        for suite in ElementTree.parse(report).iter("testsuite"):
            figure = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
            counts["failed"] += figure["failures"] + figure["errors"]
            counts["skipped"] += figure["skipped"]
            counts["passed"] += figure["tests"] - figure["failures"] - figure["errors"] - figure["skipped"]
    return counts


def main() -> int:
    arguments = sys.argv[1:]
    with Cluster() as cluster, tempfile.TemporaryDirectory() as folder, open(Path(folder, "log"), "w+b") as log:
        print("\n· The tests on SQLite; those on PostgreSQL run beside them and are shown afterwards", flush=True)
        sqlite = Run(folder, "SQLite", WORKERS, arguments)
        postgres = Run(folder, "PostgreSQL", WORKERS, arguments, cluster.url("postgres"), log.fileno())
        counts = sqlite.counts()
        print("\n· The tests on PostgreSQL", flush=True)
        counts += postgres.counts()
        log.seek(0)
        print(log.read().decode(errors="replace"), flush=True)
    if counts["skipped"]:
        print(f"\n{counts['skipped']} skipped; pytest says why above")
    if not counts["passed"]:
        counts["failed"] = counts["failed"] or 1  # a run that tried nothing is no success
    print(f"\n{counts['passed']} passed, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
