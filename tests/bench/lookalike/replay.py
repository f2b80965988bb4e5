"""Whether an explanation can be repeated: its operations, applied to the partner, give the name."""

from names import to_unicode
from tables import percent, show


def replayed(partner, operations):
    """Positions count code points of the partner; ValueError if an operation does not fit it."""
    out, read = [], 0
    for operation in sorted(operations, key=lambda one: one["at"]):
        at, old = operation["at"], operation["from"]
        if at < read or partner[at:at + len(old)] != old:
            raise ValueError(f"{operation} on {partner}")
        out += [partner[read:at], operation["to"]]
        read = at + len(old)
    return "".join(out) + partner[read:]


def fails(answer):
    try:
        return (replayed(to_unicode(answer["partner"]), answer["operations"])
                != answer["display"]["unicode"])
    except ValueError:
        return True


def run(warnings):
    """Prints the share that replays; wanted are all."""
    wrong = [answer for answer in warnings if fails(answer)]
    show("Explanations that replay (wanted: 100)", ("warnings", "wrong", "per cent", ""),
         [(len(warnings), len(wrong), percent(len(warnings) - len(wrong), len(warnings)),
           "MISS" if wrong else "PASS")])
    for answer in wrong[:20]:
        print(f"  {answer['partner']} {answer['operations']} gives not "
              f"{answer['display']['unicode']}")
    return not wrong
