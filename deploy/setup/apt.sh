# shellcheck shell=bash
# Sourced: Debian packages, installed when we may, asked for in one sentence when we may not.

# as_root COMMAND...: runs it as root, or answers 1 where that needs a password.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@" 2>/dev/null; fi
}

may_install() {
    command -v apt-get >/dev/null && as_root true
}

# apt_install WHAT-FOR PACKAGE...: installs them, in turn if two scripts ask; answers 1 when it may not or cannot.
apt_install() (
    purpose=$1
    shift
    may_install || return 1
    exec 9<deploy/setup/apt.sh
    flock 9
    say "Installing $purpose with apt: $*"
    install=(env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@")
    as_root "${install[@]}" >/dev/null 2>&1 </dev/null ||
        { as_root apt-get update -qq </dev/null >/dev/null 2>&1; as_root "${install[@]}" >/dev/null </dev/null; }
)

# apt_need WHAT-FOR PACKAGE...: the same, or stops with the line to type.
apt_need() {
    apt_install "$@" || stop "Missing: $1. Please run: apt-get install ${*:2}"
}
