"""Opens stencil PDFs with qpdf, Ghostscript's separation device and MuPDF, and measures the dots.

Usage: verify_pdf.py FOLDER   (a folder of contest folders made by `stencil-gen make`)
Exits 1 on any difference from report.json and from Marburg Medium.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
from PIL import Image

Image.MAX_IMAGE_PIXELS = None
DPI = 600
MM = 25.4 / DPI
PLATES = {"Braille", "Cut", "Fold", "Raised"}


def patches(ink):
    """Connected patches of a black-and-white picture: (count of pixels, x, y) of each."""
    parent = []

    def root(index):
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    runs, above = [], []
    for y in numpy.flatnonzero(ink.any(axis=1)):
        edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], ink[y].view(numpy.int8), [0]))))
        here = []
        for start, end in zip(edges[::2], edges[1::2]):
            index = len(parent)
            parent.append(index)
            for other_y, other_start, other_end, other in above:
                if other_y == y - 1 and other_start <= end and start <= other_end:
                    parent[root(other)] = root(index)
            here.append((y, start, end, index))
        runs += here
        above = here
    sums = {}
    for y, start, end, index in runs:
        count = end - start
        total = sums.setdefault(root(index), [0, 0.0, 0.0])
        total[0] += count
        total[1] += count * (start + end) / 2
        total[2] += count * (y + 0.5)
    return [(count, x / count, y / count) for count, x, y in sums.values()]


def expected_dots(stencil):
    lines = [line for heading in stencil["headings"] for line in heading["braille"]]
    lines += [line["braille"] for row in stencil["rows"] for line in row["lines"]]
    return sum(bin(ord(cell) - 0x2800).count("1") for line in lines for cell in line)


def check_dots(name, dots, expected, diameter, slack, faults):
    if len(dots) != expected:
        faults.append(f"{name}: {len(dots)} dots, {expected} in the report")
    for count, x, y in dots:
        found = 2 * (count / numpy.pi) ** 0.5 * MM
        if abs(found - diameter) > slack:
            faults.append(f"{name}: a dot of {found:.3f} mm at {x * MM:.1f} {y * MM:.1f}")
            break
    places = numpy.array([(x * MM, y * MM) for _, x, y in dots])
    for axis in (0, 1):
        gaps = []
        for place in places:
            level = places[numpy.abs(places[:, 1 - axis] - place[1 - axis]) < 0.1]
            step = level[:, axis] - place[axis]
            gaps += list(step[(step > 2.3) & (step < 2.7)])
        if not gaps or max(abs(gap - 2.5) for gap in gaps) > 0.05:
            faults.append(f"{name}: dot pitch along axis {axis}: {min(gaps):.3f} to {max(gaps):.3f} mm")


def check(pdf, stencil, diameter, work, faults):
    subprocess.run(["qpdf", "--check", pdf], check=True, stdout=subprocess.DEVNULL)
    out = work / "plate.tif"
    for old in work.glob("plate*"):
        old.unlink()
    command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", f"-r{DPI}", f"-sOutputFile={out}", str(pdf)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    plates = {path.name.split("(")[1].split(")")[0]: path for path in work.glob("plate(*")}
    if not PLATES <= set(plates):
        faults.append(f"{pdf}: plates {sorted(plates)}")
        return
    for color in ("Cyan", "Magenta", "Yellow"):
        if (numpy.array(Image.open(plates[color])) < 255).any():
            faults.append(f"{pdf}: ink on the plate {color}")
    ink = numpy.array(Image.open(plates["Braille"])) < 128
    # Ghostscript blackens every pixel that a shape touches: about a pixel more across.
    check_dots(f"{pdf} (Ghostscript)", patches(ink), expected_dots(stencil), diameter + MM, 0.05, faults)
    picture = work / "page.pgm"
    layers = [word for number in range(2, 7) for word in ("-z", str(number))]  # all but Braille, the first by name
    command = ["mutool", "draw", "-q", *layers, "-c", "gray", "-r", str(DPI), "-o", str(picture), str(pdf)]
    subprocess.run(command, check=True, capture_output=True)
    gray = numpy.array(Image.open(picture)).astype(int)
    middle = (int(gray.min()) + 255) / 2
    check_dots(f"{pdf} (MuPDF)", patches(gray < middle), expected_dots(stencil), diameter, 0.05, faults)


def main():
    faults, count = [], 0
    with tempfile.TemporaryDirectory() as work:
        for path in sorted(Path(sys.argv[1]).rglob("report.json")):
            report = json.loads(path.read_text(encoding="utf-8"))
            for stencil in report["stencils"]:
                diameter = report["making"]["drawn_dot_mm"]
                check(path.parent / stencil["file"], stencil, diameter, Path(work), faults)
                count += 1
    print(*faults, sep="\n")
    print(f"{count} stencils opened by qpdf, Ghostscript and MuPDF: {len(faults)} faults")
    return 1 if faults or not count else 0


if __name__ == "__main__":
    sys.exit(main())
