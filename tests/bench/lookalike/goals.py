"""What the notes want of recall: the table of their section 6.2."""

from typing import NamedTuple

SIZES = (100, 10000)


class Goal(NamedTuple):
    title: str
    wanted: dict    # {N: {band: per cent}}
    least: float = 0    # no kind of the row below this at N = 100


GOALS = {
    "homographs": Goal("wild-like IDN homographs",
                       {100: {"probable": 99.5}, 10000: {"probable": 99}}),
    "edits": Goal("single edits", {100: {"probable": 97}, 10000: {"possible": 97, "probable": 55}}),
    "homoglyphs": Goal("homoglyph (up to two), cyrillic",
                       {100: {"probable": 97}, 10000: {"probable": 95}}),
    "dictionary": Goal("dictionary (combo)",
                       {100: {"possible": 97, "probable": 80}, 10000: {"possible": 95}}),
    "suffixes": Goal("TLD and registry swaps, Japanese suffix",
                     {100: {"possible": 98}, 10000: {"possible": 95}}),
    "family": Goal("rare label, same suffix family",
                   {100: {"possible": 98, "probable": 60}, 10000: {"possible": 95}}),
    "dots": Goal("missing or extra dot, flattening, embedding",
                 {100: {"probable": 98}, 10000: {"probable": 97}}),
    "labelled": Goal("brand-labelled phishing (synthetic)",
                     {100: {"possible": 97}, 10000: {"possible": 93}}),
    "brands": Goal("Japanese brand lookalikes (synthetic)",
                   {100: {"possible": 92, "probable": 75}, 10000: {"possible": 85}}),
    "japanese": Goal("Japanese kinds", {100: {"possible": 97}, 10000: {"possible": 93}}, 90),
    "incidents": Goal("documented incidents",
                      {100: {"possible": 100, "probable": 87}, 10000: {"possible": 97}}),
}
RIGHT_FIRST, RIGHT_IN_THREE = 99.0, 99.9
