"""Fetch the code of others that the browser runs from our own address, and check what is there.

    python deploy/vendor.py            compare with the checksums in vendored.json, change nothing
    python deploy/vendor.py 3.1.4      fetch that version with `npm pack` and write its checksums

The decoder is zxing-wasm (MIT): the reader alone, as published, in the folders it expects.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "static" / "vendor" / "zxing-wasm"
LIST = FOLDER / "vendored.json"
FILES = {
    "package/LICENSE": "LICENSE",
    "package/dist/es/share.js": "share.js",
    "package/dist/es/reader/index.js": "reader/index.js",
    "package/dist/reader/zxing_reader.wasm": "reader/zxing_reader.wasm",
}


def fetch(version: str) -> None:
    """Write the files of that version and what vouches for them."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"zxing-wasm@{version}"], cwd=folder, check=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            for inside, name in FILES.items():
                content = package.extractfile(inside).read()
                (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
                (FOLDER / name).write_bytes(content)
    about = {"name": "zxing-wasm", "version": version, "licence": "MIT", "sha256": checksums()}
    LIST.write_text(json.dumps(about, indent=2) + "\n")


def checksums() -> dict[str, str]:
    """SHA-256 of each vendored file, by its name."""
    return {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in FILES.values()}


def changed() -> list[str]:
    """Files that are not as they were fetched."""
    expected = json.loads(LIST.read_text())["sha256"]
    return [name for name, found in checksums().items() if expected.get(name) != found]


if __name__ == "__main__":
    if sys.argv[1:]:
        fetch(sys.argv[1])
    sys.exit(f"changed: {', '.join(changed())}" if changed() else 0)
