"""`make test`: the whole suite on SQLite, then on PostgreSQL; arguments go to pytest.

The last line adds both up: `N passed, N failed`.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from tests.postgres import Cluster

WORKERS = str((os.cpu_count() or 1) + 1)
"""One more than there are processors: browsers, mail servers and killed workers are mostly waited for."""


def run(title: str, arguments: list[str], database_url: str = "") -> Counter[str]:
    """One run of pytest; how many tests passed, failed and were skipped."""
    print(f"\n· The tests on {title}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        environment = os.environ | {"TEST_DATABASE_URL": database_url}
        command = [sys.executable, "-m", "pytest", "-q", "-n", WORKERS, f"--junitxml={report}", *arguments]
        status = subprocess.call(command, env=environment)
        counts = read(report)
    if status and not counts["failed"]:
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
    counts = run("SQLite", arguments)
    with Cluster() as cluster:
        counts += run("PostgreSQL", arguments, cluster.url("postgres"))
    if counts["skipped"]:
        print(f"\n{counts['skipped']} skipped; pytest says why above")
    print(f"\n{counts['passed']} passed, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
