#!/usr/bin/env bash
# `make run`: brings the database up to date, then keeps web and worker running until Ctrl-C.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/setup/say.sh
export PORT="${PORT:-8000}"

.venv/bin/python - 2>/dev/null <<END || stop "Port $PORT is taken (is it running already?); choose another: make run PORT=8001"
import socket
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    probe.bind(("${HOST:-127.0.0.1}", $PORT))
END

[ "${DEMO:-1}" = 0 ] && demo=--no-demo || demo=--demo
.venv/bin/python -m flask prepare "$demo" || stop "It could not be made ready; the reason stands above."
say "Ctrl-C ends it; the data stay."
exec .venv/bin/python -P app/cli/supervisor.py \
    web=".venv/bin/python -m gunicorn -c deploy/gunicorn.conf.py --log-level warning wsgi:app" \
    worker=".venv/bin/python -m flask worker"
