#!/usr/bin/python3
"""Makes data/*.pdf: one hand-written page ("振込先" in UniJIS-UTF16-H), then qpdf's encryption and
object streams over it. Needed only when a sample is to change; the results are committed.

Usage: make_samples.py DATA_DIR   (needs Debian's package qpdf)
"""
import os
import subprocess
import sys

PAGE = b"BT /F1 12 Tf 50 700 Td <" + "振込先".encode("utf-16-be").hex().encode() + b"> Tj ET"
OBJECTS = [
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[6 0 R]/Count 1>>",
    b"<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light-UniJIS-UTF16-H/Encoding/UniJIS-UTF16-H"
    b"/DescendantFonts[4 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/FontDescriptor 5 0 R"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>/DW 1000>>",
    b"<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
    b"/Ascent 900/Descent -200/CapHeight 700/StemV 80>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
    b"/Contents 7 0 R>>",
    b"<</Length %d>>\nstream\n%s\nendstream" % (len(PAGE), PAGE),
]
VARIANTS = {
    "user_password_aes256": ["--encrypt", "open", "edit", "256", "--"],
    "user_password_rc4": ["--allow-weak-crypto", "--encrypt", "open", "edit", "128",
                          "--use-aes=n", "--"],
    "owner_password_aes256": ["--encrypt", "", "edit", "256", "--modify=none", "--"],
    "owner_password_rc4": ["--allow-weak-crypto", "--encrypt", "", "edit", "128", "--use-aes=n",
                           "--modify=none", "--"],
    "object_streams": ["--object-streams=generate", "--stream-data=compress"],
}


def plain():
    out, table = b"%PDF-1.7\n", b"xref\n0 %d\n0000000000 65535 f \n" % (len(OBJECTS) + 1)
    for number, body in enumerate(OBJECTS, 1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    return out + table + b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(OBJECTS) + 1, start)


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    source = os.path.join(folder, "plain.tmp")
    with open(source, "wb") as file:
        file.write(plain())
    for name, options in VARIANTS.items():
        subprocess.run(["qpdf", "--deterministic-id" if "encrypt" not in "".join(options)
                        else "--static-id", *options, source, os.path.join(folder, name + ".pdf")],
                       check=True)
    os.remove(source)


if __name__ == "__main__":
    main()
