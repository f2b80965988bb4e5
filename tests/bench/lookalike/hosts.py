"""Whole names: suffixes, dots, embedding, words around (rows 31 to 46 of the table of kinds).

Each function takes a Target and a random source and gives a host name, or None.
"""

import edits
import homoglyphs

SECURITY = """
    auth access account admin billing claim confirm connect download enroll help http https
    install login logon mail mobile online pay payment payments portal recovery register safe
    secure security service services signin signup sso support summary update user verify
    verification wallet webmail www
""".split()
BUSINESS = """
    invoice invoices accounting finance procurement purchase sales order orders shipping
    delivery logistics hr careers jobs recruit contact office corp group global holdings inc ltd
    llc partners supplier vendor customer client team info news shop store bank tax legal export
""".split()
ANY = """
    blue garden summit river travel media design studio labs cloud digital energy health home
    world city market direct plus pro live today best events academy foods music sports photo
""".split()
ABUSED = """
    com net eu cn ga gq tk ml cf cc info app xyz online site work rest buzz top fit shop club
    icu biz org co me io vip live click link ru in us uk de fr pw
""".split()
REGISTRIES = {   # what people take for the same kind of registry
    "com": ["co", "cm", "net", "org"], "net": ["com", "org"], "org": ["com", "net"],
    "co.jp": ["jp", "com", "co", "or.jp", "ne.jp"], "jp": ["co.jp", "com", "ne.jp"],
    "or.jp": ["jp", "org", "co.jp", "ne.jp", "com"], "ne.jp": ["jp", "net", "co.jp"],
}
TLD_TYPOS = {"com": ("cm", "co", "om"), "net": ("ne", "et"), "org": ("rg", "ogr"),
             "co.jp": ("cp.jp", "vo.jp", "co.jo", "c.jp")}
DE_FACTO = ("jp.net", "jpn.com", "com.de", "us.com", "uk.com", "eu.com", "com.se", "co.com",
            "cn.com")
JAPANESE = ("co.jp", "jp", "or.jp", "ne.jp", "com", "net", "co", "jp.net", "jpn.com", "gr.jp",
            "biz")
FREE_HOSTS = (
    "duckdns.org", "ddns.net", "no-ip.org", "hopto.org", "zapto.org", "github.io", "web.app",
    "pages.dev", "netlify.app", "herokuapp.com", "weebly.com", "wixsite.com", "workers.dev",
    "blogspot.com", "000webhostapp.com", "vercel.app")
STRANGERS = """
    kqzaf.cn vufnar.top bnwort.xyz qelmidu.icu zorvat.com pudnika.net haxelo.cf wyntur.shop
    tokvid.buzz jurnep.club mibzaq.ru lopfet.info
""".split()


def bare(suffix):
    return suffix.replace(".", "")


def with_label(change):
    """A change of the label as a change of the name."""
    def made(target, rng):
        label = change(target.label, rng)
        return label and f"{label}.{target.suffix}"
    made.__doc__, made.__name__ = change.__doc__, change.__name__
    return made


def around(words, glued):
    """The label with a word before or behind it."""
    def made(target, rng):
        parts = [target.label, rng.choice(words)]
        rng.shuffle(parts)
        return ("" if glued else "-").join(parts) + "." + target.suffix
    return made


def other_suffix(choices):
    def made(target, rng):
        left = [suffix for suffix in choices(target) if suffix != target.suffix]
        return f"{target.label}.{rng.choice(left)}" if left else None
    return made


tld_swap = other_suffix(lambda target: ABUSED)
registry_swap = other_suffix(lambda target: REGISTRIES.get(target.suffix, ()))
de_facto = other_suffix(lambda target: DE_FACTO)
japanese_suffix = other_suffix(lambda target: JAPANESE)
tld_typo = other_suffix(lambda target: TLD_TYPOS.get(target.suffix, ()))


def appended_tld(target, rng):
    return f"{target.name}.{rng.choice(('it', 'ru', 'cn', 'in', 'co', 'ml', 'cc', 'top'))}"


def missing_dot(target, rng):
    """Of a host below it, or the one before the suffix."""
    top = target.suffix.split(".")[-1]
    return rng.choice([
        f"{rng.choice(('www', 'mail', 'us', 'tokyo', 'shop', 'owa'))}{target.name}",
        f"{target.label}{bare(target.suffix)}.com" if "." not in target.suffix
        else f"{target.label}{target.suffix.split('.')[0]}.{top}",
    ])


def extra_dot(target, rng):
    at = rng.randrange(1, len(target.label))
    return f"{target.label[:at]}.{target.label[at:]}.{target.suffix}"


def flattened(target, rng):
    dashed = target.name.replace(".", "-")
    return rng.choice([
        f"{dashed}.{rng.choice(STRANGERS)}",
        f"{dashed}.{rng.choice(('com', 'net', 'top', 'xyz', 'cn'))}",
        f"{target.label}{bare(target.suffix)}-{rng.choice(SECURITY)}.com",
        f"{target.label}.{target.suffix.replace('.', '-')}.{rng.choice(STRANGERS)}",
        f"{target.label}.{target.suffix.replace('.', '-')}-{rng.choice(SECURITY)}.com",
        f"{rng.choice(SECURITY)}-{dashed}.{rng.choice(STRANGERS)}",
    ])


def embedded(target, rng):
    return rng.choice([
        f"{target.name}.{rng.choice(STRANGERS)}",
        f"www.{target.name}.{rng.choice(STRANGERS)}",
        f"{target.name}.{rng.choice(SECURITY)}.{rng.choice(STRANGERS)}",
        f"{target.name}-{rng.choice(SECURITY)}.{rng.choice(('com', 'net', 'top'))}",
        f"{rng.choice(SECURITY)}.{target.name}.{rng.choice(STRANGERS)}",
    ])


def tail_embedded(target, rng):
    return f"{rng.choice(('www', 'mail', 'login', 'secure', 'm', 'owa'))}-{target.name}"


def host_label(target, rng):
    """The label, or its domain, below a stranger's or a free name."""
    tail = rng.choice(FREE_HOSTS + tuple(STRANGERS))
    return rng.choice([f"{target.label}.{tail}", f"{target.label}-{rng.choice(SECURITY)}.{tail}",
                       f"{rng.choice(SECURITY)}.{target.label}.{tail}"])


def typo_other_tld(target, rng):
    return tld_swap(target._replace(label=edits.one_edit(target.label, rng)), rng)


def typo_embedded(target, rng):
    """One edit in the label of an embedded or flattened domain."""
    label = edits.one_edit(target.label, rng)
    return rng.choice((embedded, flattened))(target._replace(label=label), rng)


def misspelt_combo(target, rng):
    """Two visible tricks: a word beside a name with one edit or one homoglyph."""
    change = edits.one_edit if rng.random() < 0.6 else homoglyphs.ascii_one
    label = change(target.label, rng)
    return label and around(SECURITY + BUSINESS, glued=False)(target._replace(label=label), rng)


def capital_i(target, rng):
    """As in the header field, before anybody lower-cases it."""
    places = [at for at, letter in enumerate(target.label) if letter == "l"]
    if not places:
        return None
    at = rng.choice(places)
    return f"{target.label[:at]}I{target.label[at + 1:]}.{target.suffix}"
