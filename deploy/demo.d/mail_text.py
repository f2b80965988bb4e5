"""What a person sees of a mail (decoded fields and text), and whether two mails are the same bytes.

    shown_field(b"Subject: =?UTF-8?Q?caf=C3=A9?=\\r\\n\\r\\n", "Subject") == "café"
"""

import email
import email.header
import html
import re

# What mail programs mean by these labels, as browsers do.
CHARSETS = {"shift_jis": "cp932", "iso-2022-jp": "iso2022_jp_ext"}

# What an MTA adds on the way, RFC 5321 section 4.4, at the top of the header.
ADDED = re.compile(rb"((Received|Return-Path):[^\r\n]*\r\n([ \t][^\r\n]*\r\n)*)*", re.I)


def shown_field(data, name):
    """The decoded value of a mail's first field of that name, "" if there is none."""
    value = email.message_from_bytes(data)[name]
    if value is None:
        return ""
    words = email.header.decode_header(re.sub(r"\r?\n", "", str(value)))
    return "".join(_decode(word, charset) for word, charset in words).strip()


def shown_text(data):
    """The text of a mail: its first plain part, else its first HTML part without the tags."""
    parts = texts(data)
    return parts[0] if parts else ""


def texts(data):
    """The decoded texts of all text parts, plain ones first."""
    found = {"text/plain": [], "text/html": []}
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() in found:
            text = _decode(part.get_payload(decode=True) or b"", part.get_content_charset())
            found[part.get_content_type()].append(text.replace("\r\n", "\n"))
    return found["text/plain"] + [_without_tags(text) for text in found["text/html"]]


def is_unchanged(sent, delivered):
    """True if `delivered` is `sent` byte for byte but for the fields that MTAs add on top."""
    if not sent.endswith(b"\r\n"):
        sent += b"\r\n"
    if not delivered.endswith(sent):
        return False
    surplus = delivered[:len(delivered) - len(sent)]
    return ADDED.fullmatch(surplus) is not None


def _decode(word, charset):
    if isinstance(word, str):
        return word
    charset = (charset or "utf-8").lower()
    try:
        return word.decode(CHARSETS.get(charset, charset), "replace")
    except LookupError:
        return word.decode("latin-1")


def _without_tags(text):
    text = re.sub(r"(?is)<(style|script|head)\b.*?</\1>", "", text)
    text = re.sub(r"(?i)<(br|/p|/div|/tr|/h\d)\b[^>]*>", "\n", text)
    return html.unescape(re.sub(r"<[^>]*>", "", text))
