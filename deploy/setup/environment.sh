#!/usr/bin/env bash
# environment.sh FILE: makes .venv hold the pinned packages of FILE; quick when it already does.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/setup/say.sh
. deploy/setup/apt.sh

requirements=$1
stamp=.venv/.holds-$(basename "$requirements" .txt)

has_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# The first Python 3.11 or newer. Before one that somebody compiled comes the distribution's: it gets security
# updates, and it is built with the measured optimisations that "configure && make" leaves out, a tenth to a fifth faster.
# One that can make an environment as it is comes before one for which a package has to be installed.
find_python() {
    local python fits
    for fits in has_venv true; do
        for python in ${PYTHON:-} /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
            if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
                { "$fits" "$python" || [ "$python" = "${PYTHON:-}" ]; }; then
                echo "$python"
                return
            fi
        done
    done
}

make_environment() {
    command -v python3 >/dev/null || apt_need "Python" python3 python3-venv
    local python
    python=$(find_python)
    [ -n "$python" ] || stop "Python 3.11 or newer is needed (Debian 12 has it as python3); name it with PYTHON=…"
    has_venv "$python" || apt_need "Python's virtual environments" python3-venv
    say "Making the virtual environment .venv with $("$python" -V)"
    "$python" -m venv --clear .venv || stop ".venv could not be made; see the message above."
}

wanted() { # what a finished environment says of itself
    .venv/bin/python -c 'import sys; print(sys.prefix, sys.version)'
    sha256sum <"$requirements"
}

.venv/bin/python -c 'import pip' 2>/dev/null || .venv/bin/python -m ensurepip >/dev/null 2>&1 || make_environment
[ "$(wanted)" = "$(cat "$stamp" 2>/dev/null)" ] && exit

say "Installing $(grep -c '==' "$requirements") pinned packages of $requirements (about a minute the first time)"
.venv/bin/python -m pip install -qq --no-input --no-compile --disable-pip-version-check --require-hashes -r "$requirements" ||
    stop "The packages of $requirements could not be installed; pip says why above."
.venv/bin/python -m compileall -qq -j 0 .venv/lib || true # on all processors; pip takes one, for a quarter of its time
wanted >"$stamp"
