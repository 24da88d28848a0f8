#!/usr/bin/env bash
# WeasyPrint's system libraries, needed to print badges, and the fonts for names in every script.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/setup/say.sh
. deploy/setup/apt.sh

libraries_present() {
    .venv/bin/python - 2>/dev/null <<'END'
from ctypes import CDLL
for name in "pango-1.0", "pangoft2-1.0", "harfbuzz-subset":
    CDLL(f"lib{name}.so.0")
END
}

font_present() {
    find /usr/share/fonts /usr/local/share/fonts ~/.local/share/fonts ~/.fonts -name "$1" -print -quit 2>/dev/null |
        grep -q .
}

libraries_present ||
    apt_need "the library that draws badges (Pango)" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

fonts=()
font_present 'NotoSans-Regular.*' || fonts+=(fonts-noto-core)
font_present 'NotoSansCJK-Regular.*' || fonts+=(fonts-noto-cjk)
if [ ${#fonts[@]} -gt 0 ] && ! apt_install "fonts for names in every script" "${fonts[@]}"; then
    say "Badges with names in some scripts are refused, with a sentence that says why, until you run: apt-get install ${fonts[*]}"
fi
