"""Compares read_html with html5lib's tree and a walk over it, on generated pages.

Run by ctest: html_differential_test.py <path of html_tool> [pages [seed]]. What is compared: which
words are shown, which are there but not shown, where shown words are joined or parted, and for each
link the words it shows. The seed is fixed, so a failure repeats. A page may differ only for a reason
in KNOWN that its own function finds in the page; every other difference fails, and so does a reason
that explains none.
"""

import json
import random
import re
import subprocess
import sys

import html_pages
import html_reference


def words(text):
    return re.findall(r"w\d+", text)


def in_order(found):
    return sorted(found, key=lambda word: int(word[1:]))


def spaced(text):
    """Letters and the places where words are parted."""
    text = re.sub(r"[ \t\r\n\f]+", " ", text).strip()
    return text


SOUPS = ("soup", "tables", "selects", "sheets")  # kinds in which anything may stand in a table


def is_laid_out_before(kind, page, got, expected, errors):
    del errors
    return (kind in SOUPS and "<table" in page.lower() and
            got["shown"] == expected["shown"] and got["hidden"] == expected["hidden"] and
            all(set(text) <= set(got["links"][target])
                for target, text in expected["links"].items()))


def is_block_image(kind, page, got, expected, errors):
    del kind, errors
    return ("<img" in page.lower() and "display:block" in page and
            all(got[what] == expected[what] for what in ("shown", "hidden", "links")))


def is_moved(kind, page, got, expected, errors):
    """Nothing that html5lib shows may be hidden, but where read_html says that it cannot tell."""
    del kind, page
    return ("adoption-agency-1.3" in errors and
            (got["uncertain"] or set(expected["shown"]) <= set(got["shown"])))


# Reason: (does it stand in the page?, what the reason is)
KNOWN = {
    "before the table": (is_laid_out_before, "text in a table without a cell is laid out before the "
                         "table; read_html leaves it in its place"),
    "block image": (is_block_image, "an image that is a block parts words; only its text is read"),
    "adoption": (is_moved, "the end tag of a formatting element moves blocks, and the text in them, "
                 "into and out of elements; read_html has read that text already"),
}


def parts(seen_visible, seen_hidden, links):
    return {"shown": in_order(words(seen_visible)), "hidden": in_order(words(seen_hidden)),
            "links": {target: in_order(words(text)) for target, text in links.items()},
            "text": spaced(seen_visible)}


def ours(tool, pages):
    data = b"".join(b"%d\n" % len(page.encode()) + page.encode() for page in pages)
    run = subprocess.run([tool], input=data, stdout=subprocess.PIPE, check=True)
    for line in run.stdout.decode().splitlines():
        answer = json.loads(line)
        links = {}
        for text, target in answer["links"]:
            links[target] = links.get(target, "") + " " + text
        yield {**parts(answer["visible"], answer["hidden"], links),
               "uncertain": answer["uncertain"]}


def main():
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20261123)
    pages = list(html_pages.pages(rng, number))
    used, failures = set(), 0
    for (kind, page), got in zip(pages, ours(sys.argv[1], [page for _, page in pages])):
        seen = html_reference.read(page)
        expected = parts(*seen[:3])
        wrong = [what for what in expected if got[what] != expected[what]]
        if not wrong:
            continue
        reasons = [name for name, (holds, _) in KNOWN.items() if holds(kind, page, got, expected, seen.errors)]
        used.update(reasons)
        if reasons:
            continue
        failures += 1
        if failures <= 5:
            print(f"{kind}: {page!r}")
            for what in wrong:
                print(f"  {what}: ours {got[what]!r}\n    html5lib {expected[what]!r}")
    for name in KNOWN.keys() - used:
        failures += 1
        print(f"{name}: listed as a reason, but explains nothing")
    print(f"{len(pages)} pages, {failures} unexplained differences")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
