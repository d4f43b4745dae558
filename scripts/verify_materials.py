"""The handbook's pages in a real browser: no violation by axe in light, dark and forced colors, at 1280 and at 320 pixels,
where nothing may have to be scrolled sideways; no script; every link leads to a file; by keys alone past the header; the
same in every language.

verify_materials.py FOLDER [PICTURES]     the folder that stencil-gen materials wrote; pictures of the pages go to PICTURES
"""

import pathlib
import sys
from urllib.parse import unquote, urlparse

from playwright.sync_api import sync_playwright

from verify_pages import accessible

LANGUAGES = ("kk", "ru", "en")


def links(page, path, counts):
    for href in page.eval_on_selector_all("a[href]", "links => links.map((link) => link.href)"):
        target = urlparse(href)
        if target.scheme != "file":
            raise SystemExit(f"{path}: a link to {href}, which is not in the folder")
        if not pathlib.Path(unquote(target.path)).is_file():
            raise SystemExit(f"{path}: a link to {href}, which is not there")
        counts["links"] += 1


def by_keys(page, path):
    """The first key leads to the link that leaves the header out; it is seen, and does so."""
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.getAttribute('href')") != "#text":
        raise SystemExit(f"{path}: the first key does not lead to the text")
    box = page.evaluate("(() => { const box = document.activeElement.getBoundingClientRect(); return [box.left, box.width]; })()")
    if box[0] < 0 or box[1] < 20:
        raise SystemExit(f"{path}: the link to the text cannot be seen when it has the focus")
    page.keyboard.press("Enter")
    if page.evaluate("location.hash") != "#text":
        raise SystemExit(f"{path}: the link to the text leads nowhere")


def one(browser, path, counts, pictures):
    for width, scheme, forced in ((1280, "light", "none"), (1280, "dark", "none"), (320, "light", "none"), (1280, "light", "active")):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, forced_colors=forced)
        page = context.new_page()
        problems = []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.goto(path.as_uri())
        if page.query_selector("script"):
            raise SystemExit(f"{path}: a script")
        accessible(page, f"{path} at {width} in {scheme}, forced colors {forced}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            raise SystemExit(f"{path}: has to be scrolled sideways at {width} pixels")
        if problems:
            raise SystemExit(f"{path}: the browser says {problems}")
        counts["states"] += 1
        if width == 1280 and scheme == "light" and forced == "none":
            links(page, path, counts)
            if path.parent.name in LANGUAGES:
                by_keys(page, path)
        if pictures:
            name = f"{path.parent.name}.{path.stem}.{width}.{scheme}.{forced}.png"
            page.screenshot(path=pathlib.Path(pictures) / name, full_page=True)
        context.close()


def main(folder, pictures=None):
    root = (pathlib.Path(folder) / "html").resolve()
    names = {language: sorted(path.name for path in (root / language).glob("*.html")) for language in LANGUAGES}
    if not names["en"] or any(names[language] != names["en"] for language in LANGUAGES):
        raise SystemExit(f"the languages do not have the same pages: {names}")
    counts = {"links": 0, "states": 0}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for path in [root / "index.html", *(root / language / name for language in LANGUAGES for name in names[language])]:
            one(browser, path, counts, pictures)
        browser.close()
    print(f"{len(LANGUAGES) * len(names['en']) + 1} pages in {counts['states']} states: 0 violations, {counts['links']} links, no script.")


if __name__ == "__main__":
    main(*sys.argv[1:])
