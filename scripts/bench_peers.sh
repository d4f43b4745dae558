#!/usr/bin/env bash
# Our stencil PDFs a second beside those of others who draw the same page of 16 rows of 30 cells, in one run: reportlab with liblouis,
# and headless Chromium that prints HTML and is kept running. Prints the ratios and adds a row to docs/performance.md. Ours lays out,
# too; theirs have every place given.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=target/peers-venv
if ! cmp -s scripts/peers/requirements.txt "$venv/installed"; then
  # Debian's own Python has liblouis.
  /usr/bin/python3 -m venv --system-site-packages "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r scripts/peers/requirements.txt
  cp scripts/peers/requirements.txt "$venv/installed"
fi

ours=$(STENCILS_ALONE=1 cargo bench --quiet --locked --workspace --bench numbers)
reportlab=$("$venv/bin/python" scripts/peers/stencil_reportlab.py 6)
if ! chromium=$("$venv/bin/python" scripts/peers/stencil_chromium.py 6); then
  echo "HEADLESS CHROMIUM WAS NOT MEASURED: see above" >&2
  chromium="- -"
fi
"$venv/bin/python" - "$ours" "$reportlab" "$chromium" <<'PYTHON'
import datetime
import os
import sys
from pathlib import Path

names = ("ours", "reportlab and liblouis", "headless Chromium, kept running")
figures = [figure.split() for figure in sys.argv[1:]]
own = float(figures[0][0])
cells = []
for name, (rate, size) in zip(names, figures):
    if rate == "-":
        cells.append("not measured")
        continue
    ratio = "" if name == "ours" else f" ({own / float(rate):.0f} times)"
    print(f"{name}: {float(rate):.1f} a second, {int(size) / 1000:.1f} KB{ratio}")
    cells.append(f"{float(rate):.1f}{ratio}")
cpu = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
row = f"| {datetime.date.today()} | {cpu}, {os.cpu_count()} cores | {' | '.join(cells)} | |"
path = Path("docs/performance.md")
lines = path.read_text(encoding="utf-8").splitlines()
start = lines.index("## Beside others")
end = next((at for at in range(start + 1, len(lines)) if lines[at].startswith("## ")), len(lines))
last = max(at for at in range(start, end) if lines[at].startswith("|"))
lines.insert(last + 1, row)
path.write_text("\n".join(lines) + "\n", encoding="utf-8")
PYTHON
