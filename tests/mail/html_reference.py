"""What a page shows, by python3-html5lib's tree and a walk over it that follows CSS: the second
opinion of html_differential_test.py. Slow, unbounded and short, and shares nothing with milter/mail.
"""

import re
from collections import namedtuple

import html5lib

from html_reference_css import SIZES, number, color, declarations, media_holds, rules_of, specificity

Seen = namedtuple("Seen", "visible hidden links errors")  # text, text, {target: text}, {code}

BLOCK = set("address article aside blockquote caption center dd details dialog dir div dl dt fieldset "
            "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main "
            "menu nav ol optgroup option p plaintext pre section summary table tbody tfoot thead tr "
            "ul xmp".split())
UNSEEN = {"datalist", "iframe", "noembed", "noframes", "script", "style", "template", "title"}
CELLS = set("caption colgroup table tbody td tfoot th thead tr".split())


def name_of(element):
    return element.tag.rpartition("}")[2].lower()


def fits_one(simple, element):
    if ":" in simple.replace(":link", ""):
        return False
    tag = re.match(r"[a-z][\w-]*", simple)
    if tag and tag[0] != name_of(element):
        return False
    classes = element.get("class", "").split()
    return (all(one in classes for one in re.findall(r"\.([\w-]+)", simple)) and
            all(element.get("id") == one for one in re.findall(r"#([\w-]+)", simple)) and
            all(element.get(name) is not None and (not equals or element.get(name) == value)
                for name, equals, value in re.findall(r"\[([\w-]+)(=?)(\w*)\]", simple)) and
            (":link" not in simple or element.get("href") is not None))


def fits(selector, path):
    """`path`: the elements from the outermost to the one asked about."""
    steps = re.findall(r"[^\s>]+|>", selector)
    if not steps or not fits_one(steps[-1], path[-1]):
        return False
    if len(steps) == 1:
        return True
    if steps[-2] == ">":
        return len(path) > 1 and fits(" ".join(steps[:-2]), path[:-1])
    return any(fits(" ".join(steps[:-1]), path[:i]) for i in range(1, len(path)))


def presentation(element):
    """What attributes and the browser's own sheet say."""
    name, style = name_of(element), {}
    html = not element.tag.startswith("{")
    if element.get("bgcolor") is not None:
        style["background"] = element.get("bgcolor")
    if name == "font" and element.get("color"):
        style["color"] = element.get("color")
    if name == "a" and element.get("href") is not None and html:
        style["color"] = "#0000ee"
    if name in ("big", "small"):
        style["font-size"] = "120%" if name == "big" else "83.333%"
    if name in ("input", "button", "select", "textarea"):
        style.update({"color": "unknown", "font-size": "13px", "display": "inline-block"})
    if element.get("hidden") is not None:
        style["display"] = "none"
    return style


def style_of(path, rules):
    style = presentation(path[-1])
    layers = {False: [], True: []}
    for order, (selector, says) in enumerate(rules):
        if fits(selector, path):
            for name, value, important in says:
                layers[important].append(((0, specificity(selector), order), name, value))
    for name, value, important in declarations(path[-1].get("style", "")):
        layers[important].append(((1, (0, 0, 0), 0), name, value))
    for important in (False, True):
        for _, name, value in sorted(layers[important], key=lambda one: one[0]):
            style[name] = value
    return style


Look = namedtuple("Look", "gone cut far indented invisible size color background")
PAGE = Look(False, False, False, False, False, 16.0, 0, 0xffffff)


def tiny(style, name):
    pixels = number(style.get(name, ""))
    return pixels is not None and 0 <= pixels <= 1


def look_inside(look, style, name):
    def has(prop, *values):
        return style.get(prop) in values

    def pixels(prop):
        return number(style.get(prop, "")) or 0
    taken_out = has("position", "absolute", "fixed")
    floats = has("float", "left", "right")
    box = taken_out or floats or (name not in CELLS and (
        style["display"] != "inline" if "display" in style else name in BLOCK))
    scale = "scale(0)" in style.get("transform", "")
    gone = (look.gone or name in UNSEEN or has("display", "none") or
            float(style.get("opacity", 1)) <= .05 or has("filter", "opacity(0)") or
            has("clip-path", "inset(50%)") or (box and scale) or
            (taken_out and has("clip", "rect(0,0,0,0)")))
    no_size = (((tiny(style, "width") or tiny(style, "max-width")) and not pixels("min-width")) or
               ((tiny(style, "height") or tiny(style, "max-height")) and not pixels("min-height")))
    padded = pixels("padding") or pixels("padding-bottom")
    moved = pixels("left") <= -2000 or pixels("right") >= 2000
    indented = look.indented
    if "text-indent" in style and (box or name in CELLS):
        indented = pixels("text-indent") <= -2000
    size = look.size
    if "font-size" in style:
        said = style["font-size"]
        size = SIZES[said] if said in SIZES else number(said, look.size)
    back = style.get("background", "transparent")
    back = None if "url(" in back else color(back)
    return Look(
        gone, (look.cut and not taken_out) or
        (box and has("overflow", "hidden") and no_size and not padded),
        look.far or (moved and (taken_out or has("position", "relative"))) or
        pixels("margin-left") <= -2000,
        indented, style.get("visibility", "hidden" if look.invisible else "visible") != "visible",
        size, color(style["color"]) if "color" in style else look.color,
        look.background if back == "none" else back)


def is_hidden(look):
    if look.gone or look.cut or look.far or look.indented or look.invisible or look.size <= 1:
        return True
    if look.color == "none":
        return True
    if look.color is None or look.background is None:
        return False
    return sum(abs((look.color >> s & 255) - (look.background >> s & 255)) for s in (0, 8, 16)) <= 15


class Walk:
    def __init__(self, page, rules=None, in_comment=False):
        builder = html5lib.getTreeBuilder("etree", fullTree=True)
        parser = html5lib.HTMLParser(builder, namespaceHTMLElements=False)
        tree = parser.parse("<!DOCTYPE html>" + page)
        self.errors = {code for _, code, _ in parser.errors}
        self.rules = self.sheets(tree) if rules is None else rules
        self.in_comment = in_comment
        self.base = next((e.get("href") for e in tree.iter("base") if e.get("href")), None)
        self.shown, self.unshown, self.links = [], [], {}
        self.look = PAGE
        self.element(tree, [], PAGE, [])

    @staticmethod
    def sheets(tree):
        rules = []
        for element in tree.iter():
            if isinstance(element.tag, str) and name_of(element) == "style":
                if media_holds(element.get("media", "")):
                    rules += rules_of(element.text or "")
        return rules

    def say(self, text, look, links):
        (self.unshown if is_hidden(look) else self.shown).append(text)
        if not is_hidden(look):
            for target in links:
                self.links[target].append(text)

    def end_line(self, look):
        if not look.gone:
            self.shown.append("\n")

    def comment(self, text):
        text = text.strip()
        match = re.match(r"\[if[^]]*\]>(.*)<!\[", text, re.S | re.I)
        if match and not self.in_comment:
            inner = Walk(match[1], self.rules, True)
            self.unshown += inner.shown + inner.unshown
            for target in inner.links:
                self.links.setdefault(target, [])

    def target(self, element):
        html = not element.tag.startswith("{")
        name = name_of(element)
        value = element.get("action" if name == "form" else "href")
        if name not in ("a", "form") or value is None or not (html or name == "a"):
            return None
        if self.base and not re.match("[a-z]+:", value):
            value = self.base + value
        return re.sub(r"[\t\r\n]", "", value.strip())

    def element(self, element, path, around, links):
        path = path + [element]
        name = name_of(element)
        style = style_of(path, self.rules)
        look = look_inside(around, style, name)
        target = self.target(element)
        if target is not None:
            self.links.setdefault(target, [])
            if name == "a" and not element.tag.startswith("{"):
                links = links + [target]
        block = style["display"] == "block" if "display" in style else name in BLOCK
        if block:
            self.end_line(look)
        elif name == "br":
            self.end_line(around)
        elif name in ("td", "th"):
            self.say(" ", look, links)
        if name == "img":
            self.say(element.get("alt", ""), look, links)
        if name == "input" and element.get("type", "").lower() != "hidden":
            self.say(element.get("value", ""), look, links)
        if element.text and name not in ("script", "style") or element.tag.startswith("{"):
            self.say(element.text or "", look, links)
        for child in element:
            if not isinstance(child.tag, str):
                self.comment(child.text)
            elif child.tag != "<!DOCTYPE>":
                self.element(child, path, look, links)
            if child.tail:
                self.say(child.tail, look, links)
        if block:
            self.end_line(look)


def read(page):
    walk = Walk(page)
    return Seen("".join(walk.shown), "".join(walk.unshown),
                {target: "".join(texts) for target, texts in walk.links.items()}, walk.errors)
