"""Phishing names made with the shares that the notes measured on real Japanese brand lookalikes."""

import string

import edits
import homoglyphs
import hosts
import japanese

WORDS = hosts.SECURITY + hosts.BUSINESS + japanese.AFFIXES
ENDINGS = hosts.STRANGERS + ["com", "net", "top", "xyz", "cn", "icu", "shop", "jp", "info"]


def word(rng):
    return rng.choice(WORDS)


def junk(rng):
    return "".join(rng.choices(string.ascii_lowercase + string.digits, k=rng.randint(2, 5)))


def ending(rng):
    return rng.choice(ENDINGS)


def token(target, rng):
    """The label as a word of its own."""
    return rng.choice([f"{target.label}-{word(rng)}.{ending(rng)}",
                       f"{word(rng)}-{target.label}.{ending(rng)}",
                       f"{target.label}.{word(rng)}-{junk(rng)}.{ending(rng)}",
                       f"{target.label}.{rng.choice(hosts.STRANGERS)}",
                       f"www.{target.label}.{junk(rng)}.{ending(rng)}"])


def substring(target, rng):
    """The label grown together with other letters."""
    made = rng.choice([target.label + word(rng), word(rng) + target.label,
                       target.label + junk(rng), junk(rng) + target.label])
    return f"{made}.{ending(rng)}"


def misspelt(target, rng):
    return target._replace(label=edits.one_edit(target.label, rng))


def token_edit(target, rng):
    return token(misspelt(target, rng), rng)


def substring_edit(target, rng):
    return substring(misspelt(target, rng), rng)


def homoglyph_combo(target, rng):
    label = homoglyphs.ascii_one(target.label, rng)
    return label and token(target._replace(label=label), rng)


def other_ending(change):
    def made(target, rng):
        label = change(target.label, rng)
        return label and f"{label}.{rng.choice((target.suffix, *hosts.ABUSED))}"
    return made


SHARES = (   # per cent of the textually related names
    (31, token), (20, substring), (12, hosts.embedded), (7, hosts.flattened), (12, token_edit),
    (11, substring_edit), (3, other_ending(edits.two_edits)), (2.4, other_ending(edits.one_edit)),
    (1.2, homoglyph_combo), (0.6, hosts.tld_swap))
BRAND_SHARES = (   # a set with much TLD swap and one-edit, as brand-labelled phishing has
    (38, hosts.tld_swap), (14, other_ending(edits.one_edit)),
    (9, other_ending(homoglyphs.ascii_one)), (14, token), (9, substring),
    (6, hosts.embedded), (4, hosts.flattened), (3, token_edit),
    (3, substring_edit))


def mixture(shares):
    def made(target, rng):
        return rng.choices([m for _, m in shares], [s for s, _ in shares])[0](target, rng)
    return made


japanese_brand = mixture(SHARES)
labelled = mixture(BRAND_SHARES)
