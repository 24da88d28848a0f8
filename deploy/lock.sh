#!/usr/bin/env bash
# Pins every package with its hashes, for all platforms and Python 3.11 and up.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/setup/say.sh
command -v uv >/dev/null || stop "uv is missing; please run: pip install uv"

compile() {
    uv pip compile -q --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$@"
}

say "Pinning requirements.txt and requirements-dev.txt (add UPGRADE=1 for the newest versions)"
compile ${UPGRADE:+--upgrade} requirements.in -o requirements.txt
compile ${UPGRADE:+--upgrade} requirements-dev.in -o requirements-dev.txt
