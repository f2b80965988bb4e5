"""Domain names: Public Suffix List (ICANN section), registrable domain, A-labels and U-labels.

    suffixes = PublicSuffixes()
    suffixes.registrable("www.mirai-kogyo.co.jp")   # "mirai-kogyo.co.jp"

Written from the list's own description (publicsuffix.org/list), not from the engine, so that the
measurements do not share its mistakes.
"""

import gzip
import unicodedata

PSL = "/usr/share/publicsuffix/public_suffix_list.dat"
MAX_LABEL, MAX_NAME = 63, 253


def to_ascii(name):
    """The A-label form; "" if a label or the name is too long for the DNS."""
    labels = []
    for label in name.split("."):
        if not label.isascii():
            label = "xn--" + label.encode("punycode").decode()
        labels.append(label)
    out = ".".join(labels)
    return out if len(out) <= MAX_NAME and all(0 < len(x) <= MAX_LABEL for x in labels) else ""


def to_unicode(name):
    """The U-label form; an xn-- label that does not decode stays."""
    labels = []
    for label in name.split("."):
        if label.startswith("xn--"):
            try:
                label = label[4:].encode().decode("punycode")
            except UnicodeError:
                pass
        labels.append(label)
    return ".".join(labels)


def is_stable(letter):
    """Whether IDNA takes the letter as it is: a letter or digit, not mapped to another one."""
    return (unicodedata.category(letter) in ("Ll", "Lo", "Lm", "Mn", "Mc", "Nd")
            and unicodedata.normalize("NFKC", letter).casefold() == letter)


def is_hostname(name):
    """Letters, digits and hyphens in labels the DNS can hold, hyphens inside only."""
    if not name.isascii() or not to_ascii(name):
        return False
    return all(label.replace("-", "").isalnum() and not label.startswith("-")
               and not label.endswith("-") and label[2:4] != "--" for label in name.split("."))


class PublicSuffixes:
    """The ICANN section. Thread-safe after construction."""

    def __init__(self, path=PSL):
        self.rules = set()
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                if "END ICANN DOMAINS" in line:
                    break
                rule = line.split("//")[0].strip()
                if rule:
                    self.rules.add(rule)
                    self.rules.add(to_ascii(rule))

    def suffix(self, name):
        labels = name.split(".")
        for at in range(len(labels)):
            tail = ".".join(labels[at:])
            if "!" + tail in self.rules:
                return ".".join(labels[at + 1:])
            if tail in self.rules or ".".join(["*"] + labels[at + 1:]) in self.rules:
                return tail
        return labels[-1]

    def registrable(self, name):
        """"" if the name is itself a public suffix."""
        suffix = self.suffix(name)
        if len(suffix) >= len(name):
            return ""
        return name[:-len(suffix) - 1].split(".")[-1] + "." + suffix

    def parts(self, name):
        """(registrable label, suffix)"""
        suffix = self.suffix(name)
        return self.registrable(name)[:-len(suffix) - 1], suffix


def read_list(path):
    """The names of a .gz or plain file, one a line."""
    opened = gzip.open(path, "rt") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        return [line.strip() for line in lines if line.strip()]
