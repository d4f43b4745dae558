"""The page that is measured: sixteen rows of thirty cells, as `tests/bench/main.rs` has it. Every run has other names, so that nobody
can keep a page."""

from pathlib import Path

import louis

FONT = Path(__file__).resolve().parent.parent.parent / "assets" / "fonts" / "NotoSans-Bold.ttf"
ROWS, CELLS = 16, 30
CARD = (340.0, 225.0)  # mm: a wing, a ballot of A5, flaps
LEFT, TOP, PITCH = 15.0, 42.0, 10.0
CELL, DOT = 6.0, 2.5  # mm between cells and dots (Marburg Medium)
WINDOW_X, WINDOW = 285.0, 7.0
SURNAMES = ["Абдрахманов", "Әбілқасымов", "Бейсенғалиев", "Ғабдуллин", "Досмұхамедов"]
GIVEN = ["Айдар", "Болат", "Ерлан"]


def names(run: int) -> list[str]:
    """The rows' names, each thirty letters long."""
    rows = []
    for row in range(ROWS - 1):
        surname, rest = SURNAMES[row // 3], f" {GIVEN[(row + run) % 3]} Қайратұлы"
        rows.append(surname + "а" * (CELLS - len(surname) - len(rest)) + rest)
    return rows + ["Барлығына қарсымын"]


def cells(name: str) -> str:
    """A name in Braille, by liblouis; through its Unicode table nine Kazakh letters would stay print."""
    return louis.translateString(["kk.utb"], name, mode=louis.dotsIO | louis.ucBrl)


def dots(cells: str, row: int) -> list[tuple[float, float]]:
    """Centers of a row's dots in mm from the top left corner."""
    places = []
    for column, cell in enumerate(cells):
        bits = ord(cell) - 0x2800
        for dot in range(6):
            if bits >> dot & 1:
                x = LEFT + column * CELL + dot // 3 * DOT
                places.append((x, TOP + row * PITCH + dot % 3 * DOT))
    return places
