#!/usr/bin/python3
"""Ten thousand requests that must not decide anything, against the real program on a real store.

    hostile_test.py --web PROGRAM --seed PROGRAM --out FOLDER

Mail scanners that follow every link, forged and stale forms, guessing, broken HTTP: the store is
read before and after by a connection of the test's own and must be the same to the last column.
Then one genuine form shows that the same program would have obeyed.
"""
import http.client
import random
import re
import socket
import sys
import unittest
import urllib.parse

import workplace

OPTIONS = None
REQUESTS = 10_000
SEED = 20261123
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
COMPLETE = {"lookalike": "r0=keep&do=send", "several": "r0=keep&r1=keep&r2=keep&r3=keep&do=send",
            "hostile": "r0=keep&do=send", "bare": "r0=keep&do=send", "expired": "r0=keep&do=send"}


class Attacker:
    """Draws requests; each from another client, so that the limit of guesses hides nothing."""

    def __init__(self, place):
        self.place = place
        self.random = random.Random(SEED)
        self.names = sorted(COMPLETE)
        self.connection = None
        self.clients = 0

    def token(self):
        return "".join(self.random.choice(LETTERS) for _ in range(22))

    def page(self, name=None):
        return self.place.pages[name or self.random.choice(self.names)].path

    def form(self, name, token):
        return f"form={token}&{COMPLETE[name]}" if self.random.random() < 0.7 else \
            f"form={token}&do=cancel&sure=cancel"

    def ask(self, method, path, body=None, fields=None):
        self.clients += 1
        client = f"10.{self.clients >> 16 & 255}.{self.clients >> 8 & 255}.{self.clients & 255}"
        fields = {"X-Forwarded-For": client, "Connection": "keep-alive",
                  "Content-Type": "application/x-www-form-urlencoded", **(fields or {})}
        for attempt in (1, 2):   # a connection that the server has closed is opened again
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.place.port, timeout=60)
            try:
                self.connection.request(method, path, body, fields)
                answer = self.connection.getresponse()
                answer.text = answer.read()
                return answer
            except (http.client.HTTPException, OSError):
                self.connection.close()
                self.connection = None
                if attempt == 2:
                    return None

    def close(self):
        if self.connection:
            self.connection.close()

    def real_form_token(self, name):
        page = self.ask("GET", self.page(name)).text.decode()
        return re.search('name="form" value="([^"]+)"', page).group(1)

    # --- what they try ---

    def looks(self):
        return self.ask(self.random.choice(["GET", "HEAD"]), self.page())

    def looks_with_a_query(self):
        name = self.random.choice(self.names)
        return self.ask("GET", self.page(name) + "?" + self.form(name, self.token()))

    def posts_nothing(self):
        return self.ask("POST", self.page(), "")

    def posts_without_a_token(self):
        name = self.random.choice(self.names)
        return self.ask("POST", self.page(name), COMPLETE[name])

    def forges_a_form(self):
        name = self.random.choice(self.names)
        return self.ask("POST", self.page(name), self.form(name, self.token()))

    def takes_the_link_for_the_form(self):
        name = self.random.choice(self.names)
        return self.ask("POST", self.page(name), self.form(name, self.page(name)[-22:]))

    def takes_anothers_form(self):
        one, other = self.random.sample(["lookalike", "several", "bare"], 2)
        return self.ask("POST", self.page(one), self.form(one, self.tokens[other]))

    def comes_from_elsewhere(self):
        name = self.random.choice(["lookalike", "several"])
        fields = self.random.choice([{"Origin": "https://evil.example"},
                                     {"Sec-Fetch-Site": "cross-site"}])
        return self.ask("POST", self.page(name), self.form(name, self.tokens[name]), fields)

    def leaves_something_out(self):
        token = self.tokens["several"]
        body = self.random.choice(["do=send", "r0=keep&do=send", "r0=keep&r1=keep&r2=keep&do=send",
                                   "r0=keep&r1=keep&r2=keep&r3=none&do=send",
                                   "r0=keep&r1=keep&r2=keep&r3=keep", "r0=keep&r0=keep&do=cancel",
                                   "r9=keep&do=send", "r0=keep&r1=keep&r2=correct&r3=keep&do=send"])
        return self.ask("POST", self.page("several"), f"form={token}&{body}")

    def presses_cancel_without_the_tick(self):
        """A scanner that renders the page and presses its buttons: the real form, filled in."""
        name = self.random.choice(["lookalike", "several", "bare"])
        choices = self.random.choice(["", COMPLETE[name].replace("do=send", "")])
        tick = self.random.choice(["", "&sure=", "&sure=on", "&sure=send"])
        return self.ask("POST", self.page(name),
                        f"form={self.tokens[name]}&{choices}&do=cancel{tick}".replace("&&", "&"))

    def ticks_everything_and_sends(self):
        name = self.random.choice(["lookalike", "several", "bare"])
        return self.ask("POST", self.page(name),
                        f"form={self.tokens[name]}&{COMPLETE[name]}&sure=cancel")

    def sends_another_media_type(self):
        return self.ask("POST", self.page("bare"), self.form("bare", self.tokens["bare"]),
                        {"Content-Type": self.random.choice(["text/plain", "application/json"])})

    def comes_too_late(self):
        return self.ask("POST", self.page("expired"), self.form("expired", self.token()))

    def guesses(self):
        id = self.random.choice([self.place.pages["lookalike"].id, f"{self.random.getrandbits(64):016x}"])
        return self.ask(self.random.choice(["GET", "POST", "HEAD"]), f"/h/{id}.{self.token()}",
                        "do=cancel&sure=cancel")

    def bends_the_link(self):
        path = self.page("lookalike")
        bent = self.random.choice([path[:-1], path + "A", path.upper(), path.replace(".", "%2E"),
                                   path.replace(".", "/"), "/x/.." + path, "/" + path, path[:19],
                                   path + "/", path.replace("/h/", "/h//"), path + "%00", "/h/"])
        return self.ask(self.random.choice(["GET", "POST"]), bent, "do=cancel&sure=cancel")

    def uses_another_method(self):
        method = self.random.choice(["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "post", "CONFIRM"])
        return self.ask(method, self.page("bare"), self.form("bare", self.tokens["bare"]))

    def overrides_the_method(self):
        return self.ask("GET", self.page("bare"), None, {"X-HTTP-Method-Override": "POST"})

    def sends_too_much(self):
        body = self.form("bare", self.tokens["bare"]) + "&x=" + "x" * self.random.randint(16385, 60000)
        return self.ask("POST", self.page("bare"), body)

    def sends_noise(self):
        noise = bytes(self.random.randrange(256) for _ in range(self.random.randint(0, 600)))
        return self.ask("POST", self.page(), noise)

    def breaks_http(self):
        path = self.page("bare")
        body = f"form={self.tokens['bare']}&do=cancel&sure=cancel"
        broken = self.random.choice([
            f"POST {path} HTTP/1.1\r\n\r\n{body}",
            f"POST {path} HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n{body}",
            f"POST {path} HTTP/1.1\r\nHost: h\r\nContent-Length: 1x\r\n\r\n{body}",
            f"POST {path} HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{body}",
            f"POST {path}\r\n\r\n{body}", f"GET {path} {path} {path}\r\n\r\n", "\r\n" * 50 + "x\r\n\r\n",
            f"GET {path} HTTP/1.1\r\nHost: h\r\n" + "X: y\r\n" * 6000 + "\r\n",
            "GET " + "/" * 60000 + " HTTP/1.1\r\nHost: h\r\n\r\n", "\x16\x03\x01\x00\x05 \r\n\r\n"])
        with socket.create_connection(("127.0.0.1", self.place.port), timeout=60) as raw:
            try:
                raw.sendall(broken.encode("latin-1"))
                raw.shutdown(socket.SHUT_WR)
                raw.settimeout(0.2)
                raw.recv(4096)
            except OSError:
                pass   # closed on us, or no answer to what is no request
        return None

    def prepare(self):
        self.tokens = {name: self.real_form_token(name) for name in ("lookalike", "several", "bare")}

    def ways(self):
        usual = [self.looks, self.looks_with_a_query, self.posts_nothing, self.posts_without_a_token,
                 self.forges_a_form, self.takes_the_link_for_the_form, self.takes_anothers_form,
                 self.comes_from_elsewhere, self.leaves_something_out, self.sends_another_media_type,
                 self.presses_cancel_without_the_tick, self.ticks_everything_and_sends,
                 self.comes_too_late, self.guesses, self.bends_the_link, self.uses_another_method,
                 self.overrides_the_method, self.sends_noise]
        return usual * 6 + [self.sends_too_much] * 3 + [self.breaks_http]


class Hostile(unittest.TestCase):
    def test_ten_thousand_requests_decide_nothing(self):
        with workplace.Workplace(OPTIONS) as place:
            attacker = Attacker(place)
            self.addCleanup(attacker.close)
            attacker.prepare()
            before, seen = place.everything(), {}
            self.assertEqual({row[1] for row in before[0]}, {"held"})
            ways = attacker.ways()
            for _ in range(REQUESTS):
                way = attacker.random.choice(ways)
                answer = way()
                status = answer.status if answer else 0
                seen.setdefault(way.__name__, {}).setdefault(status, 0)
                seen[way.__name__][status] += 1
            for name, statuses in sorted(seen.items()):
                print(f"  {name:30} {dict(sorted(statuses.items()))}")
            self.assertEqual(place.everything(), before)
            self.check_answers(seen, len(set(ways)))
            self.one_genuine_form(place, attacker)
            self.check_log(place)

    def check_answers(self, seen, ways):
        self.assertEqual(len(seen), ways)
        for name, statuses in seen.items():
            self.assertEqual(set(statuses) & {303, 500, 503}, set(), name)
        for name in ("looks", "looks_with_a_query", "overrides_the_method"):
            self.assertEqual(set(seen[name]), {200}, name)
        for name in ("presses_cancel_without_the_tick", "ticks_everything_and_sends"):
            self.assertEqual(set(seen[name]), {422}, name)
        for name in ("guesses", "bends_the_link"):
            self.assertEqual(set(seen[name]), {404}, name)

    def one_genuine_form(self, place, attacker):
        answer = attacker.ask("POST", attacker.page("bare"),
                              urllib.parse.urlencode({"form": attacker.tokens["bare"],
                                                      "r0": "keep", "do": "send"}))
        self.assertEqual(answer.status, 303)
        self.assertEqual(place.state("bare"), "releasing")
        replayed = attacker.ask("POST", attacker.page("bare"),
                                f"form={attacker.tokens['bare']}&do=cancel&sure=cancel")
        self.assertEqual(replayed.status, 409)
        self.assertEqual(place.state("bare"), "releasing")

    def check_log(self, place):
        self.assertEqual(place.stop(), 0)
        log = place.log()
        self.assertNotIn("Sanitizer", log)
        for page in place.pages.values():
            self.assertNotIn(page.path[-22:], log)

    def test_one_client_that_guesses_is_told_to_wait_and_shuts_nobody_out(self):
        with workplace.Workplace(OPTIONS) as place:
            attacker = Attacker(place)
            self.addCleanup(attacker.close)
            client = {"X-Forwarded-For": "203.0.113.9"}
            wrong = f"/h/{place.pages['bare'].id}."
            statuses = [attacker.ask("GET", wrong + attacker.token(), None, client).status
                        for _ in range(12)]
            self.assertEqual(statuses, [404] * 10 + [429] * 2)
            self.assertEqual(attacker.ask("GET", attacker.page("bare"), None, client).status, 200)
            other = {"X-Forwarded-For": "203.0.113.10"}
            self.assertEqual(attacker.ask("GET", wrong + attacker.token(), None, other).status, 404)


if __name__ == "__main__":
    OPTIONS = workplace.arguments()
    unittest.main(argv=sys.argv[:1], verbosity=2)
