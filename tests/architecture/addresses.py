"""Add the new addresses to addresses.txt; the old ones stay."""

from pathlib import Path

from app import create_app
from tests.architecture.walk import routes

FILE = Path(__file__).with_name("addresses.txt")

if __name__ == "__main__":
    known = set(FILE.read_text().splitlines()) if FILE.exists() else set()
    every = known | {route.name for route in routes(create_app())}
    FILE.write_text("\n".join(sorted(every, key=lambda name: name.partition(" ")[::-1])) + "\n")
