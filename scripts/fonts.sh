#!/usr/bin/env bash
# Makes assets/fonts/NotoSans-*.ttf from the Debian package fonts-noto-core: only the signs the
# program can show, and without hinting, which print does not use. Needs fontTools (pyftsubset).
set -euo pipefail
cd "$(dirname "$0")/../assets/fonts"
signs="U+0020-007E,U+00A0-00FF,U+0400-04FF,U+2010-203A,U+2116,U+20B8,U+2212"
for weight in Regular Bold; do
  pyftsubset "${1:-/usr/share/fonts/truetype/noto}/NotoSans-$weight.ttf" --unicodes="$signs" --no-hinting \
    --layout-features= --name-IDs='*' --notdef-outline --no-recommended-glyphs --output-file="NotoSans-$weight.ttf"
done
sha256sum NotoSans-*.ttf
