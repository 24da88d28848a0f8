#!/usr/bin/env bash
# A command of the real event, under its account and settings: sudo deploy/flask.sh doctor
set -euo pipefail
cd "$(dirname "$0")/.."
set -a
. /etc/medicen-day.env
set +a
exec setpriv --reuid=medicen --regid=medicen --init-groups .venv/bin/python -m flask "$@"
