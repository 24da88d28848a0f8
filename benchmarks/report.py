"""The figures as a table beside those of others and the limits, and as one JSON object."""

import json
from dataclasses import dataclass

PEERS = "pretix 2026.8 and Indico 3.2.9: PostgreSQL 15, 2 web workers, production settings, 2 cores, CPU over all processes"


@dataclass(frozen=True)
class Line:
    what: str
    limit: float
    at_least: bool = False
    pretix: str = ""
    indico: str = ""

    def is_reached(self, figure: float) -> bool:
        return figure >= self.limit if self.at_least else figure <= self.limit


LINES = {
    "pages.event_cpu_ms": Line("CPU of an event page while 5 people a second register, ms", 2, pretix="41", indico="71"),
    "pages.event_kb": Line("the page with everything, compressed, kB", 60, pretix="321", indico="1,898"),
    "registration.requests": Line("requests, event page to confirmed, one page", 9, pretix="11, nothing verified"),
    "registration.requests_steps": Line("the same, four steps", 15),
    "registration.cpu_ms": Line("CPU of one registration, web and database, ms", 45, pretix="455"),
    "registration.total_cpu_ms": Line("the same with mails, calendar file, badge, ms", 75, pretix="680"),
    "registration.burst_p95_s": Line("500 buttons in a second for 200 seats, 95th percentile, s", 4),
    "registration.cpu_ratio_20000": Line("cost at 20,000 people, 5,000 of them waiting / at 200", 1.2),
    "mail.cpu_ms": Line("CPU of a confirmation with badge and calendar file, ms", 25),
    "badges.cpu_s_200": Line("CPU of 200 badges on 50 sheets, s", 0.9, pretix="21", indico="2.7"),
    "badges.cpu_s_1000": Line("CPU of 1,000, s", 4, pretix="109", indico="12.9"),
    "badges.rss_mb_1000": Line("memory of the worker that prints 1,000, MB", 200, pretix="530", indico="271"),
    "badges.mb_1000": Line("their PDF, MB", 1.2, pretix="52", indico="3.6"),
    "badges.cpu_ratio_5000": Line("cost of a badge among 5,000 / among 200", 1.2),
    "badges.one_ms": Line("CPU of one badge, warm, ms", 20),
    "door.scan_cpu_ms": Line("CPU of an accepted scan, ms", 2.7, pretix="56", indico="17"),
    "door.scan_per_s_c16": Line("scans a second of 16 phones", 600, at_least=True, pretix="33", indico="104"),
    "door.scan_p95_ms_c16": Line("95th percentile of their waits, ms", 50, pretix="526", indico="176"),
    "door.duplicate_cpu_ms": Line("CPU of a scan of somebody in already, ms", 2, pretix="36", indico="16"),
    "door.unknown_cpu_ms": Line("CPU of a scan of nobody's code, ms", 2, pretix="19", indico="11"),
    "door.first_load_s": Line("a phone's first copy of 5,000 people, s", 1),
    "door.first_load_kb": Line("the same, compressed, kB", 1000),
    "door.empty_delta_cpu_ms": Line("CPU of asking for news when there are none, ms", 1),
    "door.verdict_ms": Line("from code to verdict on a phone, 4 times slower, ms", 150),
    "door.search_ms": Line("from typing to the names found, the same, ms", 100),
    "organiser.list_cpu_ms": Line("CPU of the list of 20,000 people in its slowest view, ms", 25),
    "organiser.list_queries": Line("statements of the view that sends most", 12),
    "organiser.xlsx_cpu_s_10000": Line("CPU of an Excel workbook of 10,000 people, all columns, s", 1.5, pretix="6.7", indico="3.8"),
    "organiser.xlsx_rss_mb": Line("most memory of a web process meanwhile, MB", 100, pretix="220-343", indico="350"),
    "organiser.csv_cpu_s_10000": Line("CPU of the same as CSV, s", 0.4, pretix="3.5", indico="2.8"),
    "organiser.import_s_10000": Line("import of 10,000 people beside 10 scans a second, s", 30),
    "organiser.import_scan_max_ms": Line("the longest of these scans, on either database, ms", 500),
    "mail.per_s": Line("confirmations a second", 35, at_least=True),
}


def table(figures: dict[str, float]) -> str:
    rows = [("figure", "what", "here", "to reach", "pretix", "Indico")]
    for name, figure in figures.items():
        line = LINES[name]
        sign = "≥" if line.at_least else "≤"
        missed = "" if line.is_reached(figure) else "  missed"
        rows.append((name, line.what, f"{figure:.4g}{missed}", f"{sign} {line.limit:g}", line.pretix, line.indico))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:], "", PEERS])


def as_json(figures: dict[str, float]) -> str:
    return json.dumps({name: round(figure, 4) for name, figure in figures.items()})
