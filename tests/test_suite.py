"""`make test` adds its runs up, and a run that never began is no success."""

from tests.__main__ import read

REPORT = """<testsuites><testsuite tests="10" failures="2" errors="1" skipped="3"/></testsuites>"""


def test_the_figures_of_a_run(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert read(report) == {"passed": 4, "failed": 3, "skipped": 3}


def test_no_report_no_success(tmp_path):
    assert read(tmp_path / "absent.xml")["passed"] == 0
