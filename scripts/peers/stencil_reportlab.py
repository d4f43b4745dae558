"""Stencils of the measured page a second with reportlab and liblouis, the way a good script would: a dot is one form that is placed many
times, the font is embedded as a subset. Prints the number."""

import io
import sys
import time
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

import page

FONT = TTFont("Noto", str(page.FONT))
pdfmetrics.registerFont(FONT)


def stencil(run: int) -> bytes:
    out = io.BytesIO()
    width, height = (side * mm for side in page.CARD)
    pdf = canvas.Canvas(out, pagesize=(width, height), invariant=1)
    pdf.beginForm("dot", -mm, -mm, mm, mm)
    pdf.circle(0, 0, 0.8 * mm, stroke=0, fill=1)
    pdf.endForm()
    pdf.rect(5 * mm, 5 * mm, width - 10 * mm, height - 10 * mm)
    pdf.setFont("Noto", 12)
    for row, name in enumerate(page.names(run)):
        cells = page.cells(name)
        for x, y in page.dots(cells, row):
            pdf.saveState()
            pdf.translate(x * mm, height - y * mm)
            pdf.doForm("dot")
            pdf.restoreState()
        top = height - (page.TOP + row * page.PITCH) * mm
        pdf.drawString(page.LEFT * mm, top - 4 * mm, f"{row + 1} {name}")
        pdf.roundRect(page.WINDOW_X * mm, top - page.WINDOW * mm, page.WINDOW * mm, page.WINDOW * mm, mm)
    pdf.showPage()
    pdf.save()
    return out.getvalue()


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 4.0
    first = stencil(0)
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_bytes(first)
    start, count = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        count += 1
        assert stencil(count).startswith(b"%PDF")
    print(f"{count / (time.perf_counter() - start):.1f} {len(first)}")


main()
