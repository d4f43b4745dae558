"""The pages to listen to, in a real browser by its keys alone: every clip plays, what was decided is kept through a new
load of the page, saved to a file and read back; no violation by axe in any state.

verify_pages.py FOLDER [PICTURES]     a folder NAME.speech; pictures of the pages go to PICTURES
"""

import json
import pathlib
import sys
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright


def accessible(page, what):
    results = Axe().run(page)
    if results.violations_count:
        raise SystemExit(f"{what}: {results.generate_report()}")


def wait(page, condition, what):
    """Until the page fulfills it. The page forbids itself to compile texts, which playwright's own waiting does."""
    for _ in range(1_200):
        if page.evaluate(condition):
            return
        time.sleep(0.05)
    raise SystemExit(f"a minute passed, and {what} is still awaited")


def focused(page):
    return page.evaluate("document.activeElement.closest('li')?.id")


def played(page, number):
    """Waits until the clip with the focus has played to its end, or says what the player said."""
    wait(page, "player.ended || player.error !== null || !element('warning').hidden", f"the end of clip {number}")
    error = page.evaluate("player.error ? player.error.message : (element('warning').hidden ? null : element('warning').textContent)")
    if error:
        raise SystemExit(f"clip {number} does not play: {error}")
    return page.evaluate("player.duration")


def whole_page(page, path, counts):
    page.goto(path.as_uri())
    data = page.evaluate("data.clips.map(({doubts, text}) => ({doubts: doubts.length, text}))")
    counts["clips"] += len(data)
    doubtful = sum(clip["doubts"] > 0 for clip in data)
    if any(clip["doubts"] for clip in data[doubtful:]):
        raise SystemExit(f"{path.name}: the doubtful clips do not stand first")
    accessible(page, f"{path.name}, as it opens")

    # By keys alone: the name, then to the first clip, and down the list.
    page.keyboard.press("Tab")
    page.keyboard.type("A. Reviewer")
    for _ in range(4):
        page.keyboard.press("Tab")
    if focused(page) != "clip-0":
        raise SystemExit(f"{path.name}: four tabs from the name do not lead to the first clip, but to {focused(page)}")
    for number in range(6):
        page.keyboard.press("Enter")
        counts["seconds"] += played(page, number)
        page.keyboard.press("1" if number % 2 == 0 else "0")
        page.keyboard.press("ArrowDown")
        if focused(page) != f"clip-{number + 1}":
            raise SystemExit(f"{path.name}: the arrow leads from clip {number} to {focused(page)}")
    states = [page.get_attribute(f"#clip-{number}", "data-state") for number in range(7)]
    if states != ["good", "wrong"] * 3 + ["open"]:
        raise SystemExit(f"{path.name}: decided were {states}")
    accessible(page, f"{path.name}, with decisions")

    page.reload()
    if [page.get_attribute(f"#clip-{number}", "data-state") for number in range(7)] != states:
        raise SystemExit(f"{path.name}: what was decided is gone after the page was opened again")
    with page.expect_download() as download:
        page.focus("#save")
        page.keyboard.press("Enter")
    saved = json.loads(pathlib.Path(download.value.path()).read_text(encoding="utf-8"))
    if [clip["state"] for clip in saved["clips"][:7]] != states or saved["reviewer"] != "A. Reviewer":
        raise SystemExit(f"{path.name}: the saved file says something else")
    file = path.parent / "signoff.test.json"
    file.write_text(json.dumps(saved), encoding="utf-8")
    page.evaluate("localStorage.clear()")
    page.reload()
    page.set_input_files("#load", file)
    wait(page, "document.getElementById('clip-1').dataset.state === 'wrong'", "what the file says")
    file.unlink()

    page.focus("#show")
    page.select_option("#show", "open")
    if page.is_visible("#clip-0") or not page.is_visible("#clip-6"):
        raise SystemExit(f"{path.name}: the list of open clips shows others")
    # Every clip there is can be decoded by the browser.
    silent = page.evaluate(
        """async () => {
          const context = new OfflineAudioContext(1, 48000, 48000);
          const silent = [];
          for (const clip of data.clips) {
            try {
              const bytes = Uint8Array.from(atob(clip.flac), (letter) => letter.charCodeAt(0));
              const sound = await context.decodeAudioData(bytes.buffer);
              if (!sound.getChannelData(0).some((sample) => Math.abs(sample) > 0.01)) silent.push(clip.id);
            } catch (error) { silent.push(clip.id + ": " + error); }
          }
          return silent;
        }"""
    )
    if silent:
        raise SystemExit(f"{path.name}: not a sound in {silent[:5]}")


def main(folder, pictures=None):
    counts = {"clips": 0, "seconds": 0.0}
    with sync_playwright() as playwright:
        # Autoplay stays as it is for people: a key was pressed.
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for path in sorted(pathlib.Path(folder).glob("listen.*.html")):
            context = browser.new_context(viewport={"width": 1000, "height": 800}, accept_downloads=True)
            page = context.new_page()
            problems = []
            page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: problems.append(str(error)))
            whole_page(page, path.resolve(), counts)
            if problems:
                raise SystemExit(f"{path.name}: the browser says {problems}")
            if pictures:
                page.select_option("#show", "all")
                page.screenshot(path=pathlib.Path(pictures) / f"{path.stem}.png")
            context.close()
        browser.close()
    print(f"{counts['clips']} clips decoded, {counts['seconds']:.0f} s of them heard to the end; decided, kept, saved and read by keys alone; 0 violations.")


if __name__ == "__main__":
    main(*sys.argv[1:])
