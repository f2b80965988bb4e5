"""Text for a terminal: columns that stay straight when some characters are two cells wide.

    width("関守") == 4
    print(table(["Came", "Why"], [10, 20], [[["関守"], ["a reason, folded at 20 cells"]]]))
"""

import re
import unicodedata

GAP = "  "

# CJK begins at U+2E80.
PIECE = re.compile(r"[「『（【]*(?:[^\u2E80-\U0010FFFF\s]+|\S)[、。，．：」』）】]*\s*|\s+")


def width(text):
    """Cells of a terminal, by Unicode's East Asian Width; the ambiguous count as one."""
    return sum(_cells(character) for character in text)


def _cells(character):
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def safe(text):
    """Controls and invisible characters as \\xHH: the text is a stranger's, the terminal obeys."""
    return "".join(f"\\x{ord(c):02X}" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c
                   for c in text)


def folded(text, cells):
    """Lines of at most `cells` cells, broken at spaces and between wide characters."""
    lines, line = [], ""
    for piece in _pieces(text, cells):
        if width((line + piece).rstrip()) > cells:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return lines + [line.rstrip()]


def _pieces(text, cells):
    """What stays together: a narrow word or one wide character, with its brackets, closing
    punctuation and spaces. What fits in no line is cut."""
    for piece in PIECE.findall(text):
        while width(piece.rstrip()) > cells:
            head = _beginning(piece, cells)
            yield head
            piece = piece[len(head):]
        yield piece


def _beginning(text, cells):
    end, used = 0, 0
    while end < len(text) and used + _cells(text[end]) <= cells:
        used += _cells(text[end])
        end += 1
    return text[:end] or text[:1]


def padded(text, cells):
    return text + " " * (cells - width(text))


def table(titles, widths, rows):
    """`rows`: for each row, for each column, a list of paragraphs; each is folded."""
    lines = [_line(titles, widths), GAP.join("─" * cells for cells in widths)]
    for row in rows:
        columns = [[line for paragraph in cell for line in folded(safe(paragraph), cells)]
                   for cell, cells in zip(row, widths)]
        height = max(len(column) for column in columns)
        for number in range(height):
            lines.append(_line([column[number] if number < len(column) else ""
                                for column in columns], widths))
        lines.append("")
    return "\n".join(lines)


def _line(cells, widths):
    return GAP.join(padded(cell, columns) for cell, columns in zip(cells, widths)).rstrip()


def framed(title, lines, cells):
    """A box around lines of text, as a mail program's window."""
    inner = cells - 4
    body = [folded_line for line in lines for folded_line in folded(safe(line), inner)]
    head = f"┌─ {title} "
    return "\n".join([head + "─" * (cells - 1 - width(head)) + "┐",
                      *(f"│ {padded(line, inner)} │" for line in body),
                      "└" + "─" * (cells - 2) + "┘"])
