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
# Two recordings of one second, sample by sample; the sound server's own rounding costs less than this.
LIKE = 0.95
# So many of a sentence's seconds have to be alike; a sentence that is another one has none.
SHARE = 0.6


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

    def correlate(where, what):
        """The place in `where` at which `what` is heard best, and how like it is there."""
        size = 1 << (len(where) + len(what)).bit_length()
        product = numpy.fft.irfft(numpy.fft.rfft(where, size) * numpy.conj(numpy.fft.rfft(what, size)), size)
        count = len(where) - len(what) + 1
        sums = numpy.concatenate([[0.0], numpy.cumsum(where**2)])
        power = sums[len(what) :] - sums[: count]
        like = product[:count] / numpy.sqrt(numpy.maximum(power * (what**2).sum(), 1.0))
        best = int(numpy.argmax(like))
        return best, float(like[best])

    with wave.open(wanted) as file:
        wanted = numpy.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(float)
    heard = numpy.fromfile(heard, dtype="<i2").astype(float)
    place, worst = 0, 1.0
    for begin, end, text in sentences(transcript):
        sentence = wanted[begin * RATE // 1000 : end * RATE // 1000]
        loud = numpy.flatnonzero(numpy.abs(sentence) > LOUD)
        if loud.size == 0:
            raise SystemExit(f"silent where this should be said: {text}")
        sentence = sentence[loud[0] : loud[-1] + 1]
        # Second by second: on a busy machine the sound server may drop some frames in between.
        likes, known = [], False
        for start in range(0, len(sentence), RATE):
            piece = sentence[start : start + RATE]
            # Once the sentence was found, the rest of it is near where it should be.
            window = heard[max(place - RATE, 0) : place + 3 * RATE] if known else heard[place : place + 45 * RATE]
            if numpy.abs(piece).max() < 10 * LOUD or len(piece) < RATE // 4 or len(window) < len(piece):
                place += len(piece) if known else 0
                continue
            found, like = correlate(window, piece)
            likes.append(like)
            if like >= LIKE:
                place = (max(place - RATE, 0) if known else place) + found + len(piece)
                known = True
            else:
                place += len(piece) if known else 0
        good = sum(like >= LIKE for like in likes)
        print(f"{good} of {len(likes)} s  {text[:70]}")
        worst = min(worst, good / max(len(likes), 1))
        if good < SHARE * len(likes):
            raise SystemExit(f"something else was heard than: {text}")
    print(f"Every sentence was heard as it should be, in its order; of the worst {worst:.0%} second by second.")


if sys.argv[1] == "keys":
    keys(*sys.argv[2:])
else:
    compare(*sys.argv[2:])
