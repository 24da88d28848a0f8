#!/usr/bin/env bash
# `make run`: brings the database up to date, then keeps web and worker running until Ctrl-C.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/setup/say.sh
export PORT="${PORT:-8000}"
export BASE_URL="${BASE_URL:-http://localhost:$PORT}"

.venv/bin/python - <<END || stop "Port $PORT is taken (is it running already?); choose another: make run PORT=8001"
import socket
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    probe.bind(("${HOST:-127.0.0.1}", $PORT))
END

say "Bringing the database up to date"
.venv/bin/python -m flask db upgrade || stop "The database could not be brought up to date; the reason stands above."
.venv/bin/python -m flask demo create --if-empty
link=$(.venv/bin/python -m flask owner-link --if-none)

say "Event page:   $BASE_URL/"
say "Back office:  $BASE_URL/fr/sign-in"
if [ -n "$link" ]; then say "The owner's way in, good once, for a day: $link"; fi
say "Ctrl-C ends it; the data stay."
exec .venv/bin/python -P app/cli/supervisor.py \
    web=".venv/bin/python -m gunicorn -c deploy/gunicorn.conf.py --log-level warning wsgi:app" \
    worker=".venv/bin/python -m flask worker"
