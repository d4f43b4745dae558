"""Keys for the simulated board, and the comparison of what was heard with what `kiosk replay --audio` wrote.

verify_voice.py keys SCRIPT TRANSCRIPT            the script as the board plays it, in real time
verify_voice.py compare WANTED.wav TRANSCRIPT HEARD.raw
"""

import json
import sys
import wave

RATE = 48_000
# Less than this is silence, of 32,768.
LOUD = 100
# Two recordings of one sentence, sample by sample; the sound server's own rounding costs less than this.
LIKE = 0.95


def sentences(path):
    lines = [json.loads(line) for line in open(path, encoding="utf-8")][1:]
    return [(line["at_ms"], line["end_ms"], line["text"]) for line in lines if line["complete"]]


def keys(script, transcript):
    # What follows a sentence at once belongs to the same key.
    groups = []
    for begin, end, _ in sentences(transcript):
        if groups and begin - groups[-1][1] < 100:
            groups[-1][1] = end
        else:
            groups.append([begin, end])
    print("wait linked 60s")
    # The window opens, and the sound device warms up.
    print("wait 8s")
    for line in open(script, encoding="utf-8"):
        line = line.strip()
        if line == "wait speech":
            begin, end = groups.pop(0)
            print(f"wait {end - begin + 1000}ms")
        elif line != "wait 500ms":
            print(line)
    print("wait 2s")


def compare(wanted, transcript, heard):
    import numpy

    with wave.open(wanted) as file:
        wanted = numpy.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(float)
    heard = numpy.fromfile(heard, dtype="<i2").astype(float)
    place, worst = 0, 1.0
    for begin, end, text in sentences(transcript):
        sentence = wanted[begin * RATE // 1000 : end * RATE // 1000]
        loud = numpy.flatnonzero(numpy.abs(sentence) > LOUD)
        if loud.size == 0:
            raise SystemExit(f"silent where this should be said: {text}")
        # The first two seconds find the place, the whole of it is compared there.
        sentence = sentence[loud[0] : loud[-1] + 1]
        probe = sentence[: 2 * RATE]
        window = heard[place : place + 45 * RATE]
        size = 1 << (len(window) + len(probe)).bit_length()
        spectrum = numpy.fft.rfft(window, size) * numpy.conj(numpy.fft.rfft(probe, size))
        found = place + int(numpy.argmax(numpy.fft.irfft(spectrum, size)[: len(window)]))
        there = heard[found : found + len(sentence)]
        if len(there) < len(sentence):
            raise SystemExit(f"not heard to its end: {text}")
        scale = numpy.sqrt((sentence**2).sum() * (there**2).sum()) or 1.0
        like = float((sentence * there).sum() / scale)
        worst = min(worst, like)
        print(f"{like:.3f}  {text[:70]}")
        if like < LIKE:
            raise SystemExit(f"something else was heard than: {text}")
        place = found + len(sentence) - RATE // 100
    print(f"Every sentence was heard as it should be; the least likeness is {worst:.3f}.")


if sys.argv[1] == "keys":
    keys(*sys.argv[2:])
else:
    compare(*sys.argv[2:])
