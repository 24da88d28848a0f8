#!/usr/bin/env bash
# Gathers the texts of code and templates, brings the French catalogue up to date and compiles it.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/setup/say.sh
pybabel=(.venv/bin/python -m babel.messages.frontend -q)
template=$(mktemp)
trap 'rm -f "$template"' EXIT

"${pybabel[@]}" extract -F deploy/babel.cfg -k _l -k lazy_gettext -k lazy_pgettext:1c,2 --no-location --sort-output -o "$template" .
"${pybabel[@]}" update -i "$template" -d app/translations --no-fuzzy-matching --ignore-obsolete -w 100
"${pybabel[@]}" compile -d app/translations --statistics
