"""What the measurements share: plain tables and the exact Poisson bound."""

import math


def show(title, header, rows):
    """Prints a table; numbers to the right, words to the left."""
    cells = [[str(cell) for cell in row] for row in [header, *rows]]
    widths = [max(len(row[at]) for row in cells) for at in range(len(header))]
    print(f"\n{title}")
    for number, row in enumerate(cells):
        print("  " + "  ".join(
            cell.rjust(width) if cell[:1].isdigit() or number == 0 and at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths))).rstrip())
    print(flush=True)


def poisson_tail(hits, mean):
    """P(at most `hits`) of a Poisson variable with that mean."""
    term = total = math.exp(-mean)
    for k in range(1, hits + 1):
        term *= mean / k
        total += term
    return total


def poisson_upper(hits, confidence=0.95):
    """The largest mean under which seeing so few hits has a chance of 1 - confidence (Garwood)."""
    if hits > 500:   # exp(-mean) would underflow; Wilson and Hilferty's formula errs by 1e-4 here
        k, z = hits + 1, 1.6448536269514722
        return k * (1 - 1 / (9 * k) + z / (3 * math.sqrt(k))) ** 3
    low, high = 0.0, 2.0 * hits + 20
    for _ in range(100):
        middle = (low + high) / 2
        if poisson_tail(hits, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def percent(part, whole):
    return f"{100 * part / whole:.1f}" if whole else "-"
