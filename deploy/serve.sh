#!/usr/bin/env bash
# `make serve DOMAIN=day.example.org`: a real event on this machine, with Caddy and a certificate in front.
# Asks for what is missing and keeps the answers; run it again after an update or to change an answer.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/setup/say.sh
. deploy/setup/apt.sh

settings=/etc/medicen-day.env
data=/var/lib/medicen-day
folder=$PWD
missing=()

# want NAME WHAT: from the environment, else from last time, else asked for.
want() {
    local name=$1 what=$2 answer
    answer=${!name:-$(kept "$name")}
    if [ -z "$answer" ] && [ -t 0 ]; then read -rp "? $name, $what: " answer; fi
    case $answer in
        "") missing+=("$name is missing: $what.") ;;
        *\'*) missing+=("$name may not hold an apostrophe; in an address write %27.") ;;
    esac
    printf -v "$name" %s "$answer"
}

kept() {
    [ ! -r "$settings" ] || sed -n "s/^$1='\(.*\)'$/\1/p" "$settings"
}

make_key() { # NAME: kept from last time, else a new one
    local value=${!1:-$(kept "$1")}
    if [ -z "$value" ]; then
        value=$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(48))')
        say "Made $1; it is kept in $settings. Keep a copy of that file with your backups."
    fi
    printf -v "$1" %s "$value"
}

write_settings() {
    local name
    (
        umask 077
        for name in APP_ENV BASE_URL DATABASE_URL DATA_KEY DOMAIN INSTANCE_PATH MAIL_BOUNCES MAIL_FROM MAIL_URL PORT SECRET_KEY TRUSTED_PROXIES; do
            [ -z "${!name:-}" ] || printf "%s='%s'\n" "$name" "${!name}"
        done >"$settings.new"
    )
    mv "$settings.new" "$settings"
}

make_account() {
    id medicen >/dev/null 2>&1 || useradd --system --home-dir "$data" --shell /usr/sbin/nologin medicen
    install -d -o medicen -g medicen -m 700 "$data"
    setpriv --reuid=medicen --regid=medicen --clear-groups .venv/bin/python -c 'import app' 2>/dev/null ||
        stop "The account medicen cannot read $folder; move it where every account can, for example to /opt/medicen-day."
}

our_caddyfile() { # is /etc/caddy/Caddyfile ours, or still Debian's own?
    grep -qs 'medicen-day' /etc/caddy/Caddyfile || ! dpkg --verify caddy 2>/dev/null | grep -q /etc/caddy/Caddyfile
}

with_systemd() {
    our_caddyfile || stop "Caddy serves other sites here; add the block of the site in $data/Caddyfile (the last one) to /etc/caddy/Caddyfile."
    install -m 644 "$data/Caddyfile" /etc/caddy/Caddyfile
    local unit
    for unit in web worker; do
        sed "s#/opt/medicen-day#$folder#g" "deploy/systemd/medicen-day-$unit.service" \
            >"/etc/systemd/system/medicen-day-$unit.service"
    done
    systemctl daemon-reload
    systemctl enable -q medicen-day-web medicen-day-worker caddy
    systemctl restart medicen-day-web medicen-day-worker
    systemctl reload-or-restart caddy
    say "Running, and again after each restart of the machine. Its log: journalctl -u 'medicen-day-*'"
}

without_systemd() {
    say "No systemd here: running until Ctrl-C."
    local as_medicen="setpriv --pdeathsig TERM --reuid=medicen --regid=medicen --init-groups"
    exec .venv/bin/python -P app/cli/supervisor.py \
        web="$as_medicen .venv/bin/python -m gunicorn -c deploy/gunicorn.conf.py --log-level warning wsgi:app" \
        worker="$as_medicen .venv/bin/python -m flask worker" \
        caddy="caddy run --adapter caddyfile --config $data/Caddyfile"
}

DOMAIN=${1:-${DOMAIN:-}}
want DOMAIN "the public name of the site, for example day.example.org"
want MAIL_URL "where mail goes out, for example smtp://user:password@smtp.example.org:587"
[ "$(id -u)" = 0 ] || missing+=("Ports 80 and 443 need root: sudo make serve DOMAIN=${DOMAIN:-…}")
[ ${#missing[@]} = 0 ] || { printf '! %s\n' "${missing[@]}" >&2; exit 1; }

command -v caddy >/dev/null || apt_need "the web server in front (Caddy)" caddy
make_account
make_key SECRET_KEY
make_key DATA_KEY
# shellcheck disable=SC2034  # write_settings reads them by name
APP_ENV=production BASE_URL=https://$DOMAIN INSTANCE_PATH=$data TRUSTED_PROXIES=1 PORT=${PORT:-8000}
DATABASE_URL=${DATABASE_URL:-$(kept DATABASE_URL)}
MAIL_BOUNCES=${MAIL_BOUNCES:-$(kept MAIL_BOUNCES)}
MAIL_FROM=${MAIL_FROM:-$(kept MAIL_FROM)}
write_settings
{
    echo "# medicen-day: written by make serve"
    sed "s#{\$DOMAIN}#$DOMAIN#; s#{\$UPSTREAM:[^}]*}#127.0.0.1:$PORT#" deploy/Caddyfile
} >"$data/Caddyfile"

deploy/flask.sh prepare --no-demo || stop "It could not be made ready; the reason stands above."
deploy/flask.sh doctor || say "The lines above say what to mend; the site starts all the same."
set -a
. "$settings"
set +a
if [ -d /run/systemd/system ]; then with_systemd; else without_systemd; fi
