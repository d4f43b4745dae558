"""The clerk's window as a screen reader has it: its controls on the accessibility bus, reached by Tab alone, in three
languages. Called by verify_reader.sh with the program, on a display and a session bus of its own.

A control without a name, one that Tab does not reach, pages that sound alike, an error that cannot be read beside its row,
or a stencil that says nothing about what lies under the pointer is a failure. The words looked for are the catalog's."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

PROGRAM = sys.argv[1]
PROJECT = pathlib.Path(__file__).parent.parent
LIMIT = 30
# The second row has no name in Russian.
WITH_ERROR = "number;name_kk;name_ru\n1;Ахметов Айдар;Ахметов Айдар\n2;Байжанов Болат;\n"
NEXT = {"kk": "Әрі қарай", "ru": "Далее", "en": "Next"}
# What is said of a button that cannot be pressed yet, and of a choice that is none here.
LATER = {"kk": (", кейін", ", мұнда болмайды"), "ru": (", позже", ", здесь нельзя"), "en": (", later", ", not possible here")}
# The field that is empty, by its words.
FIELD = {"kk": ", орысша", "ru": ", на русском", "en": ", in Russian"}
# Headers that no list of ours has.
STRANGE = "Рет;Үміткер;Претендент\n1;Ахметов Айдар;Ахметов Айдар\n2;Байжанов Болат;Байжанов Болат\n"
COUNTRY = "list;form;station;copies\nakim.csv;form.toml;12;30\n"
# What a screen reader has words for; "unknown" and the like are none.
ROLES = {"push button", "check box", "entry", "password text", "image", "label", "text", "panel", "link", "list item"}


def wait(what, there):
    end = time.monotonic() + LIMIT
    while True:
        try:
            if found := there():
                return found
        except gi.repository.GLib.GError:
            # It was changed while it was looked at.
            pass
        if time.monotonic() > end:
            raise SystemExit(f"never came: {what}")
        time.sleep(0.1)


class Clerk:
    def __init__(self, language, files):
        self.language = language
        self.home = pathlib.Path(tempfile.mkdtemp())
        names = []
        for name, content in files.items():
            path = self.home / name
            path.write_bytes(content)
            names.append(str(path))
        self.program = subprocess.Popen(
            [PROGRAM, "--ui-language", language, *names],
            env=os.environ | {"XDG_CONFIG_HOME": str(self.home / "settings")},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        window = wait("a window", lambda: keys("search", "--onlyvisible", "--name", "dau").strip())
        keys("windowfocus", "--sync", window)
        self.app = wait("the program on the accessibility bus", self.on_the_bus)
        wait("its controls", lambda: len(self.all()) > 5)

    def on_the_bus(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(index)
            if app is not None and app.get_process_id() == self.program.pid:
                app.set_cache_mask(Atspi.Cache.NONE)
                return app
        return None

    def all(self):
        """Everything that is shown, in order: role, name, description, states."""
        found, open_ = [], [self.app]
        while open_:
            own = open_.pop()
            children = [own.get_child_at_index(index) for index in range(own.get_child_count())]
            open_.extend(child for child in reversed(children) if child is not None)
            states = own.get_state_set()
            if states.contains(Atspi.StateType.SHOWING):
                found.append((own.get_role_name(), own.get_name() or "", own.get_description() or "", states, own))
        return found

    def names(self):
        return [name for _, name, _, _, _ in self.all() if name]

    def focused(self):
        for role, name, description, states, own in self.all():
            if states.contains(Atspi.StateType.FOCUSED):
                return role, name, description, own.get_index_in_parent()
        return None

    def text(self):
        """What stands in the field that has the focus."""
        for _, _, _, states, own in self.all():
            if states.contains(Atspi.StateType.FOCUSED):
                is_text = "Text" in own.get_interfaces()
                return Atspi.Text.get_text(own, 0, Atspi.Text.get_character_count(own)) if is_text else ""
        return ""

    def press(self, *names):
        for name in names:
            keys("key", name)
            time.sleep(0.12)

    def page(self, what):
        """Every control has a name and a role, and Tab reaches each."""
        shown = self.all()
        wanted = set()
        for role, name, description, states, _ in shown:
            if role != "frame" and states.contains(Atspi.StateType.FOCUSABLE) and states.contains(Atspi.StateType.ENABLED):
                want(name.strip(), f"{what}: a {role} without a name (description {description!r})")
                want(role in ROLES, f"{what}: {name!r} has the role {role!r}")
                if role not in ("label", "text", "panel") and not name.endswith(LATER[self.language]):
                    wanted.add((role, name))
        want(wanted, f"{what}: no controls")
        reached = []
        for _ in range(3 * len(wanted) + 10):
            self.press("Tab")
            focused = self.focused()
            if focused is not None:
                reached.append(focused[:2])
        want(wanted <= set(reached), f"{what}: Tab does not reach {sorted(wanted - set(reached))}; it reaches {reached}")
        print(f"  {what}: {len(shown)} things, {len(wanted)} controls, each reached by Tab", flush=True)

    def to(self, role, fits=lambda name: True):
        """Goes by Tab to a control."""
        for _ in range(120):
            focused = self.focused()
            if focused is not None and focused[0] == role and fits(focused[1]):
                return focused
            self.press("Tab")
        raise SystemExit(f"Tab does not come to the {role}; there are {self.names()}")

    def close(self):
        self.program.kill()
        self.program.wait()
        shutil.rmtree(self.home)


def keys(*arguments):
    return subprocess.run(["xdotool", *arguments], capture_output=True, text=True, check=False).stdout


def want(truth, what):
    if not truth:
        raise SystemExit(f"not so: {what}")


def mended(language):
    """An error is read beside its row, and mended there by keys alone."""
    clerk = Clerk(language, {"akim.csv": WITH_ERROR.encode()})
    clerk.page("a list with an error")
    # The third row of the table, its header counted.
    names = clerk.names()
    row = next((at for at, name in enumerate(names) if name.startswith("3. ")), len(names))
    told = [name for name in names[row:] if " S1" in name and "akim.csv" in name]
    want(len(told) == 1 and "3" in told[0], f"the error does not stand behind its row: {names}")
    print(f"  beside its row: {told[0]}", flush=True)
    field = clerk.to("entry", lambda name: FIELD[language] in name)
    keys("type", "--delay", "60", "Байжанов Болат")
    clerk.press("Return")
    wait("the error to go", lambda: not any(name in told for name in clerk.names()))
    clerk.close()
    return field[1]


def election():
    """A list and its ballot."""
    return {
        "president.json": (PROJECT / "examples/elections/2022-president/election.json").read_bytes(),
        "a5-7rows.toml": (PROJECT / "examples/forms/a5-7rows.toml").read_bytes(),
    }


def made(language):
    """From a list and a form to the page that makes stencils, by keys alone; what is under the pointer is told."""
    clerk = Clerk(language, election())
    pages = set()
    for what in ["the ballot", "the stencil", "the proof", "making"]:
        clerk.page(what)
        pages.add("|".join(clerk.names()))
        if what == "the stencil":
            explored(clerk)
        if what != "making":
            before = set(clerk.names())
            clerk.to("push button", lambda name: name == NEXT[language])
            clerk.press("space")
            wait("the next page", lambda: len(set(clerk.names()) ^ before) > 8)
    want(len(pages) == 4, "pages sound alike")
    clerk.close()


def only(clerk, header):
    """The buttons of a header: one when its choices are closed."""
    return [name for name in clerk.names() if name.startswith(f"{header}: ")]


def named(language, words):
    """Columns that are not known are named by keys alone, and the list is read so."""
    clerk = Clerk(language, {"akim.csv": STRANGE.encode()})
    wait("the page of columns", lambda: words["gui_columns_title"] in clerk.names())
    name = words["gui_column_name"]
    kazakh, russian = f"{name}, {words['gui_in_kazakh']}", f"{name}, {words['gui_in_russian']}"
    for header, column in (("Рет", words["gui_column_number"]), ("Үміткер", kazakh), ("Претендент", russian)):
        clerk.to("push button", lambda name, header=header: name.startswith(f"{header}: "))
        clerk.press("space")
        wait(f"the choices of {header}", lambda header=header, column=column: f"{header}: {column}" in clerk.names())
        if column == kazakh:
            clerk.page("a column's choices")
        clerk.to("push button", lambda name, header=header, column=column: name == f"{header}: {column}")
        clerk.press("space")
        wait(f"{header} to be {column}", lambda header=header, column=column: only(clerk, header) == [f"{header}: {column}"])
    clerk.page("naming columns")
    clerk.to("push button", lambda name: name == words["gui_columns_use"])
    clerk.press("space")
    wait("the rows", lambda: any(name.startswith("3. Байжанов Болат") for name in clerk.names()))
    clerk.close()


def country(language, words):
    """The whole country's table is chosen by keys alone."""
    clerk = Clerk(language, {})
    clerk.to("push button", lambda name: name == f"{words['gui_step_country']}, {words['gui_step_open']}")
    clerk.press("space")
    wait("the country", lambda: words["gui_country_how"] in clerk.names())
    clerk.page("the country")
    path = clerk.home / "country.csv"
    path.write_text(COUNTRY)
    clerk.to("push button", lambda name: name == f"{words['gui_manifest']}: {words['gui_choose_file']}")
    clerk.press("space")
    wait("the files", lambda: words["gui_folder_up"] in clerk.names())
    clerk.page("choosing a file")
    clerk.to("entry", lambda name: name == words["gui_path"])
    keys("type", "--delay", "20", str(path))
    clerk.press("Return")
    wait("the country again", lambda: words["gui_country_how"] in clerk.names())
    manifest = clerk.to("entry", lambda name: name == words["gui_manifest"])
    want(clerk.text() == str(path), f"{manifest[1]} has {clerk.text()!r}")
    wait("the button that starts it", lambda: words["gui_run"] in clerk.names())
    clerk.page("the country, to be started")
    clerk.close()


def package(language, words):
    """The package's page; a password is not read out."""
    clerk = Clerk(language, election())
    # It waits for the ballot; then it says that it can be opened.
    clerk.to("push button", lambda name: name == f"{words['gui_step_package']}, {words['gui_step_open']}")
    clerk.press("space")
    wait("the package", lambda: words["gui_package_how"] in clerk.names())
    clerk.page("the package")
    clerk.to("entry", lambda name: name == words["gui_package_password"])
    keys("type", "--delay", "60", "aZ-42")
    told = [clerk.text(), *(own for _, name, description, _, _ in clerk.all() for own in (name, description))]
    want(not any("aZ-42" in own for own in told), "the password can be read")
    clerk.close()


def explored(clerk):
    """The arrow keys go over the stencil, and each place says what it is."""
    clerk.to("image")
    explained = set()
    for key in ["Right", "Down", "Down", "Right", "Down", "Right", "Down", "Down"] * 3:
        clerk.press(key)
        focused = clerk.focused()
        want(focused is not None and focused[0] == "image", f"the arrow keys leave the stencil: {focused}")
        explained.add(focused[2])
    explained.discard("")
    want(len(explained) > 2, f"the pointer explains nothing: {explained}")
    print(f"  under the pointer: {sorted(explained, key=len)[-1]}", flush=True)


def main():
    for language in ("kk", "ru", "en"):
        print(f"language {language}", flush=True)
        words = tomllib.loads((PROJECT / f"crates/wording/catalog/{language}.toml").read_text())
        mended(language)
        named(language, words)
        made(language)
        country(language, words)
        package(language, words)


main()
