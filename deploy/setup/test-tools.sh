#!/usr/bin/env bash
# What only the tests and benches need: a browser and a PostgreSQL server.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/setup/say.sh
. deploy/setup/apt.sh

browser_present() {
    [ -n "${CHROMIUM:-}" ] || command -v chromium chromium-browser google-chrome >/dev/null
}

postgres_present() {
    command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

driver_runs() { # Playwright's own program is linked to a library that a bare Debian lacks
    PATH=$PATH:/sbin ldconfig -p | grep 'libatomic\.so\.1' >/dev/null
}

driver_runs || apt_need "a library for driving the browser" libatomic1
browser_present || apt_need "a browser for the tests (Chromium)" chromium chromium-headless-shell
postgres_present || apt_need "a PostgreSQL server for the tests" postgresql
