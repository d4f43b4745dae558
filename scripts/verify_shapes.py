#!/usr/bin/env python3
"""Opens the SVG, DXF, STL and dies of a `stencil-gen make` run with readers of their own.

usage: verify_shapes.py FOLDER…    (made with --formats pdf,svg,dxf,stl,dies)

ezdxf audits the DXF, trimesh looks at the bodies, librsvg and poppler draw SVG and PDF. What they
find is compared with each other, with report.json and with the form. Exits 1 on any difference.
"""

import json
import math
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import ezdxf
import ezdxf.path
import networkx
import numpy
import trimesh
from PIL import Image

DPI = 300
LAYERS = ["Braille", "Cut", "Fold", "Guide", "Print", "Raised"]
FLAP, SLANT, FRAME, PDF_MARGIN = 15.0, 3.0, 15.0, 10.0  # mm
CARD, RAIL, DIE = 1.0, 3.0, 4.0  # thickness, width, thickness in mm
Image.MAX_IMAGE_PIXELS = None
problems = []


def expect(good, place, what):
    if not good:
        problems.append(f"{place}: {what}")
        print(f"  DIFFERENCE {place}: {what}")


def same_points(found, wanted, within, place, what):
    """Each found point lies within a distance of its own wanted point."""
    found, wanted = numpy.asarray(found).reshape(-1, 2), numpy.asarray(wanted).reshape(-1, 2)
    if len(found) != len(wanted):
        return expect(False, place, f"{what}: {len(found)} instead of {len(wanted)}")
    if len(found) == 0:
        return None
    distances = numpy.linalg.norm(found[:, None] - wanted[None], axis=2)
    pairs = set(distances.argmin(axis=1))
    worst = distances.min(axis=1).max()
    return expect(worst <= within and len(pairs) == len(wanted), place, f"{what}: off by {worst:.3f} mm")


def svg_dots(path, height):
    """Circles of the layer Braille, y upward; checks size, groups and words on the way."""
    root = ElementTree.parse(path).getroot()
    spaces = {"s": "http://www.w3.org/2000/svg"}
    box = root.get("viewBox").split()
    expect(f"{box[2]}mm" == root.get("width") and f"{box[3]}mm" == root.get("height"), path, "one unit is one mm")
    groups = {group.get("id"): group for group in root.findall("s:g", spaces)}
    expect(sorted(groups) == LAYERS, path, "layers")
    label = "{http://www.inkscape.org/namespaces/inkscape}label"
    expect(all(group.get(label) == name for name, group in groups.items()), path, "labels")
    expect(root.find("s:title", spaces) is not None and root.get("lang"), path, "title and language")
    expect(not root.findall(".//s:text", spaces), path, "no text that needs fonts")
    circles = groups["Braille"].findall("s:circle", spaces)
    words = [item.get("aria-label") for item in groups["Print"].findall("s:path", spaces) if item.get("aria-label")]
    return [(float(c.get("cx")), height - float(c.get("cy"))) for c in circles], words


def orange_centers(image, shift, height_mm):
    """Centers of the orange dots of a picture in mm from the blank's bottom left."""
    pixels = numpy.asarray(image.convert("RGB")).astype(int)
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    # Half-covered pixels at a dot's edge fade alike to white and to black, so that they are left out.
    mask = (red > 200) & (green > 80) & (green < 190) & (blue < 110)
    left = set(map(tuple, numpy.argwhere(mask)))
    centers = []
    while left:
        start = left.pop()
        blob, edge = [start], [start]
        while edge:
            y, x = edge.pop()
            for near in ((y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)):
                if near in left:
                    left.remove(near)
                    edge.append(near)
                    blob.append(near)
        if len(blob) > 40:
            y, x = numpy.mean(blob, axis=0) + 0.5
            centers.append((x * 25.4 / DPI - shift, height_mm - (y * 25.4 / DPI - shift)))
    return centers


def drawn(path, folder):
    """A PDF or SVG as a picture."""
    out = Path(folder) / path.name
    if path.suffix == ".svg":
        command = ["rsvg-convert", "--unlimited", "-d", str(DPI), "-p", str(DPI), "-b", "white", path, "-o", f"{out}.png"]
    else:
        command = ["pdftoppm", "-r", str(DPI), "-singlefile", "-png", path, out]
    subprocess.run(list(map(str, command)), check=True)
    return Image.open(f"{out}.png")


def opened_dxf(path):
    """Modelspace of an audited DXF."""
    document = ezdxf.readfile(path)
    audit = document.audit()
    expect(not audit.errors and not audit.fixes, path, f"audit: {len(audit.errors)} errors, {len(audit.fixes)} fixes")
    expect(document.header["$INSUNITS"] == 4 and document.header["$MEASUREMENT"] == 1, path, "millimetres")
    layers = sorted(layer.dxf.name for layer in document.layers if layer.dxf.name not in ("0", "Defpoints"))
    expect(layers == LAYERS, path, f"layers {layers}")
    return document.modelspace()


def circles(space, layer):
    return [(c.dxf.center.x, c.dxf.center.y) for c in space.query(f'CIRCLE[layer=="{layer}"]')]


def boxes(space, layer):
    """Bounding boxes and areas of closed polylines, arcs followed."""
    found = {}
    for line in space.query(f'POLYLINE[layer=="{layer}"]'):
        expect(line.is_closed, layer, "closed polyline")
        points = numpy.array([(p.x, p.y) for p in ezdxf.path.make_path(line).flattening(0.001)])
        x, y = points.T
        area = abs(numpy.dot(x, numpy.roll(y, -1)) - numpy.dot(y, numpy.roll(x, -1))) / 2
        found[(*points.min(axis=0), *points.max(axis=0))] = area
    return found


def opened_stl(path):
    mesh = trimesh.load(path)
    expect(mesh.is_watertight, path, "watertight")
    expect(mesh.is_winding_consistent and mesh.volume > 0, path, "winding")
    expect(len(mesh.faces) == (path.stat().st_size - 84) // 50, path, "a triangle without area")
    bodies = mesh.split(only_watertight=False)
    expect(all(body.is_watertight and body.volume > 0 for body in bodies), path, "each body closed")
    return mesh, sorted(bodies, key=lambda body: -body.volume)


def tops(bodies, height, tip):
    """Where the bodies that end in a point at this height have it."""
    found = []
    for body in bodies:
        highest = body.vertices[numpy.isclose(body.vertices[:, 2], tip, atol=1e-4)]
        if len(highest) == 1:
            found.append(highest[0][:2])
    return found


def loops(mesh, height):
    """Least and greatest corner of each closed line in a body's section at a height."""
    lines = trimesh.intersections.mesh_plane(mesh, (0, 0, 1), (0, 0, height))[:, :, :2]
    graph = networkx.Graph((tuple(a), tuple(b)) for a, b in lines.round(4))
    expect(all(degree == 2 for _, degree in graph.degree), "section", "closed lines")
    parts = [numpy.array(list(part)) for part in networkx.connected_components(graph)]
    return [(part.min(axis=0), part.max(axis=0)) for part in parts]


def card_area(report, stencil, folds):
    """The card without its flaps, windows still closed, from the report and the folds."""
    (width, height), wing = report["form"]["page_mm"], stencil["wing_mm"]
    top, side = sorted(folds, key=lambda fold: abs(fold[0][0] - fold[1][0]), reverse=True)
    corner = side[0][0] - top[1][0]
    notch = 8 * 4 if stencil["language"] == "ru" else math.pi * 4**2 / 2
    rounded = 2 * (1 - math.pi / 4) * 3**2
    return (wing + width) * height - corner**2 / 2 - report["contest"]["notches"] * notch - rounded


def check_stencil(folder, report, stencil, scratch):
    language = stencil["language"]
    width, height = stencil["blank_mm"]
    place = folder / f"stencil.{language}"
    file = lambda kind: folder / f"stencil.{language}.{kind}"

    lines = [line for row in stencil["rows"] for line in row["lines"]] + stencil["headings"]
    cells = "".join("".join(line["braille"]) for line in lines)
    raised = sum((ord(cell) - 0x2800).bit_count() for cell in cells)

    dots, words = svg_dots(file("svg"), height)
    expect(len(dots) == raised, place, f"{len(dots)} dots in SVG, {raised} in the report's cells")
    if report["making"]["technique"] != "swell":
        for row in stencil["rows"]:
            expect(str(row["number"]) in words, place, f"number {row['number']} has no words in SVG")
    from_svg = orange_centers(drawn(file("svg"), scratch), 0.0, height)
    from_pdf = orange_centers(drawn(file("pdf"), scratch), PDF_MARGIN, height)
    same_points(from_svg, dots, 0.1, place, "dots drawn from SVG")
    same_points(from_svg, from_pdf, 0.1, place, "dots drawn from SVG and PDF")

    space = opened_dxf(file("dxf"))
    same_points(circles(space, "Braille"), dots, 0.0005, place, "dots of DXF and SVG")
    cuts = boxes(space, "Cut")
    windows = [row["window_mm"] for row in stencil["rows"] if row["status"] == "standing"]
    by = (stencil["wing_mm"], FLAP)
    corners = [(x + by[0], height - by[1] - y - h, x + by[0] + w, height - by[1] - y) for x, y, w, h in windows]
    blank = max(cuts, key=lambda box: box[2] - box[0])
    expect(numpy.allclose(blank, (0, 0, width, height), atol=0.001), place, "the blank's outline")
    blank_area = cuts.pop(blank)
    expect(numpy.allclose(sorted(cuts), sorted(corners), atol=0.002), place, "windows of DXF and report")
    folds = [((f.dxf.start.x, f.dxf.start.y), (f.dxf.end.x, f.dxf.end.y)) for f in space.query('LINE[layer=="Fold"]')]
    expect(len(folds) == 2, place, "two folds")
    for (left, low, right, high), area in cuts.items():
        less = (right - left) * (high - low) - area
        expect(min(abs(less - (4 - math.pi) * r * r) for r in (0.5, 1)) < 0.02, place, "round corners of a window")
    card = card_area(report, stencil, folds)
    lengths = [math.dist(*fold) for fold in folds]
    flaps = sum(FLAP * (length - SLANT) for length in lengths)
    expect(abs(blank_area - card - flaps) < 0.1, place, f"blank {blank_area:.2f} mm², not {card + flaps:.2f}")
    ridges, guides = boxes(space, "Raised"), boxes(space, "Guide")

    mesh, bodies = opened_stl(file("stl"))
    wanted = 1 + len(folds) + len(guides) + len(ridges) + len(dots)
    expect(len(bodies) == wanted, place, f"{len(bodies)} bodies instead of {wanted}")
    same_points(tops(bodies[1:], height, CARD + 0.5), dots, 0.001, place, "domes")
    volume = CARD * (card + RAIL * sum(lengths) - sum(w * h for _, _, w, h in windows))
    off = bodies[0].volume / volume - 1
    expect(abs(off) < 0.01, place, f"plate {bodies[0].volume:.0f} mm³ instead of {volume:.0f}")
    print(f"  stencil.{language}: {len(dots)} dots, {len(bodies)} bodies, plate off by {off:+.4%}")
    if report["making"]["mirrored_tool"]:
        check_dies(folder, language, (width, height), dots, ridges)


def check_dies(folder, language, blank, dots, ridges):
    width, height = (side + 2 * FRAME for side in blank)
    on_male = [(x + FRAME, y + FRAME) for x, y in dots]
    on_female = [(width - x, y) for x, y in on_male]
    pins = {}
    for side, centers in (("male", on_male), ("female", on_female)):
        place = folder / f"die.{side}.{language}"
        space = opened_dxf(Path(f"{place}.dxf"))
        same_points(circles(space, "Braille"), centers, 0.0005, place, "dots")
        pins[side] = circles(space, "Cut")
        expect(len(pins[side]) == 3 and len(boxes(space, "Raised")) == len(ridges), place, "pins and ridges")
        nearest = min(math.dist(pin, dot) for pin in pins[side] for dot in centers)
        expect(nearest >= 10, place, f"a pin {nearest:.1f} mm from a dot")
        mesh, bodies = opened_stl(Path(f"{place}.stl"))
        expect(numpy.allclose(mesh.bounds[:, :2], ((0, 0), (width, height)), atol=0.001), place, "the plate's size")
        if side == "male":
            expect(len(bodies) == 1 + len(dots) + len(ridges), place, f"{len(bodies)} bodies")
            same_points(tops(bodies[1:], height, DIE + 0.5), centers, 0.001, place, "bumps")
        else:
            expect(len(bodies) == 1 and math.isclose(mesh.bounds[1][2], DIE, abs_tol=1e-4), place, "one flat body")
            spans = loops(mesh, DIE - 0.3)
            round_ones = [(low + high) / 2 for low, high in spans if numpy.allclose(high - low, 2.0, atol=0.01)]
            same_points(round_ones, centers, 0.002, place, "recesses")
            expect(len(spans) == 1 + 3 + len(dots) + len(ridges), place, f"{len(spans)} loops at half depth")
            expect(len(loops(mesh, DIE - 0.7)) == 4, place, "recesses end in the plate, pins go through")
    same_points([(width - x, y) for x, y in pins["female"]], pins["male"], 0.0005, folder, "pins of the pair")
    print(f"  dies.{language}: registered")


def check_folder(folder):
    print(folder)
    report = json.loads((folder / "report.json").read_text())
    form = tomllib.loads(next((folder / "source" / "form").iterdir()).read_text())
    expect(report["form"]["page_mm"] == [float(side) for side in form["page"]], folder, "page of report and form")
    with tempfile.TemporaryDirectory() as scratch:
        for stencil in report["stencils"]:
            check_stencil(folder, report, stencil, scratch)


def main():
    folders = sorted({report.parent for name in sys.argv[1:] for report in Path(name).rglob("report.json")})
    if not folders:
        sys.exit(__doc__)
    for folder in folders:
        check_folder(folder)
    print(f"{len(folders)} folders, {len(problems)} differences")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
