"""The confirmation page as a person uses it: read the page, choose in its form, press a button.

    page = ConfirmPage.open("http://127.0.0.1:8025/h/3f0c….abc")
    page.fields                          # {"choice0": ["correct", "keep", "drop"]}
    answer = page.press("send", choice0="correct")
    answer.status, answer.text

Goes by the form's own names and values, whatever they are; nothing is filled in that the page does
not offer. No script, no cookie.
"""

import dataclasses
import html.parser
import urllib.error
import urllib.parse
import urllib.request


@dataclasses.dataclass
class Answer:
    status: int
    text: str


class ConfirmPage:
    def __init__(self, address, answer):
        self.address, self.status, self.text = address, answer.status, answer.text
        form = _Form()
        form.feed(answer.text)
        self.fields = form.radios      # name -> the values that can be chosen
        self.checked = form.checked    # what the page chose by itself: should be nothing
        self._hidden, self._buttons = form.hidden, form.buttons
        self._action = urllib.parse.urljoin(address, form.action)

    @classmethod
    def open(cls, address, timeout=30):
        return cls(address, _ask(urllib.request.Request(address), timeout))

    def press(self, button, timeout=30, **choices):
        """`button`: the value of one of the page's buttons."""
        name = next(name for name, value in self._buttons if value == button)
        data = urllib.parse.urlencode({**self._hidden, **choices, name: button}).encode()
        return _ask(urllib.request.Request(self._action, data=data), timeout)


def _ask(request, timeout):
    # Without a proxy: the page is on this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=timeout) as reply:
            return Answer(reply.status, reply.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.read().decode("utf-8", "replace"))


class _Form(html.parser.HTMLParser):
    """The page's form: its action, hidden fields, radio buttons and submit buttons."""

    def __init__(self):
        super().__init__()
        self.action, self.hidden, self.radios, self.buttons = "", {}, {}, []
        self.checked = []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        kind = values.get("type", "submit" if tag == "button" else "text")
        name, value = values.get("name", ""), values.get("value", "")
        if tag == "form":
            self.action = values.get("action", "")
        elif tag == "input" and kind == "hidden":
            self.hidden[name] = value
        elif tag == "input" and kind == "radio":
            self.radios.setdefault(name, []).append(value)
            self.checked += [(name, value)] if "checked" in values else []
        elif tag in ("input", "button") and kind == "submit":
            self.buttons.append((name, value))
