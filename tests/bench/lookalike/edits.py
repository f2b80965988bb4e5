"""Slips and small changes of a label: rows 15 to 29 of the table of kinds, and two at once.

Each function takes a label of ASCII letters, digits and hyphens and a random source and gives the
changed label, or None if there is nothing to change. What is no label any more is thrown away by
kinds.py.
"""

import string

LETTERS = string.ascii_lowercase
ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
VOWELS = "aeiou"
HOMOPHONES = (("ph", "f"), ("ck", "k"), ("ee", "ea"), ("ie", "ei"), ("er", "or"), ("or", "er"),
              ("c", "k"), ("k", "c"), ("s", "z"), ("z", "s"), ("x", "ks"), ("qu", "kw"), ("y", "i"))
NUMERALS = (("for", "4"), ("four", "4"), ("to", "2"), ("two", "2"), ("one", "1"), ("first", "1st"),
            ("ate", "8"), ("san", "3"), ("go", "5"), ("4", "for"), ("2", "to"), ("1", "one"))


def neighbours(letter):
    """Keys that touch it on a QWERTY keyboard; each row stands half a key further right."""
    found = set()
    for number, row in enumerate(ROWS):
        at = row.find(letter)
        if at < 0:
            continue
        found.update(row[max(at - 1, 0):at + 2])
        if number > 0:
            found.update(ROWS[number - 1][at:at + 2])
        if number + 1 < len(ROWS):
            found.update(ROWS[number + 1][max(at - 1, 0):at + 1])
    return sorted(found - {letter})


def place(label, rng, wanted):
    """A random position whose letter is wanted(letter); -1 if none is."""
    places = [at for at, letter in enumerate(label) if wanted(letter)]
    return rng.choice(places) if places else -1


def substitute(label, rng, choices):
    """One letter replaced by one of choices(letter)."""
    at = place(label, rng, choices)
    return None if at < 0 else label[:at] + rng.choice(choices(label[at])) + label[at + 1:]


def omission(label, rng):
    at = rng.randrange(len(label))
    return label[:at] + label[at + 1:]


def insertion(label, rng):
    """A letter beside the one it stands next to on the keyboard."""
    at = place(label, rng, neighbours)
    letter = rng.choice(neighbours(label[at]))
    return label[:at] + rng.choice((letter + label[at], label[at] + letter)) + label[at + 1:]


def addition(label, rng):
    return label + rng.choice(LETTERS)


def number(label, rng):
    return label + rng.choice(string.digits)


def replacement(label, rng):
    return substitute(label, rng, lambda old: [x for x in LETTERS if x != old])


def keyboard(label, rng):
    return substitute(label, rng, neighbours)


def first_letter(label, rng):
    return rng.choice([x for x in LETTERS if x != label[0]]) + label[1:]


def bitsquatting(label, rng):
    allowed = set(LETTERS + string.digits + "-")
    flips = (1, 2, 4, 8, 16, 32, 64)
    return substitute(label, rng, lambda old: [chr(ord(old) ^ bit) for bit in flips
                                               if chr(ord(old) ^ bit) in allowed])


def repetition(label, rng):
    at = place(label, rng, str.isalnum)
    return label[:at] + label[at] + label[at:]


def undoubling(label, rng):
    places = [at for at in range(len(label) - 1) if label[at] == label[at + 1]]
    if not places:
        return None
    at = rng.choice(places)
    return label[:at] + label[at + 1:]


def transposition(label, rng):
    places = [at for at in range(len(label) - 1) if label[at] != label[at + 1]]
    at = rng.choice(places)
    return label[:at] + label[at + 1] + label[at] + label[at + 2:]


def vowel_swap(label, rng):
    return substitute(label, rng,
                      lambda old: [x for x in VOWELS if x != old] if old in VOWELS else [])


def plural(label, rng):
    """An s at the end of the label, or of a word of it, put on or taken away."""
    words = label.split("-")
    at = rng.randrange(len(words))
    word = words[at]
    if word.endswith("s") and len(word) > 1:
        words[at] = word[:-1]
    else:
        words[at] = word + ("es" if word.endswith(("x", "z", "ch", "sh")) else "s")
    return "-".join(words)


def hyphenation(label, rng):
    if "-" in label and rng.random() < 0.5:
        return label.replace("-", "", 1)
    at = rng.randrange(1, len(label))
    return label[:at] + "-" + label[at:]


def replaced_once(label, rng, pairs):
    places = [(at, old, new) for old, new in pairs for at in range(len(label))
              if label.startswith(old, at)]
    if not places:
        return None
    at, old, new = rng.choice(places)
    return label[:at] + new + label[at + len(old):]


def homophone(label, rng):
    return replaced_once(label, rng, HOMOPHONES)


def numeral(label, rng):
    return replaced_once(label, rng, NUMERALS)


def reorder(label, rng):
    words = label.split("-")
    if len(words) < 2:
        return None
    at = rng.randrange(1, len(words))
    return "-".join(words[at:] + words[:at])


SINGLE = (omission, insertion, addition, replacement, bitsquatting, repetition, transposition,
          vowel_swap, plural)


def one_edit(label, rng):
    return rng.choice(SINGLE)(label, rng) or replacement(label, rng)


def two_edits(label, rng):
    return one_edit(one_edit(label, rng), rng)
