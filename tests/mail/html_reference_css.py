"""Style sheets for html_reference.py: lengths, colours, declarations, rules."""

import re

COLORS = {"white": 0xffffff, "black": 0, "red": 0xff0000, "navy": 0x80}
UNITS = {"px": 1, "pt": 4 / 3, "ex": 8, "mm": 96 / 25.4}
SIZES = {"small": 13, "medium": 16, "large": 18}


def number(value, em=16.0):
    """Pixels; None where there is no length."""
    match = re.fullmatch(r"([+-]?(?:\d+\.?\d*|\.\d+))([a-z%]*)", value)
    if not match:
        return None
    amount, unit = float(match[1]), match[2]
    if unit in ("em", "%", "rem"):
        return amount * (em / 100 if unit == "%" else em)
    if not unit:
        return 0.0 if amount == 0 else None
    return amount * UNITS[unit] if unit in UNITS else None


def color(value):
    """RGB, "none", or None for what nobody can tell."""
    value = value.strip().lower()
    if value == "transparent":
        return "none"
    if match := re.fullmatch(r"#([0-9a-f]{6})", value):
        return int(match[1], 16)
    if match := re.fullmatch(r"#([0-9a-f]{3})", value):
        return int("".join(c * 2 for c in match[1]), 16)
    if match := re.fullmatch(r"rgba?\(([^)]*)\)", value):
        parts = [float(part) for part in match[1].split(",")]
        return "none" if parts[3:] == [0] else int(parts[0]) << 16 | int(parts[1]) << 8 | int(parts[2])
    return COLORS.get(value)


def valid(name, value):
    if name == "display":
        return re.fullmatch(r"none|block|inline|inline-block", value)
    if name == "visibility":
        return value in ("hidden", "collapse", "visible")
    if name == "opacity":
        return re.fullmatch(r"[\d.]+", value)
    if name == "font-size":
        return value in SIZES or (number(value) is not None and number(value) >= 0)
    return True


def declarations(text):
    text = re.sub(r"/\*.*?(\*/|$)", " ", text, flags=re.S)
    text = re.sub(r"\\([0-9a-fA-F]{1,6}) ?", lambda m: chr(int(m[1], 16)), text)
    for piece in re.findall(r"(?:[^;()]|\([^)]*\))+", text):
        name, colon, value = piece.partition(":")
        name, value = name.strip().lower(), value.strip().lower()
        important = re.search(r"!\s*important$", value) is not None
        value = re.sub(r"\s*!.*", "", value)
        if name == "font":
            name, value = "font-size", re.split(r"\s|/", value)[1 if value.startswith("bold") else 0]
        if name == "background-color":
            name = "background"
        if colon and valid(name, value):
            yield name, value, important


def media_holds(media):
    media = media.strip().lower()
    if "print" in media:
        return False
    width = re.search(r"max-width:\s*(\d+)", media)
    return not (width and int(width[1]) < 1000)


def rules_of(css):
    """(selector, declarations), in order."""
    css = re.sub(r"/\*.*?(\*/|$)", " ", css, flags=re.S).replace("<!--", " ").replace("-->", " ")
    while css.strip():
        if match := re.match(r"\s*@import[^;]*;", css):
            css = css[match.end():]
        elif match := re.match(r"\s*@media([^{]*)\{((?:[^{}]*\{[^{}]*\})*)[^}]*\}", css):
            if media_holds(match[1]):
                yield from rules_of(match[2])
            css = css[match.end():]
        elif match := re.match(r"([^{}]*)\{([^{}]*)(\}|$)", css):
            for selector in match[1].split(","):
                yield selector.strip(), list(declarations(match[2]))
            css = css[match.end():]
        else:
            return


def specificity(selector):
    return (selector.count("#"), selector.count(".") + selector.count("["),
            len(re.findall(r"(?:^|[\s>])[a-z]", selector)))
