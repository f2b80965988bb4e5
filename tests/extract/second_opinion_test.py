#!/usr/bin/python3
"""Files that other programs made, read by extract_text: what they were given must come back.

python-docx writes into Word's own template, openpyxl and xlwt write workbooks as Excel does (xlwt
those of before 2007), zipfile and tarfile are Python's. Each case is a file and what its text must contain, in this order.

Usage: second_opinion_test.py EXTRACT_TOOL
"""
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile

import docx
import openpyxl
import xlwt
from openpyxl.comments import Comment

ACCOUNT = ["みなと銀行", "本店営業部", "普通", "1234567", "カ）ミナトショウジ"]


def word_file():
    document = docx.Document()
    document.add_heading("請求書", 1)
    document.add_paragraph("下記の口座へお振込みください。")
    table = document.add_table(rows=1, cols=len(ACCOUNT))
    for cell, text in zip(table.rows[0].cells, ACCOUNT):
        cell.text = text
    document.sections[0].footer.paragraphs[0].text = "港商事株式会社"
    return saved(document)


def workbook():
    book = openpyxl.Workbook()
    book.active.append(["銀行", "支店", "種別", "番号", "名義"])
    book.active.append(ACCOUNT[:3] + [1234567] + ACCOUNT[4:])
    book.active["A5"].comment = Comment("口座が変わりました", "経理")
    other = book.create_sheet("控え")
    other["C3"] = "ＡＢＣ㈱"
    return saved(book)


def old_workbook():
    """Its strings fill several records, so that one is cut somewhere."""
    book = xlwt.Workbook()
    for name, count in (("口座", 3), ("控え", 3000)):
        sheet = book.add_sheet(name)
        for row in range(count):
            for column, value in enumerate([f"第{row}行 caf\u00e9"] + ACCOUNT[:3] + [1234567 + row]):
                sheet.write(row, column, value)
    sheet.write(3000, 0, xlwt.Formula('"合計"&"額"'))
    sheet.write(3000, 1, 0.25)
    return saved(book)


def old_row(row):
    return "\t".join([f"第{row}行 caf\u00e9"] + ACCOUNT[:3] + [str(1234567 + row)]) + "\n"


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(method):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        file.writestr("振込先/一覧.csv", ",".join(ACCOUNT).encode("cp932"))
        file.writestr("請求書.docx", word_file())
    return out.getvalue()


def tarred(mode):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as file:
        entry = tarfile.TarInfo("長い名前の一覧" * 20 + ".csv")
        body = ",".join(ACCOUNT).encode("utf-16")
        entry.size = len(body)
        file.addfile(entry, io.BytesIO(body))
    return out.getvalue()


CASES = [
    ("請求書.docx", word_file(), ["請求書", "下記の口座", "\t".join(ACCOUNT), "港商事株式会社"]),
    ("口座.xlsx", workbook(), ["銀行\t支店", "\t".join(ACCOUNT), "口座が変わりました", "ＡＢＣ㈱"]),
    ("口座.xls", old_workbook(), [*map(old_row, range(3)), *map(old_row, range(3000)), "0.25"]),
    ("一式.zip", zipped(zipfile.ZIP_DEFLATED), [",".join(ACCOUNT), "請求書", "\t".join(ACCOUNT)]),
    ("一式.bz2.zip", zipped(zipfile.ZIP_BZIP2), [",".join(ACCOUNT), "請求書"]),
    ("一式.lzma.zip", zipped(zipfile.ZIP_LZMA), [",".join(ACCOUNT), "請求書"]),
    ("一覧.tar", tarred("w"), [",".join(ACCOUNT)]),
    ("一覧.tar.xz", tarred("w:xz"), [",".join(ACCOUNT)]),
]


def problems_of(tool, folder, name, body, wanted):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(body)
    done = subprocess.run([tool, path], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    if found["troubles"]:
        yield f"{name}: troubles {found['troubles']}"
    text, at = "\n".join(one["text"] for one in found["texts"]), 0
    for piece in wanted:
        here = text.find(piece, at)
        if here < 0:
            yield f"{name}: {piece!r} is not in {text[at:]!r}"
        at = max(here, at)


def main():
    with tempfile.TemporaryDirectory() as folder:
        problems = [p for name, body, wanted in CASES
                    for p in problems_of(sys.argv[1], folder, name, body, wanted)]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
