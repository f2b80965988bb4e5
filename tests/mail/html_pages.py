"""Pages for html_differential_test.py, made from a seed: every text is a word of its own, "w12",
numbered in the order of the source, and every link leads to a host of its own.
"""

HIDING = [
    "display:none", "DISPLAY : none !important", "visibility:hidden", "visibility: collapse",
    "opacity:0", "opacity:.01", "font-size:0", "font-size:1px", "font:0/0 serif", "color:#fff",
    "color:white;background:#fefefe", "color:rgba(0,0,0,0)", "color:transparent",
    "width:0;overflow:hidden;display:block", "max-height:0;overflow:hidden;display:block",
    "display:inline-block;height:0px;overflow:hidden", "position:absolute;left:-9999px",
    "position:absolute;clip:rect(0,0,0,0)", "text-indent:-9999px;display:block",
    "margin-left:-99999px", "display:block;transform:scale(0)", "clip-path:inset(50%)",
    "d\\69splay:none", "dis/**/play:none;display:none", "color:red;;display:none;",
    "mso-hide:all;display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;"
    "max-width:0px;opacity:0;overflow:hidden", "position:relative;right:9999px",
    "font-size:1%", "filter:opacity(0)", "background:url(x;y);display:none",
]
SHOWING = [
    "color:red", "font-size:14px", "display:block", "display:inline", "visibility:visible",
    "opacity:1", "opacity:.5", "font-size:200%", "width:0;overflow:hidden;display:inline",
    "left:-9999px", "clip:rect(0,0,0,0);position:static", "display:nowhere", "font-size:-1px",
    "max-height:0;min-height:20px;overflow:hidden;display:block", "mso-hide:all",
    "color:#fff;background:#003366", "background:#fff;color:#000", "transform:scale(0);display:inline",
    "position:absolute;top:-20px", "text-indent:-1em", "opacity:none", "text-indent:0;display:block",
    "color:#fff;background:url(dark.png)", "display:none;display:inline", "margin-left:20px",
    "height:0;padding-bottom:40px;overflow:hidden;display:block", "float:left", "x", ":", "",
    "color:#333333", "font:bold 12px/1.5 serif", "display:inline-block",
]
SHEET = [
    ".c1{display:none}", ".c2{visibility:hidden}", "div .c3{font-size:0}", "td>.c4{opacity:0}",
    "#i1{display:none}", "p.c5,.c6{color:#fff}", "*{line-height:1}", ".c1.c2{display:inline}",
    "table td .c5{display:none!important}", "[data-x]{display:none}", "[data-x=y] b{color:red}",
    "@media print{.c6{display:none}}", "@media only screen and (min-width:480px){.c7{display:none}}",
    "@media (max-width:600px){.c8{display:none}}", "/* .c8{display:none} */",
    ".c8:hover{display:none}", "a{color:#0000ee}", "@import 'x.css';", "b>i{visibility:hidden}",
    ".c3 .c4 b{font-size:0}", "tbody>tr{color:#123456}", "span.c7{display:inline}", "x{y",
]
BLOCKS = ["div", "p", "blockquote", "center", "h1", "h3", "ul", "ol", "li", "dl", "dt", "dd", "pre",
          "section", "article", "form", "fieldset", "address", "listing"]
INLINE = ["span", "b", "i", "font", "a", "u", "em", "small", "big", "nobr", "code", "x-y", "label",
          "sub", "strike", "tt", "button", "ruby", "rt", "object", "marquee", "ins"]
TABLES = ["table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption"]
COMMENTS = ["<!--%s-->", "<!-->%s", "<!--->%s", "<!-- -- %s -->", "<!--%s--!>", "<!%s>", "<?%s?>",
            "</ %s>", "<!---%s--->", "<!--%s--> -->", "<![CDATA[%s]]>", "<!-- <!-- %s -->", "</>%s",
            "<!--[if mso]>%s<![endif]-->", "<!--[if !mso]><!-->%s<!--<![endif]-->",
            "<!--[if gte mso 9]><p>%s</p><![endif]-->", "<![if !mso]>%s<![endif]>",
            "<!DOCTYPE %s>", "<!-- <b>%s</b> -->", "<!--[if mso]>%s-->"]
ENTITIES = ["&amp;", "&lt;b&gt;", "&nbsp;", "&eacute;", "&#x41;", "&#66;", "&copy", "&ampx", "&no;",
            "&", "&#0;", "&#x80;", "&notit;", "&zwnj;", "&#x3042", "&colon;", "&NotEqualTilde;"]


class Pages:
    """One page a call of one of the methods in KINDS; `rng` decides everything."""

    def __init__(self, rng):
        self.rng = rng
        self.count = 0
        self.links = 0

    def word(self):
        self.count += 1
        return f"w{self.count}"

    def text(self):
        glue = self.rng.choice(["", " ", " ", "\n", "\r\n\t"])
        return self.word() + glue

    def link(self):
        self.links += 1
        path = self.rng.choice(["", "/", "/a?b=1&copy=2", "/a&amp;b", "/&#x61;"])
        return f"https://l{self.links}.example{path}"

    def attribute(self, name, value):
        bare = not any(c in value for c in " \t\n\"'=<>`") and value
        quote = self.rng.choice(["", '"', "'"] if bare else ['"', "'"])
        name = self.rng.choice([name, name.upper()])
        space = self.rng.choice(["", "", " "])
        gap = self.rng.choice([" ", " ", "\n", "/" if quote else " "])
        return f"{gap}{name}{space}={space}{quote}{value}{quote}"

    def attributes(self, name):
        rng, out = self.rng, ""
        if rng.random() < .25:
            out += self.attribute("style", rng.choice(HIDING if rng.random() < .6 else SHOWING))
        if rng.random() < .04:
            out += " hidden"
        if rng.random() < .2:
            out += self.attribute("class", " ".join(f"c{rng.randint(1, 8)}"
                                                    for _ in range(rng.randint(1, 2))))
        if rng.random() < .05:
            out += self.attribute("id", f"i{rng.randint(1, 2)}")
        if rng.random() < .05:
            out += self.attribute("data-x", rng.choice(["y", "z"]))
        if name == "a" and rng.random() < .8:
            out += self.attribute("href", self.link())
        if name == "font" and rng.random() < .5:
            out += self.attribute("color", rng.choice(["#ffffff", "white", "red", "#FEFEFE", "navy"]))
        if name in ("td", "table", "div") and rng.random() < .1:
            out += self.attribute("bgcolor", rng.choice(["#ffffff", "black", "#003366"]))
        if out and rng.random() < .05:
            out += ' style="color:red"'       # a second one, if there was a first
        return out

    def start(self, name):
        name_as_written = self.rng.choice([name, name, name.upper()])
        return f"<{name_as_written}{self.attributes(name)}{self.rng.choice(['', '', ' '])}>"

    def void(self):
        rng = self.rng
        return rng.choice([
            lambda: "<br>", lambda: "<hr/>", lambda: "<wbr>", lambda: "</br>",
            lambda: f"<img alt={self.word()}>",
            lambda: f"<img{self.attributes('img')} alt='{self.word()} {self.word()}'>",
            lambda: f"<input value={self.word()}>",
            lambda: f"<input type=hidden value={self.word()}>"])()

    def soup(self, names=None, length=None):
        rng, out, opened = self.rng, [], []
        names = names or BLOCKS + INLINE * 2
        for _ in range(length or rng.randint(8, 40)):
            roll = rng.random()
            if roll < .35:
                out.append(self.text())
            elif roll < .65:
                opened.append(rng.choice(names))
                out.append(self.start(opened[-1]))
            elif roll < .75 and opened:
                out.append(f"</{opened.pop()}>")
            elif roll < .88:
                out.append(f"</{rng.choice(opened or names)}>")
            elif roll < .96:
                out.append(self.void())
            else:
                out.append(self.comment())
        return "".join(out) + self.text()

    def comment(self):
        return self.rng.choice(COMMENTS) % self.text()

    def comments(self):
        return "".join(self.comment() + self.rng.choice([self.text(), "<p>", ""])
                       for _ in range(self.rng.randint(3, 10))) + self.text()

    def entities(self):
        out = ""
        for _ in range(self.rng.randint(4, 12)):
            entity = self.rng.choice(ENTITIES)
            out += self.text() + entity + self.rng.choice(["", " ", "x", "="])
            if self.rng.random() < .3:
                out += f"<a href='{self.link()}/{entity}=1'>{self.text()}</a>"
        return out

    def tables(self):
        return self.soup(TABLES * 3 + ["td", "tr", "table"] + ["div", "b", "font", "a", "p", "form"])

    def sheets(self):
        rng = self.rng
        rules = "\n".join(rng.choice(SHEET) for _ in range(rng.randint(1, 6)))
        if rng.random() < .2:
            rules = f"<!-- {rules} -->"
        media = rng.choice(["", "", "", " media=print", " media='screen and (min-width:1px)'"])
        sheet = f"<style{media} type=text/css>{rules}</style>"
        body = self.soup(BLOCKS + INLINE + ["table", "td", "tr"])
        return sheet + body if rng.random() < .7 else body + sheet + self.text()

    def raw(self):
        rng, out = self.rng, ""
        for _ in range(rng.randint(2, 6)):
            name = rng.choice(["script", "style", "title", "textarea", "noscript", "xmp", "iframe",
                               "noembed", "select", "option", "noframes"])
            inner = rng.choice([self.text(), f"{self.text()}<b>{self.text()}", f"</{name}x>{self.word()}",
                                f"<!--{self.text()}-->{self.text()}", f"&amp;{self.text()}"])
            end = rng.choice([f"</{name}>", f"</{name.upper()} >", f"</{name}/>"])
            out += self.start(name) + inner + end + self.text()
        return out

    def selects(self):
        names = ["select", "option", "optgroup", "div", "b", "p", "input", "table", "td", "span"]
        return self.soup(names, self.rng.randint(6, 20))

    def foreign(self):
        names = ["svg", "math", "g", "text", "desc", "title", "foreignObject", "mi", "mtext", "p",
                 "b", "span", "style", "font", "circle", "a"]
        rng, out = self.rng, []
        for _ in range(rng.randint(6, 24)):
            roll = rng.random()
            name = rng.choice(names)
            if roll < .3:
                out.append(self.text())
            elif roll < .65:
                tag = self.start(name)
                out.append(tag[:-1] + "/>" if rng.random() < .2 and tag[-2] not in "'\"" else tag)
            elif roll < .9:
                out.append(f"</{name}>")
            else:
                out.append(f"<![CDATA[{self.text()}]]>")
        return "<svg>" * rng.randint(0, 1) + "".join(out) + self.text()

    def outlook(self):
        rng = self.rng
        rows = "".join(f"<p class=MsoNormal><span lang=JA style='font-size:10.5pt;color:#1F497D'>"
                       f"{self.text()}<o:p></o:p></span></p>\r\n" for _ in range(rng.randint(2, 6)))
        return ("<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head>"
                "<meta http-equiv=Content-Type content=\"text/html; charset=utf-8\">"
                "<!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]-->"
                "<style><!-- p.MsoNormal {margin:0mm; font-size:10.5pt;} a:link {color:#0563C1;} "
                "--></style><!--[if gte mso 9]><xml><o:shapedefaults v:ext=\"edit\"/></xml>"
                f"<![endif]--></head><body lang=JA link=\"#0563C1\"><div class=WordSection1>{rows}"
                f"<p class=MsoNormal><a href=\"{self.link()}\">{self.text()}</a>"
                "<span style='mso-hide:all'>" + self.text() + "</span></p>"
                "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0mm 0mm 0mm'>"
                f"<p class=MsoNormal><b>From:</b> {self.text()}<br><b>Sent:</b> {self.text()}</p>"
                "</div></div></body></html>")

    def gmail(self):
        quoted = self.soup(["div", "span", "b", "a"], 8)
        return (f"<div dir=\"ltr\">{self.text()}<div><br></div><div>{self.text()}</div></div><br>"
                "<div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">"
                f"{self.text()}&lt;<a href=\"mailto:a@b.example\">{self.word()}</a>&gt;:<br></div>"
                "<blockquote class=\"gmail_quote\" style=\"margin:0px 0px 0px 0.8ex;border-left:1px"
                f" solid rgb(204,204,204);padding-left:1ex\">{quoted}</blockquote></div>")

    def newsletter(self):
        rng = self.rng
        cells = "".join(
            f"<tr><td bgcolor=\"#ffffff\" style=\"padding:10px;color:#333333\"><h3>{self.text()}</h3>"
            f"<p>{self.text()}</p><a href=\"{self.link()}\" style=\"color:#ffffff;background:#e60012;"
            f"display:inline-block\">{self.text()}</a></td><td class=\"{rng.choice(['m', 'h'])}\">"
            f"<img src=x alt=\"{self.word()}\"></td></tr>" for _ in range(rng.randint(1, 5)))
        return ("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
                "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\"><html><head>"
                f"<title>{self.text()}</title><style type=\"text/css\">.h{{display:none}} "
                "@media only screen and (max-width:600px){.m{display:none!important}.h{display:block}}"
                " a{text-decoration:none} td a span{color:#fff}</style></head>"
                "<body bgcolor=\"#f2f2f2\" style=\"margin:0\"><div style=\"display:none;max-height:0;"
                f"overflow:hidden;mso-hide:all\">{self.text()}&zwnj;&nbsp;&zwnj;</div>"
                "<table width=\"100%\" cellpadding=\"0\"><tr><td align=\"center\">"
                f"<!--[if mso]><table><tr><td>{self.text()}<![endif]--><table width=600>{cells}"
                "</table><!--[if mso]></td></tr></table><![endif]--></td></tr></table>"
                f"<span style=\"font-size:0;color:#f2f2f2\">{self.text()}</span>"
                "<img src=\"x\" width=\"1\" height=\"1\"></body></html>")


KINDS = ["soup", "soup", "soup", "comments", "entities", "tables", "tables", "sheets", "sheets",
         "raw", "selects", "foreign", "outlook", "gmail", "newsletter"]


def pages(rng, number):
    for i in range(number):
        kind = KINDS[i % len(KINDS)]
        page = getattr(Pages(rng), kind)()
        if rng.random() < .2:
            page = f"<html><head></head><body>{page}</body></html>"
        if rng.random() < .05:
            page = f"<base href=https://base.example/x/>{page}<a href='y'>w9999</a>"
        yield kind, page
