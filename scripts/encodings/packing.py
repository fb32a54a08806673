"""Text literals of Swift that hold tables: 91 printable characters, none of which needs an escape."""

SYMBOLS = [chr(c) for c in range(0x23, 0x7F) if c != 0x5C]
BASE = len(SYMBOLS)  # 91
ABSOLUTE, RUN, HOLES, DELTA, SMALLEST = 0, 8, 9, 10, -10


def packed(codes):
    """A sequence of 16-bit values, 0 for a hole, as text.

    0...7 and two more symbols: a value as such; 8 and two: so many values each one more than the one before;
    9 and two: so many holes; 10...90: the value before plus -10...70.
    """
    out, previous, index = [], 0, 0
    two = lambda n: [n // BASE, n % BASE]
    while index < len(codes):
        end = index
        if codes[index] == 0:
            while end < len(codes) and codes[end] == 0 and end - index < BASE * BASE - 1:
                end += 1
            out += [HOLES] + two(end - index)
            index = end
            continue
        while end < len(codes) and codes[end] == previous + 1 + end - index and end - index < BASE * BASE - 1:
            end += 1
        if end - index > 3:
            out += [RUN] + two(end - index)
            previous, index = codes[end - 1], end
            continue
        step = codes[index] - previous
        if SMALLEST <= step < SMALLEST + BASE - DELTA:
            out.append(DELTA + step - SMALLEST)
        else:
            out += [ABSOLUTE + codes[index] // (BASE * BASE)] + two(codes[index] % (BASE * BASE))
        previous, index = codes[index], index + 1
    return "".join(SYMBOLS[n] for n in out)


def literal(text, width=112):
    """The lines of a literal; the reader passes over line ends."""
    lines = [text[start:start + width] for start in range(0, len(text), width)]
    return '"""\n' + "".join(f"        {line}\n" for line in lines) + '        """'


def digest(values):
    """FNV-1a, 64 bits, over values of 32 bits, lowest byte first."""
    state = 0xCBF29CE484222325
    for value in values:
        for shift in (0, 8, 16, 24):
            state = (state ^ (value >> shift & 0xFF)) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return state
