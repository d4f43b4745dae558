"""Stencils of the measured page a second with headless Chromium, kept running, that prints the page as HTML with the dots as SVG. Prints
the number. Talks to the browser through its pipe, so that no further package is needed."""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import page


class Browser:
    """A browser that listens on file descriptors 3 and 4 (--remote-debugging-pipe)."""

    def __init__(self, program: str, profile: str) -> None:
        to_browser, self.to = os.pipe()
        self.out, from_browser = os.pipe()

        def ends() -> None:
            # Both above 4 first, so that neither is lost when the other takes its place.
            low, high = os.dup(to_browser), os.dup(from_browser)
            low, high = os.dup(low), os.dup(high)
            os.dup2(low, 3)
            os.dup2(high, 4)

        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"]
        self.process = subprocess.Popen([program, *flags], close_fds=False, preexec_fn=ends, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.rest, self.number, self.session = b"", 0, None

    def ask(self, method: str, **parameters: object) -> dict:
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to, data) :]
        while True:
            while b"\0" not in self.rest:
                piece = os.read(self.out, 1 << 20)
                if not piece:
                    raise SystemExit("the browser has gone")
                self.rest += piece
            text, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(text)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]

def html(run: int) -> str:
    width, height = page.CARD
    drawn = [f'<rect x="5" y="5" width="{width - 10}" height="{height - 10}" fill="none" stroke="black" stroke-width=".3"/>']
    for row, name in enumerate(page.names(run)):
        cells = page.cells(name)
        drawn += [f'<use href="#d" x="{x}" y="{y}"/>' for x, y in page.dots(cells, row)]
        top = page.TOP + row * page.PITCH
        drawn.append(f'<text x="{page.LEFT}" y="{top + 4}">{row + 1} {name}</text>')
        drawn.append(f'<rect x="{page.WINDOW_X}" y="{top}" width="{page.WINDOW}" height="{page.WINDOW}" rx="1" fill="none" stroke="black" stroke-width=".3"/>')
    style = f"@font-face{{font-family:N;src:url(file://{page.FONT})}}@page{{size:{width}mm {height}mm;margin:0}}body{{margin:0}}text{{font:4.2px N}}"
    return (
        f"<!doctype html><meta charset=utf-8><style>{style}</style>"
        f'<svg width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}"><defs><circle id="d" r=".8"/></defs>{"".join(drawn)}</svg>'
    )


def main() -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        raise SystemExit(f"no browser is installed; this page is {len(html(0))} bytes")
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 4.0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(program, f"{folder}/profile")
        try:
            target = next(info for info in browser.ask("Target.getTargets")["targetInfos"] if info["type"] == "page")
            browser.session = browser.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
            browser.ask("Page.enable")

            def stencil(run: int) -> bytes:
                file = Path(folder) / "page.html"
                file.write_text(html(run), encoding="utf-8")
                browser.ask("Page.navigate", url=f"file://{file}")
                browser.ask("Runtime.evaluate", expression="document.fonts.ready.then(() => 1)", awaitPromise=True)
                answer = browser.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
                return base64.b64decode(answer["data"])

            first = stencil(0)
            if len(sys.argv) > 2:
                Path(sys.argv[2]).write_bytes(first)
            start, count = time.perf_counter(), 0
            while time.perf_counter() - start < seconds:
                count += 1
                assert stencil(count).startswith(b"%PDF")
            print(f"{count / (time.perf_counter() - start):.1f} {len(first)}")
        finally:
            browser.process.kill()
            browser.process.wait()


main()
