"""CPU time of whole process trees, from /proc: every process counts, also those that have ended."""

import os
from collections import defaultdict
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def used(*roots: int) -> float:
    """CPU seconds, user and system, that these processes and all their descendants have used.

    Field numbers as in proc(5): 4 is the parent, 14 to 17 are the ticks of the process and of its
    ended children.
    """
    parents, ticks = defaultdict(list), {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        pid = int(path.parent.name)
        parents[int(fields[1])].append(pid)
        ticks[pid] = sum(map(int, fields[11:15]))
    family = set(roots)
    found = list(roots)
    while found:
        children = set(parents[found.pop()]) - family
        family |= children
        found += children
    return sum(ticks.get(pid, 0) for pid in family) / TICKS


def children(pid: int, containing: str) -> list[int]:
    """The direct children of a process whose command line has these words in it."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
            command = (path.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == pid and containing in command:
            found.append(int(path.parent.name))
    return found
