"""What must not be warned about, or not strongly: complaints, neighbours, a name in other forms."""


import incidents
import targets
from engine import at_least
from names import to_ascii
from tables import percent, show

SIZE = 1000


def flags(lab, rows):
    """The answer for each (seen, real), its list padded to SIZE with names that share no label."""
    out = []
    for seen, real in rows:
        partners = [name for name in lab.partners([incidents.target(real, lab.suffixes)], SIZE)
                    if name == real or name != lab.suffixes.registrable(seen)]
        out += lab.engine.ask(partners, [seen])
    return out


def row(title, answers, wanted):
    count = len(answers)
    shares = [sum(at_least(answer["band"], band) for answer in answers)
              for band in ("definite", "probable", "possible")]
    met = all(100 * share <= limit * count for share, limit in zip(shares, wanted))
    return (title, count, *(percent(share, count) for share in shares),
            f"definite <= {wanted[0]:g}, probable+ <= {wanted[1]:g}", "PASS" if met else "MISS")


def other_forms(lab):
    """A partner in A-labels, in capitals, with a root dot, a host of it: always band `partner`."""
    asked, listed = [], []
    for target in targets.invented():
        listed += target.listed()
        asked += [to_ascii(target.name), target.name.upper(), target.name + ".",
                  "mx1." + to_ascii(target.name)]
    answers = lab.engine.ask(listed, asked)
    wrong = [answer for answer in answers if answer["band"] != "partner"]
    return ("a partner's name in another form", len(answers), "", "",
            percent(len(wrong), len(answers)), "never", "MISS" if wrong else "PASS")


def run(lab):
    complaints = flags(lab, incidents.pairs("complaints.tsv"))
    neighbours = flags(lab, incidents.pairs("neighbours.tsv"))
    show(f"Must not fire, N = {SIZE:,}: per cent flagged",
         ("pairs", "count", "definite", "probable+", "possible+", "wanted", ""),
         [row("complained about", complaints, (2.5, 2.5)),
          row("well-known neighbours, one edit apart", neighbours, (0, 10)), other_forms(lab)])
    flagged = [answer for answer in complaints + neighbours if at_least(answer["band"], "probable")]
    show("of these at probable or stronger", ("name", "partner", "band", "kind", "E"),
         [(a["input"], a["partner"], a["band"], a["kind"], f"{a['e_value']:.1e}") for a in flagged])
