#!/usr/bin/python3
"""The pages in a real browser (Chromium, no script of ours runs in it), against the real program.

    browser_test.py --web PROGRAM --seed PROGRAM --out FOLDER

Screenshots of every page stay in FOLDER/screenshots, for a person to look at.
"""
import json
import os
import sys
import unittest

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import workplace

OPTIONS = None

# Effective colours of every piece of text and its WCAG 2.2 contrast (1.4.3), worst first.
CONTRASTS = """
function parse(c) { return c.match(/[0-9.]+/g).map(Number); }
function light(c) { const v = c.slice(0, 3).map(x => { x /= 255;
  return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; }
function background(e) { for (; e; e = e.parentElement) {
  const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; }
  return [255, 255, 255]; }
const found = [];
for (const e of document.querySelectorAll('body *')) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
  const a = light(parse(getComputedStyle(e).color)), b = light(background(e));
  found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.outerHTML.slice(0, 80)]);
}
return found.sort((x, y) => x[0] - y[0]);
"""

# Height and width of everything that can be pressed.
TARGETS = """
return [...document.querySelectorAll('button, label.option, summary, .alert a')].map(e => {
  const box = e.getBoundingClientRect(); return [box.width, box.height, e.outerHTML.slice(0, 80)]; });
"""


def browser(language):
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                 f"--lang={language}", f"--accept-lang={language}"):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = workplace.Workplace(OPTIONS)
        cls.japanese, cls.english = browser("ja"), browser("en")
        cls.shots = os.path.join(OPTIONS.out, "screenshots")
        os.makedirs(cls.shots, exist_ok=True)

    @classmethod
    def tearDownClass(cls):
        cls.japanese.quit()
        cls.english.quit()
        status = cls.place.stop()
        log = cls.place.log()
        cls.place.__exit__()
        assert status == 0 and "Sanitizer" not in log, log

    def open(self, driver, name, width=800):
        self.resize(driver, width, 900)
        driver.get(self.place.url + self.place.pages[name].path)

    def resize(self, driver, width, height):
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def keep(self, driver, name, width):
        """A screenshot of the whole page; that nothing sticks out at the side."""
        self.resize(driver, width, 900)
        size = driver.execute_script("const e = document.documentElement; "
                                     "return [e.scrollWidth, e.scrollHeight];")
        self.assertLessEqual(size[0], width, name)
        self.resize(driver, width, size[1])
        driver.save_screenshot(os.path.join(self.shots, f"{name}-{width}.png"))
        self.resize(driver, width, 900)

    def find(self, driver, selector):
        return driver.find_element(By.CSS_SELECTOR, selector)

    def choose(self, driver, field, value):
        self.find(driver, f"input[name={field}][value={value}]").click()

    def press(self, driver, value):
        old = self.find(driver, "main")
        self.find(driver, f"button[value={value}]").click()
        WebDriverWait(driver, 30).until(lambda _: self.is_gone(old))

    @staticmethod
    def is_gone(element):
        try:
            element.is_enabled()
            return False
        except Exception:  # stale: another page has been loaded
            return True

    def heading(self, driver):
        return self.find(driver, "h1").text

    def test_looks(self):
        for driver, language in ((self.japanese, "ja"), (self.english, "en")):
            for name in ("lookalike", "several", "hostile", "bare", "expired"):
                self.open(driver, name)
                self.assertEqual(self.find(driver, "html").get_attribute("lang"), language)
                for width in (360, 800):
                    self.keep(driver, f"{name}-{language}", width)
        self.japanese.get(self.place.url + "/h/unknown")
        self.assertEqual(self.heading(self.japanese), "このリンクは使えません")
        self.keep(self.japanese, "unknown-ja", 360)

    def test_nothing_is_preselected(self):
        for name in ("lookalike", "several", "hostile", "bare"):
            self.open(self.japanese, name)
            self.assertEqual(self.japanese.find_elements(By.CSS_SELECTOR, "input:checked"), [])

    def test_every_radio_has_its_group_and_its_label(self):
        self.open(self.japanese, "several")
        radios = self.japanese.find_elements(By.CSS_SELECTOR, "input[type=radio]")
        self.assertEqual(len(radios), 3 + 3 + 2 + 2)
        for radio in radios:
            self.assertEqual(radio.aria_role, "radio")
            self.assertRegex(radio.accessible_name, "@.*送る|外す.*@")
        for group in self.japanese.find_elements(By.CSS_SELECTOR, "fieldset"):
            self.assertRegex(group.accessible_name, "宛先の確認")

    def test_contrast_and_target_size(self):
        for driver in (self.japanese, self.english):
            for name in ("lookalike", "several", "hostile"):
                self.open(driver, name, 360)
                worst, where = driver.execute_script(CONTRASTS)[0]
                self.assertGreaterEqual(worst, 4.5, where)
                targets = driver.execute_script(TARGETS)
                self.assertGreater(len(targets), 4)
                for width, height, what in targets:
                    self.assertGreaterEqual(min(width, height), 44, what)

    def test_the_two_addresses_stand_column_under_column(self):
        self.open(self.japanese, "several", 360)
        compared = 0
        for pair in self.japanese.find_elements(By.CSS_SELECTOR, ".pair"):
            marked = [mark.rect for mark in pair.find_elements(By.CSS_SELECTOR, "mark, .gap")]
            if len(marked) == 2:
                self.assertAlmostEqual(marked[0]["x"], marked[1]["x"], delta=1)
                self.assertLess(marked[0]["y"], marked[1]["y"])
                compared += 1
        self.assertEqual(compared, 3)

    def test_nothing_of_the_mail_runs(self):
        self.open(self.japanese, "hostile")
        for tag in ("script", "img", "svg", "b", "iframe"):
            self.assertEqual(self.japanese.find_elements(By.TAG_NAME, tag), [], tag)
        self.assertEqual(len(self.japanese.find_elements(By.TAG_NAME, "form")), 1)
        self.assertIn("<script>alert(1)</script>", self.find(self.japanese, "main").text)
        self.assertIn("U+202E", self.find(self.japanese, "main").text)

    def test_send_without_a_choice_stays_on_the_page(self):
        self.open(self.japanese, "lookalike")
        self.find(self.japanese, "button[value=send]").click()
        self.assertFalse(self.japanese.execute_script(
            "return document.querySelector('form').checkValidity();"))
        self.assertEqual(self.place.state("lookalike"), "held")
        self.assertEqual(self.heading(self.japanese), "このメールの送信を止めています")

    def test_send_without_a_choice_past_the_browsers_own_check(self):
        self.open(self.japanese, "several", 360)
        self.japanese.execute_script("document.querySelector('form').noValidate = true;")
        self.choose(self.japanese, "r0", "keep")
        self.press(self.japanese, "send")
        self.assertEqual(self.place.state("several"), "held")
        alert = self.find(self.japanese, "[role=alert]")
        self.assertIn("まだ送信していません", alert.text)
        links = [link.get_attribute("hash") for link in alert.find_elements(By.TAG_NAME, "a")]
        self.assertEqual(links, ["#r1", "#r2", "#r3"])
        self.assertEqual(self.japanese.find_elements(By.CSS_SELECTOR, "input:checked"), [])
        self.keep(self.japanese, "omission-ja", 360)

    def test_correct_and_send(self):
        self.open(self.japanese, "corrected", 360)
        self.choose(self.japanese, "r0", "correct")
        self.keep(self.japanese, "chosen-ja", 360)
        self.press(self.japanese, "send")
        self.assertEqual(self.heading(self.japanese), "送信しています")
        self.assertEqual(self.place.state("corrected"), "releasing")
        self.assertEqual(self.place.choices("corrected")[0],
                         ("tanaka@kouwa-shojl.example", "correct", "tanaka@kouwa-shoji.example"))
        self.keep(self.japanese, "releasing-ja", 360)
        self.japanese.refresh()   # by GET: nothing is sent again
        self.assertEqual(self.heading(self.japanese), "送信しています")

    def test_cancel_and_a_second_tab_that_is_too_late(self):
        self.open(self.japanese, "cancelled")
        self.open(self.english, "cancelled")
        self.press(self.japanese, "cancel")   # without the tick
        self.assertEqual(self.place.state("cancelled"), "held")
        self.assertIn("まだ取り消していません", self.find(self.japanese, "[role=alert]").text)
        tick = self.find(self.japanese, "input[name=sure]")
        self.assertEqual((tick.aria_role, tick.is_selected()), ("checkbox", False))
        self.assertEqual(tick.accessible_name, "送らずに取り消します")
        tick.click()
        self.keep(self.japanese, "ticked-ja", 360)
        self.press(self.japanese, "cancel")
        self.assertEqual(self.heading(self.japanese), "送らずに取り消しました")
        self.keep(self.japanese, "cancelled-ja", 800)
        self.choose(self.english, "r0", "keep")
        self.press(self.english, "send")
        self.assertIn("already been dealt with", self.find(self.english, "[role=alert]").text)
        self.assertEqual(self.place.state("cancelled"), "cancelled")
        self.keep(self.english, "late-en", 800)

    def test_keyboard_alone(self):
        driver = self.japanese
        self.open(driver, "keyboard")
        active = lambda: driver.switch_to.active_element
        for field, presses in (("r0", 0), ("r1", 1), ("r2", 1), ("r3", 0)):
            active().send_keys(Keys.TAB)
            self.assertEqual(active().get_attribute("name"), field)
            self.assertNotEqual(driver.execute_script(
                "return getComputedStyle(document.activeElement.closest('label')).outlineStyle;"),
                "none")
            active().send_keys(Keys.SPACE)
            for _ in range(presses):
                active().send_keys(Keys.ARROW_DOWN)
        active().send_keys(Keys.TAB)
        self.assertEqual(active().tag_name, "summary")
        active().send_keys(Keys.SPACE)
        self.assertTrue(self.find(driver, "details").get_attribute("open"))
        for _ in range(3):   # the folded text's and the excerpt's scroll areas may take a stop
            active().send_keys(Keys.TAB)
            if active().tag_name == "button":
                break
        self.assertEqual(active().get_attribute("value"), "send")
        old = self.find(driver, "main")
        active().send_keys(Keys.ENTER)
        WebDriverWait(driver, 30).until(lambda _: self.is_gone(old))
        self.assertEqual(self.place.state("keyboard"), "releasing")

    def test_english_from_choice_to_outcome(self):
        self.open(self.english, "english", 800)
        for field, value in (("r0", "correct"), ("r1", "drop"), ("r2", "keep"), ("r3", "drop")):
            self.choose(self.english, field, value)
        self.press(self.english, "send")
        self.assertEqual(self.heading(self.english), "It is being sent")
        self.assertIn("sato@mirai-kogyo.example (corrected from", self.find(self.english, "main").text)
        self.keep(self.english, "releasing-en", 800)

    def test_without_script_nothing_is_missing(self):
        self.open(self.japanese, "bare")
        self.assertEqual(self.japanese.find_elements(By.CSS_SELECTOR, "script, [onclick]"), [])
        self.assertLess(len(self.japanese.page_source.encode()), 30 * 1024)

    def test_zz_no_other_address_was_asked_and_nothing_was_blocked(self):
        """Last: the logs of all the tests before."""
        for driver in (self.japanese, self.english):
            asked = set()
            for entry in driver.get_log("performance"):
                if '"Network.requestWillBeSent"' in entry["message"]:
                    message = json.loads(entry["message"])["message"]
                    asked.add(message["params"]["request"]["url"])
            ours = {url for url in asked if url.startswith(self.place.url + "/")}
            self.assertGreater(len(ours), 2)
            self.assertEqual(asked - ours - {"data:,"}, set())
            for entry in driver.get_log("browser"):
                self.assertNotIn("Content Security Policy", entry["message"])


if __name__ == "__main__":
    OPTIONS = workplace.arguments()
    unittest.main(argv=sys.argv[:1], verbosity=2)
