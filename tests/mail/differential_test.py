"""Compares decode_header and read_addresses with Python's email package on generated values, and on
the fields of every mail in tests/corpus.

Run by ctest: differential_test.py <path of decode_tool> <tests/corpus>. Values are made from a
fixed seed, so a
failure repeats. Every kind of value in which the two may differ is in KNOWN, with the reason; a
difference of any other kind fails, and so does an entry of KNOWN in which they never differ.
"""

import email
import glob
import json
import os
import random
import re
import subprocess
import sys
from email.header import Header, decode_header, make_header
from email.utils import getaddresses

NAMES = ["桜井 一郎", "株式会社みどり商事 経理部", "Taro Yamada", "Yamada, Taro", "O'Brien", "髙橋",
         "José García", "請求書（2024年10月分）", "a \"quoted\" name", "ｶﾌﾞｼｷ", "Ünal & Söhne"]
LOCALS = ["taro", "taro.yamada", "a+b", "k-suzuki_1", "info", "x"]
DOMAINS = ["midori.example", "sub.mail.example", "Sakura.Example", "evil.test"]

KNOWN = {
    "nested comment": "Python drops the inner parentheses; RFC 5322 3.2.2 has them as content",
    "route": "Python cuts a source route at its comma; RFC 5322 4.4 has it ignored as a whole",
    "no space": "Python keeps a word that touches text as it stands; mail programs decode it",
    "unclosed quote": "Python takes all that follows for the quoted name and finds no address",
    "two angles": "Python lists both, or refuses the field; here the second is in `also`",
    "at in phrase": "Python makes two mailboxes of it, or refuses it; mail programs show one",
    "raw bytes": "Python keeps bytes without a label as surrogates or escapes; here they are guessed",
    "NUL": "Python joins what stands on both sides of it",
    "utf-7": "Python decodes it; here it is refused",
    "hidden line end": "Python puts the line end into the text; here it becomes a space",
    "vendor character": "Python has no such codec, or one without NEC's and IBM's characters",
    "comment in address": "Python adds comments between < and > to the name; RFC 5322 drops them",
}
JAPANESE_LABEL = r"=\?(cp50221|cp51932|windows-31j|shift_jis|iso-2022-jp|iso-2022-jp-3|euc-jp)\?"
# Differences of some versions of Python only; here agreement is no failure.
BY_VERSION = {
    "semicolon": "since CVE-2023-27043 the parser refuses the field; before, it split as we do",
}


def corpus_kind(kind, value, expected):
    """Which of the known differences a field of the corpus may show, told from the value alone."""
    if any(ord(char) >= 0x80 or char == "\x1b" for char in value):
        return "raw bytes"
    if "\0" in value:
        return "NUL"
    if "=?utf-7?" in value:
        return "utf-7"
    if "=0D=0A" in value:
        return "hidden line end"
    if str(expected).startswith("Python: ") and re.search(JAPANESE_LABEL, value, re.I):
        return "vendor character"
    if kind == b"a" and "<@" in value:
        return "route"
    if kind == b"a" and re.search(r"> *<", value):
        return "two angles"
    if kind == b"a" and "(" in value:
        return "comment in address"
    return "corpus"


def corpus(folder):
    """Subject and address fields of every mail, as Python's header parser cuts them."""
    wanted = ("from", "to", "cc", "reply-to", "sender")
    for path in sorted(glob.glob(os.path.join(folder, "**", "*.eml"), recursive=True)):
        with open(path, "rb") as file:
            mail = email.message_from_bytes(file.read())
        for name, value in mail._headers:  # items() would wrap raw bytes in Header objects
            if name.strip().lower() == "subject":
                yield b"h", value.replace("\n", "\r\n")
            elif name.strip().lower() in wanted:
                yield b"a", value.replace("\n", "\r\n")


def header_of(name, charset, rng):
    try:
        return Header(name, charset, maxlinelen=rng.choice([40, 76])).encode()
    except UnicodeEncodeError:
        return Header(name, "utf-8").encode()


def quoted(name):
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def headers(rng):
    for charset in ["utf-8", "iso-2022-jp", "shift_jis", "euc-jp", "iso-8859-1"]:
        for name in NAMES:
            yield "encoded", header_of(name, charset, rng)
    for name in NAMES[:6]:
        yield "mixed", "Re: " + header_of(name, "utf-8", rng) + " (2)"
        yield "folded", "a\r\n " + header_of(name, "utf-8", rng) + "\r\n\tb"
        yield "raw", name
        yield "no space", "x=?utf-8?q?" + "=41" * 3 + "?=y" + str(len(name))
    yield "split character", "=?utf-8?B?6Ks=?= =?utf-8?B?i+axgg==?="
    yield "split character", "=?shift_jis?B?kA==?= =?shift_jis?B?vw==?="


def mailbox(rng):
    address = rng.choice(LOCALS) + "@" + rng.choice(DOMAINS)
    name = rng.choice(NAMES)
    style = rng.randrange(5)
    if style == 0:
        return address
    if style == 1:
        return header_of(name, "utf-8", rng) + " <" + address + ">" if not name.isascii() \
            else quoted(name) + " <" + address + ">"
    if style == 2:
        return quoted(name) + " <" + address + ">"
    if style == 3:
        return address + " (" + rng.choice(["Taro", "a note", "経理"]) + ")"
    return "Taro Q. Yamada <" + address + ">"


def address_fields(rng):
    for _ in range(300):
        yield "list", ", ".join(mailbox(rng) for _ in range(rng.randint(1, 4)))
    for _ in range(15):
        boxes = ",\r\n ".join(mailbox(rng) for _ in range(rng.randint(1, 3)))
        yield "group", "Team: " + boxes + ";"
    for local in LOCALS:
        address = local + "@midori.example"
        yield "group", "undisclosed-recipients:;"
        yield "comment", "(before) " + address
        yield "nested comment", address + " (note (inner))"
        yield "route", "<@a.example,@b.example:" + address + ">"
        yield "quoted local", '"' + local + ' x"@midori.example'
        yield "semicolon", address + "; b@evil.test"
        yield "unclosed quote", '"Taro <' + address + ">"
        yield "two angles", "<" + address + "> <b@evil.test>"
        yield "at in phrase", address + " <b@evil.test>"
        yield "quoted word", '"=?utf-8?B?5qGc5LqV?=" <' + address + ">"


def python_header(value):
    unfolded = value.replace("\r\n", "")
    return str(make_header(decode_header(unfolded))).strip(" \t")


def lower_domain(address):
    local, at, domain = address.rpartition("@")
    return local + at + domain.lower()


def unquote_local(address):
    local, at, domain = address.rpartition("@")
    return (local[1:-1] if local.startswith('"') else local) + at + domain


def python_addresses(value):
    found = []
    for name, address in getaddresses([value.replace("\r\n", "")]):
        if address:
            shown = python_header(name) if "=?" in name else name
            found.append([shown.strip(), unquote_local(lower_domain(address))])
    return found


def ours(tool, records):
    data = b""
    for kind, value in records:
        raw = value.encode("utf-8", "surrogateescape")
        data += b"%s %d\n" % (kind, len(raw)) + raw
    run = subprocess.run([tool], input=data, stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def expected_of(kind, value):
    try:
        return python_header(value) if kind == b"h" else python_addresses(value)
    except (UnicodeError, LookupError) as error:
        return "Python: " + type(error).__name__


def main():
    rng = random.Random(20241101)
    cases = [(b"h", what, value) for what, value in headers(rng)]
    cases += [(b"a", what, value) for what, value in address_fields(rng)]
    cases += [(kind, "corpus", value) for kind, value in corpus(sys.argv[2])]
    answers = ours(sys.argv[1], [(kind, value) for kind, _, value in cases])
    assert len(answers) == len(cases) >= 1500, (len(answers), len(cases))
    differed, failures = set(), 0
    for (kind, what, value), answer in zip(cases, answers):
        got = answer if kind == b"h" else answer["mailboxes"]
        expected = expected_of(kind, value)
        if got == expected:
            continue
        if what == "corpus":
            what = corpus_kind(kind, value, expected)
        differed.add(what)
        if what not in KNOWN and what not in BY_VERSION:
            failures += 1
            print(f"{what}: {value!r}\n  ours   {got!r}\n  Python {expected!r}")
    for what in KNOWN.keys() - differed:
        failures += 1
        print(f"{what}: listed as a difference, but there is none")
    print(f"{len(cases)} values, {failures} unexplained differences")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
