#!/usr/bin/env bash
# `make demo-reset`: forgets all data of the trial, then makes the demonstration event anew.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/setup/say.sh
[ "${APP_ENV:-}" != production ] || stop "This is a production installation; its data stay."

say "Forgetting the data of the trial and making the demonstration event anew"
.venv/bin/python -m flask db upgrade
.venv/bin/python -m flask demo reset --yes
