# shellcheck shell=bash
# Sourced by the other scripts: how they speak, and how they stop.

say() { printf '%s\n' "· $*"; }

# One clear sentence, and the end.
stop() {
    printf '%s\n' "! $*" >&2
    exit 1
}
