"""`make bench`: measure the real thing. `python -m benchmarks [ONLY…]`, ONLY being one of BENCHES."""

import sys
import time

from benchmarks import badges, door, mail, organiser, pages, registration, report

BENCHES = {
    "registration": registration.measure,
    "mail": mail.measure,
    "badges": badges.measure,
    "door": door.measure,
    "organiser": organiser.measure,
    "pages": pages.measure,
}


def main() -> int:
    chosen = sys.argv[1:] or list(BENCHES)
    unknown = sorted(set(chosen) - set(BENCHES))
    if unknown:
        print(f"There is no bench {', '.join(unknown)}; there are {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    figures: dict[str, float] = {}
    for name in chosen:
        begun = time.monotonic()
        figures |= BENCHES[name](lambda sentence, name=name: print(f"· {name}: {sentence}", flush=True))
        print(f"· {name}: done in {time.monotonic() - begun:.0f} s", flush=True)
    print(f"\n{report.table(figures)}\n\n{report.as_json(figures)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
