"""Before web and worker start."""

from app.badges import engine

LACKS_PANGO = "cannot load library 'libpango-1.0-0': libpango-1.0-0: cannot open shared object file"


def test_a_system_that_cannot_draw_badges_is_told_what_to_install_before_anything_is_written(app, monkeypatch):
    def load() -> None:
        raise OSError(LACKS_PANGO)

    monkeypatch.setattr(engine, "weasyprint", load)
    answer = app.test_cli_runner().invoke(args=["prepare"])
    assert answer.exit_code == 1
    assert answer.output == (
        f"Error: Badges cannot be drawn; deploy/setup/print-libraries.sh installs what that takes. {LACKS_PANGO}\n"
    )
