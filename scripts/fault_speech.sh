#!/usr/bin/env bash
# Makes assets/speech anew: the clips that are part of the program, for a booth that has no package to speak with. Run
# it when a test says that their words have changed.
set -euo pipefail
cd "$(dirname "$0")/.."
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
cargo run --quiet --locked --workspace --example speech-pack -- \
  examples/elections/2022-president/election.json --out "$made" --cache "${1:-$made/cache}" >/dev/null
python3 - "$made" <<'END'
import json, pathlib, shutil, sys
made, assets = pathlib.Path(sys.argv[1]) / "speech", pathlib.Path("assets/speech")
for language in ("kk", "ru", "en"):
    words = ["voice.out_of_order.0", "voice.call_poll_worker.0"] + [f"voice.code_{letter}.0" for letter in "kpsf"]
    wanted = words + [f"number.plain.{digit:02}" for digit in range(10)]
    index = json.loads((made / language / "index.json").read_text())
    index["clips"] = {clip: index["clips"][clip] for clip in sorted(wanted)}
    folder = assets / language
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for clip in wanted:
        shutil.copyfile(made / language / f"{clip}.flac", folder / f"{clip}.flac")
    (folder / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=2) + "\n")
END
du -sh assets/speech
