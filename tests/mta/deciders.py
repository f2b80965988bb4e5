"""Senders of held mail in a test: each reads the notice in the mailbox and does what was planned
for his mail, on the page or with the help of an administrator.

    deciders = Deciders(sink, sekimori.holds, {17: Plan("correct", "page")}, threads=4)
    deciders.start()
    ...
    deciders.stop()
    deciders.unanswered          # mails whose decision could not be brought to an end

Servers may die under them: they try again, until the page or the command says that the mail is
decided, as people do.
"""

import dataclasses
import http.client
import queue
import re
import threading
import time

import compare
import held_check
from lab.confirm_page import ConfirmPage
from lab.process import LabError

PATIENCE = 60   # seconds for one decision


@dataclasses.dataclass
class Plan:
    do: str        # "correct", "keep", "drop", "cancel", or "nothing"
    way: str       # "page" or "command"
    doubtful: str = ""
    right: str = ""
    stays: bool = False   # held to the end of the test: nobody decides, and it does not expire


def number_of(field):
    """17 of "<chaos-17@asagiri.example>"."""
    found = re.search(r"<chaos-(\d+)@", field)
    return int(found[1]) if found else None


class Deciders:
    def __init__(self, sink, holds, plans, threads):
        self._sink, self._holds, self._plans = sink, holds, plans
        self._work, self._seen, self._read = queue.SimpleQueue(), set(), 0
        self._ending = threading.Event()
        self.unanswered = []
        self._threads = [threading.Thread(target=self._read_mailbox, daemon=True)]
        self._threads += [threading.Thread(target=self._decide_all, daemon=True)
                          for _ in range(threads)]

    def start(self):
        for thread in self._threads:
            thread.start()

    def stop(self):
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def asked(self):
        """Mails whose sender has got a notice."""
        return set(self._seen)

    def _read_mailbox(self):
        while not self._ending.wait(0.1):
            mails = self._sink.mails()
            for mail in mails[self._read:]:
                self._read_one(mail)
            self._read = len(mails)

    def _read_one(self, mail):
        if not held_check.is_notice(mail):
            return
        message = compare.Message(mail.data)
        link = re.search(r"^http://\S+/h/([0-9a-f]+)\.\S+", message.text(), re.M)
        number = number_of(" ".join(message.values("In-Reply-To")))
        if link and number is not None and number not in self._seen:
            self._seen.add(number)
            self._work.put((number, link[0], link[1]))

    def _decide_all(self):
        while not self._ending.is_set():
            try:
                number, link, hold = self._work.get(timeout=0.2)
            except queue.Empty:
                continue
            plan = self._plans[number]
            if plan.do != "nothing":
                way = self._on_page if plan.way == "page" else self._by_command
                self._until_done(number, lambda: way(plan, link, hold))

    def _until_done(self, number, attempt):
        deadline, trouble = time.monotonic() + PATIENCE, ""
        while time.monotonic() < deadline and not self._ending.is_set():
            try:
                trouble = attempt()
            except (OSError, http.client.HTTPException, LabError) as error:
                trouble = f"{type(error).__name__}: {error}"
            if not trouble:
                return
            time.sleep(0.2)
        self.unanswered.append(f"mail {number}: {trouble}")

    def _on_page(self, plan, link, _):
        """What went wrong, "" if the mail is decided."""
        page = ConfirmPage.open(link)
        if page.status != 200:
            return f"the page: {page.status}"
        if not page.fields:
            return ""   # an attempt before this one was successful, only its answer was lost
        if plan.do == "cancel":
            answer = page.press("cancel", sure="cancel")
        else:
            answer = page.press("send", **{name: plan.do for name in page.fields})
        return "" if answer.status == 200 else f"the answer: {answer.status}"

    def _by_command(self, plan, _, hold):
        if self._holds.show(hold)["state"] != "held":
            return ""
        if plan.do == "cancel":
            self._holds.cancel(hold)
        elif plan.do == "correct":
            self._holds.release(hold, correct=[(plan.doubtful, plan.right)])
        else:
            self._holds.release(hold, **{plan.do: [plan.doubtful]})
        return ""
