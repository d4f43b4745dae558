"""Keys for the simulated board, and the comparison of what was heard with what `kiosk replay --audio` wrote.

verify_voice.py keys SCRIPT VOTE                  the script as the board plays it, in real time
verify_voice.py compare VOTE HEARD.raw            VOTE: a folder with wanted.wav and transcript.jsonl
verify_voice.py damage VOTE HEARD.raw OTHER       must not pass: what was heard, damaged; OTHER: a vote for another one

A machine that is busy with something else stops the sound for some hundredths of a second: the sound server plays
silence, and drops what comes too late. Such holes are counted and borne, up to a limit; sound that should not be there
is not: a hole is silent, another word is not.
"""

import json
import pathlib
import sys
import wave

RATE = 48_000
# Compared piece by piece, each beginning a cell after the one before. Frames.
CELL = RATE // 40
PIECE = 4 * CELL
# What finds the begin of a sentence: longer than any sound that two sentences share by chance.
PROBE = 16 * CELL
# How far into a sentence it is looked for. What comes before is then found, or missed, piece by piece.
SEARCHED = 3 * RATE
# Less than this is silence, of 32,768.
LOUD = 300
# Two recordings of the same piece, sample by sample; another sound as long is never so like it.
LIKE = 0.99
# A sentence begins at most so long after the one before; the first one after the window opens and the sound starts.
PAUSE, FIRST = 6 * RATE, 45 * RATE
# A hole moves what follows it by at most so much.
MOVED = RATE // 2
# The longest hole, and how much of a sentence's sound may be in holes. No word is as short.
HOLE, SHARE = 12 * CELL, 0.1
# Sound that is not known, at most so long at a time: what is left between two holes. No word is as short.
EXTRA = 7 * CELL


class Wrong(Exception):
    """What was heard is not what should have been."""


def sentences(folder):
    lines = [json.loads(line) for line in open(pathlib.Path(folder) / "transcript.jsonl", encoding="utf-8")][1:]
    return [(line["at_ms"], line["end_ms"], line["text"]) for line in lines if line["complete"]]


def keys(script, folder):
    # What follows a sentence at once belongs to the same key.
    groups = []
    for begin, end, _ in sentences(folder):
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


def spoken(folder):
    """The sentences of a vote: text and sound, without the silence before and after."""
    with wave.open(str(pathlib.Path(folder) / "wanted.wav")) as file:
        sound = numpy.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(float)
    for begin, end, text in sentences(folder):
        sentence = sound[begin * RATE // 1000 : end * RATE // 1000]
        loud = numpy.flatnonzero(numpy.abs(sentence) > LOUD)
        if loud.size == 0:
            raise Wrong(f"silent where this should be said: {text}")
        yield text, sentence[loud[0] : loud[-1] + 1]


def like_at(heard, place, piece):
    """How like `piece` what was heard at `place` is: 1 where it is the same."""
    there = heard[max(place, 0) : place + len(piece)]
    if len(there) < len(piece):
        return 0.0
    return float(there @ piece / numpy.sqrt(max((there @ there) * (piece @ piece), 1.0)))


def find(heard, low, high, piece):
    """The place from `low` to `high` at which `piece` is heard best, and how like it is there."""
    low = max(low, 0)
    where = heard[low : high + len(piece)]
    if len(where) <= len(piece):
        return low, 0.0
    size = 1 << (len(where) + len(piece)).bit_length()
    product = numpy.fft.irfft(numpy.fft.rfft(where, size) * numpy.conj(numpy.fft.rfft(piece, size)), size)
    count = len(where) - len(piece) + 1
    sums = numpy.concatenate([[0.0], numpy.cumsum(where**2)])
    power = sums[len(piece) :] - sums[:count]
    best = int(numpy.argmax(product[:count] / numpy.sqrt(numpy.maximum(power * (piece @ piece), 1.0))))
    return low + best, like_at(heard, low + best, piece)


def loud_cells(sound):
    cells = numpy.abs(sound[: len(sound) // CELL * CELL]).reshape(-1, CELL)
    return cells.max(axis=1) > LOUD if len(cells) else numpy.zeros(0, bool)


def longest(cells):
    """The longest run of marked cells: how many, and where it begins."""
    run, best, begin = 0, 0, 0
    for at, marked in enumerate(cells):
        run = run + 1 if marked else 0
        if run > best:
            best, begin = run, at + 1 - run
    return best, begin


def begin_of(heard, low, high, sentence):
    """Where a sentence begins. Holes in its first part hide the begin: then it is looked for by what follows."""
    for start in range(0, min(SEARCHED, len(sentence) - PROBE) + 1, CELL * 4):
        found, like = find(heard, low + start, high + start, sentence[start : start + PROBE])
        if like >= LIKE:
            return found - start
    return None


def follow(heard, begin, sentence, known):
    """Follows a sentence, and marks in `known` what is heard of it. Gives the heard cells, the end and the moves."""
    cells = numpy.zeros(len(sentence) // CELL, bool)
    shift, moves = begin, []
    for start in [*range(0, len(sentence) - PIECE, CELL), len(sentence) // CELL * CELL - PIECE]:
        piece = sentence[start : start + PIECE]
        if numpy.abs(piece).max() <= LOUD:
            continue
        place = start + shift
        if like_at(heard, place, piece) < LIKE:
            place, like = find(heard, place - MOVED, place + MOVED, piece)
            if like < LIKE:
                continue
            moves.append(place - start - shift)
            shift = place - start
        cells[start // CELL : (start + PIECE) // CELL] = True
        known[place : place + PIECE] = True
    return cells, shift + len(sentence), moves


def compare(vote, heard):
    """Finds every sentence in its order, and that nothing else was heard. Gives a line for each."""
    known = numpy.zeros(len(heard), bool)
    place, lines = 0, []
    for text, sentence in vote:
        begin = begin_of(heard, place - PIECE, place + (PAUSE if lines else FIRST), sentence)
        if begin is None:
            raise Wrong(f"not heard where it should be: {text}")
        cells, end, moves = follow(heard, begin, sentence, known)
        unheard = loud_cells(sentence) & ~cells
        # It begins and ends loud; a pause close to its end does not hide that it is cut off there.
        ends = int(numpy.argmax(cells)), int(numpy.argmax(cells[::-1]))
        hole = max(longest(unheard)[0], *ends) * CELL
        missing, sound = unheard.sum() * CELL / RATE, loud_cells(sentence).sum() * CELL / RATE
        if hole > HOLE or missing > SHARE * sound:
            raise Wrong(f"{missing:.2f} of {sound:.1f} s not heard, {hole / RATE:.2f} s at once: {text}")
        check_extra(heard, known, place, end, text)
        lines.append((missing, sound, moves, text))
        place = end
    # Later the simulated board ends, and the booth says that its keypad is gone.
    check_extra(heard, known, place, place + 5 * RATE // 2, f"{lines[-1][3]} (after it)")
    return lines


def check_extra(heard, known, low, high, text):
    loud = loud_cells(numpy.where(known, 0.0, heard)[low:high]) if high > low else []
    extra, at = longest(loud)
    if extra * CELL > EXTRA:
        when = (low + at * CELL) / RATE
        raise Wrong(f"{extra * CELL / RATE:.2f} s of something else was heard at {when:.1f} s, at: {text}")


def report(lines):
    for missing, sound, moves, text in lines:
        moved = " ".join(f"{move * 1000 / RATE:+.1f}" for move in moves)
        print(f"{sound - missing:5.2f} of {sound:5.2f} s  {text[:60]}" + (f"  (holes: {moved} ms)" if moves else ""))
    missing, sound = sum(line[0] for line in lines), sum(line[1] for line in lines)
    holes = sum(len(line[2]) for line in lines)
    print("Every sentence was heard as it should be, in its order, and nothing else:")
    print(f"{sound - missing:.2f} of {sound:.2f} s, {holes} holes.")


def places(vote, heard):
    """Where each sentence begins and ends."""
    found, place = [], 0
    for _, sentence in vote:
        begin = begin_of(heard, place - PIECE, place + (PAUSE if found else FIRST), sentence)
        place = begin + len(sentence)
        found.append((begin, place))
    return found


def loudest(sound, length):
    """Where the loudest stretch begins."""
    sums = numpy.cumsum(numpy.minimum(numpy.abs(sound), 10 * LOUD))
    return int(numpy.argmax(sums[length:] - sums[:-length]))


def damages(sentence, begin, end, heard, strange):
    """What was heard, with the sentence from `begin` to `end` damaged; `strange` is the sound of another one."""
    before, said, after = heard[:begin], heard[begin:end], heard[end:]
    half, word = len(sentence) // 2, RATE // 4
    at, there = loudest(said, word), loudest(strange, word)
    silence = numpy.zeros
    for what, instead in (
        ("left out", [silence(0)]),
        ("silent", [silence(len(said))]),
        ("its first half silent", [silence(half), said[half:]]),
        ("its second half silent", [said[:half], silence(len(said) - half)]),
        ("cut off half a second before its end", [said[: -RATE // 2]]),
        ("said twice", [said, silence(RATE), said]),
        # As short as a number.
        ("a quarter of a second of another", [said[:at], strange[there : there + word], said[at + word :]]),
    ):
        yield what, numpy.concatenate([before, *instead, after])


def must_be_wrong(what, names, vote, damaged):
    """Fails if a damage is not found, or is found at another sentence than one of these."""
    try:
        compare(vote, damaged)
    except Wrong as wrong:
        if not any(name in str(wrong) for name in names):
            raise SystemExit(f"{what}: {names[0]}\n  was found at another sentence: {wrong}") from None
    else:
        raise SystemExit(f"{what}, and it was not noticed: {names[0]}")


def damage_all(vote, heard, other):
    """Damages each sentence in every way, and compares it with its neighbors. Gives how many damages were found."""
    where = places(vote, heard)
    # From the end, both votes say the same but for whom they are for.
    strangers = {len(vote) - back: other[-back] for back in range(1, min(len(vote), len(other)) + 1)}
    count = 0
    for at, (text, sentence) in enumerate(vote):
        first, last = max(at - 1, 0), min(at + 1, len(vote) - 1)
        near = vote[first : last + 1]
        low = where[first][0] - RATE
        # Of the sentences farther off nothing is left: they would be something else.
        sound = numpy.concatenate([numpy.zeros(RATE), heard[where[first][0] : where[last][1]], numpy.zeros(2 * RATE)])
        begin, end = where[at][0] - low, where[at][1] - low
        tries = [(what, [text], sound) for what, sound in damages(sentence, begin, end, sound, vote[at - 1][1])]
        if strangers.get(at, (text,))[0] != text:
            instead = numpy.concatenate([sound[:begin], strangers[at][1], sound[end:]])
            tries.append(("the same for another candidate", [text], instead))
        if at < last:
            then, final = where[last][0] - low, where[last][1] - low
            order = [sound[:begin], sound[then:final], sound[end:then], sound[begin:end], sound[final:]]
            tries.append(("said after the next one", [text], numpy.concatenate(order)))
        for what, names, damaged in tries:
            # What is said twice keeps the next one away from its place.
            must_be_wrong(what, names + ([near[-1][0]] if what == "said twice" else []), near, damaged)
        count += len(tries)
    return count


def holes(heard):
    """What was heard with a hole of 20 ms every five seconds, as a busy machine makes them."""
    parts = [heard[at : at + 5 * RATE] for at in range(0, len(heard), 5 * RATE)]
    return numpy.concatenate([sound for part in parts for sound in (numpy.zeros(RATE // 50), part[RATE // 100 :])])


def stutter(heard, begins):
    """What was heard with seven holes of 20 ms in the first two seconds of each sentence."""
    heard = heard.copy()
    for begin in begins:
        for at in range(begin + RATE // 10, begin + 2 * RATE, RATE * 3 // 10):
            heard[at : at + RATE // 50] = 0.0
    return heard


def damage(folder, heard, other):
    vote, sound = list(spoken(folder)), load(heard)
    compare(vote, holes(sound))
    compare(vote, stutter(sound, [begin for begin, _ in places(vote, sound)]))
    count = damage_all(vote, sound, list(spoken(other)))
    print(f"{count} damages of what was heard were found, each at its sentence; holes of 20 ms are borne.")


def load(heard):
    return numpy.fromfile(heard, dtype="<i2").astype(float)


if sys.argv[1] == "keys":
    keys(*sys.argv[2:])
else:
    import numpy

    try:
        if sys.argv[1] == "compare":
            report(compare(list(spoken(sys.argv[2])), load(sys.argv[3])))
        else:
            damage(*sys.argv[2:])
    except Wrong as wrong:
        raise SystemExit(str(wrong)) from None
