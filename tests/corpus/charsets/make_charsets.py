#!/usr/bin/python3
"""Writes the mails of this folder: each charset in the body, the header and the file name, in each
transfer encoding.

Usage: make_charsets.py [FOLDER]. What a reader must see is known before a mail is written, so each
.json is the plain text put in, never what the program under test made of it. Vendor charsets that
Python lacks (CP50221, CP51932) are encoded here by JIS row and cell.
"""
import base64
import json
import os
import quopri
import sys

LETTER = ("青空商事株式会社\n経理部 御中\n\nいつもお世話になっております。\n今月分よりお振込先を下記の"
          "とおり変更くださいますようお願い申し上げます。\n\n")
NAME, SUBJECT, FILE = "桜井 一郎", "【至急】お振込先口座変更のご連絡", "請求書_2026年1月分.pdf"
# Only what a charset has beyond the others, in every place.
JIS_X_0212, VENDOR = "丂丒", "①㈱髙ﾐﾗｲｺｳｷﾞﾖｳ(ｶ"
OTHER_SETS, JIS_X_0213 = "你好 안녕 café", "俱剝𠂉"


def by_jis(text, escape, kana):
    """Microsoft's 50221 and 51932: JIS rows out of CP932, NEC rows 13 and 89 to 92 among them."""
    out = b""
    for char in text:
        sjis = char.encode("cp932")
        if char == "髙":
            sjis = b"\xee\xe0"  # NEC selected IBM, row 92; Python takes IBM's own place
        if len(sjis) == 1:
            out += kana(sjis) if sjis[0] >= 0xA1 else escape(b"", sjis)
            continue
        lead, trail = sjis
        row = (lead - (0x81 if lead < 0xA0 else 0xC1)) * 2 + 1
        cell = trail - 0x3F - (trail > 0x7F)
        if cell > 94:
            row, cell = row + 1, cell - 94
        out += escape(bytes([row + 0x20, cell + 0x20]), b"")
    return out


def cp51932(text):
    return by_jis(text, lambda jis, ascii: bytes(b | 0x80 for b in jis) or ascii,
                  lambda kana: b"\x8e" + kana)


def cp50221(text):
    """Each character with its own escapes: clumsy, and read alike."""
    return by_jis(text, lambda jis, ascii: ascii or b"\x1b$B" + jis + b"\x1b(B",
                  lambda kana: b"\x1b(I" + bytes([kana[0] & 0x7F]) + b"\x1b(B")


def codec(name):
    return lambda text: text.encode(name)


# label, encoder, what it has of its own, seven-bit
CHARSETS = [
    ("utf-8", codec("utf-8"), JIS_X_0212 + VENDOR + OTHER_SETS + JIS_X_0213 + "😀", False),
    ("iso-2022-jp", codec("iso2022_jp"), "", True),
    ("iso-2022-jp-1", codec("iso2022_jp_1"), JIS_X_0212, True),
    ("iso-2022-jp-2", codec("iso2022_jp_2"), OTHER_SETS, True),
    ("iso-2022-jp-3", codec("iso2022_jp_2004"), JIS_X_0213, True),
    ("cp50221", cp50221, VENDOR, True),
    ("shift_jis", codec("shift_jis"), "", False),
    ("windows-31j", codec("cp932"), VENDOR, False),
    ("euc-jp", codec("euc_jp"), JIS_X_0212, False),
    ("cp51932", cp51932, VENDOR, False),
]


def encoded_words(text, label, encode, kind):
    """RFC 2047, cut between characters, each word with its own escapes."""
    words, piece = [], ""

    def word(part):
        raw = encode(part)
        if kind == "b":
            body = base64.b64encode(raw).decode()
        else:
            body = "".join(chr(b) if chr(b).isalnum() and b < 128 else f"={b:02X}" for b in raw)
        return f"=?{label}?{kind.upper()}?{body}?="

    for char in text:
        if piece and len(word(piece + char)) > 75:
            words.append(word(piece))
            piece = ""
        piece += char
    return "\n ".join(words + [word(piece)]).encode()


def percent(raw):
    return "".join(chr(b) if chr(b).isalnum() and b < 128 else f"%{b:02X}" for b in raw)


def filename_field(style, name, label, encode):
    start = b"Content-Disposition: attachment;\n "
    escaped = f"{label}'ja'{percent(encode(name))}"
    if style == "rfc2231":
        return start + f"filename*={escaped}".encode()
    if style == "rfc2231_split":
        pieces, at = [], 0
        while at < len(escaped):
            end = at + 45
            if "%" in escaped[end - 2:end]:  # an escape stays whole, a character need not
                end = escaped.index("%", end - 2)
            pieces.append(f"filename*{len(pieces)}*={escaped[at:end]}")
            at = end
        return start + ";\n ".join(pieces).encode()
    if style == "raw":
        return start + b'filename="' + encode(name) + b'"'
    return start + b'filename="' + encoded_words(name, label, encode, style[-1]) + b'"'


def transfer(raw, encoding):
    if encoding == "base64":
        return base64.encodebytes(raw)
    if encoding == "quoted-printable":
        return quopri.encodestring(raw)
    return raw


def mail(fields, body):
    head = [b"To: keiri@aozora-shoji.example", b"Date: Mon, 05 Jan 2026 10:00:00 +0900",
            b"Message-ID: <1@mirai-kogyo.example>", b"MIME-Version: 1.0"]
    return b"\n".join(fields + head) + b"\n\n" + body


FROM, PLAIN_SUBJECT = b"From: Sakurai <sakurai@mirai-kogyo.example>", b"Subject: plain"


def bodies(label, encode, own, seven_bit):
    clear = "7bit" if seven_bit else "8bit"
    for encoding in ["base64", "quoted-printable", clear]:
        for kind in ["plain", "html"]:
            if kind == "html" and label not in ("utf-8", "iso-2022-jp", "shift_jis", "euc-jp"):
                continue
            text = LETTER + own + "\n"
            shown = text
            if kind == "html":
                text = "<b>お振込先が変わりました</b>" + own + "\n"
                shown = "お振込先が変わりました" + own
            fields = [FROM, PLAIN_SUBJECT,
                      f"Content-Type: text/{kind}; charset={label}".encode(),
                      f"Content-Transfer-Encoding: {encoding}".encode()]
            yield (f"{kind}_{label}_{encoding}", mail(fields, transfer(encode(text), encoding)),
                   {"subject": "plain", "text": shown, "attachments": []})


def headers(label, encode, own, _):
    for style in ["b", "q", "raw"]:
        write = encode if style == "raw" else \
            lambda text, kind=style: encoded_words(text, label, encode, kind)
        fields = [b"From: " + write(NAME + own.replace("(", "")) + b" <sakurai@mirai-kogyo.example>",
                  b"Subject: " + write(SUBJECT + own),
                  b"Content-Type: text/plain; charset=us-ascii"]
        yield (f"header_{label}_{style}", mail(fields, b"plain\n"),
               {"subject": SUBJECT + own, "names": [NAME + own.replace("(", "")], "text": "plain\n",
                "attachments": []})


def filenames(label, encode, own, _):
    name = own.replace("(", "") + FILE
    for style in ["rfc2231", "rfc2231_split", "rfc2047_b", "rfc2047_q", "raw"]:
        part = b"--=_next\nContent-Type: text/plain; charset=us-ascii\n\nplain\n--=_next\n" \
            b"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n" + \
            filename_field(style, name, label, encode) + b"\n\nJVBERi0xLjQK\n--=_next--\n"
        fields = [FROM, PLAIN_SUBJECT, b'Content-Type: multipart/mixed; boundary="=_next"']
        yield (f"filename_{label}_{style}", mail(fields, part),
               {"subject": "plain", "text": "plain", "attachments": [name]})


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    for charset in CHARSETS:
        for make in (bodies, headers, filenames):
            for name, eml, expected in make(*charset):
                path = os.path.join(folder, name.replace("-", "_"))
                expected = {"from": ["sakurai@mirai-kogyo.example"], **expected, "flaws": []}
                with open(path + ".eml", "wb") as file:
                    file.write(eml)
                with open(path + ".json", "w", encoding="utf-8") as file:
                    json.dump(expected, file, ensure_ascii=False, indent=1)
                    file.write("\n")


if __name__ == "__main__":
    main()
