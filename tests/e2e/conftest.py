"""The bot as a new user starts it: a process of its own in an empty folder, and real browsers in front of it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

SECONDS_TO_STOP = 12
expect.set_options(timeout=15_000)  # milliseconds; a busy machine is no fault of the page
FIRST_REMINDER_HOUR, LAST_REMINDER_HOUR = 10, 15


@contextmanager
def running_sandbox(folder: Path, *flags: str) -> Iterator[str]:
    """`pmi-bot sandbox` on a free port; gives the one address that it prints."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    quick = {"SEND_RATE": "20"}
    command = [sys.executable, "-m", "bot", "sandbox", "--port", "0", *flags]
    with subprocess.Popen(command, cwd=folder, env={**quiet, **quick}, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        assert process.stdout is not None
        said = process.stdout.readline()
        address = re.search(r"http://\S+", said)
        assert address, f"no address in what it said: {said!r}"
        try:
            yield address[0]
        finally:
            process.terminate()
            status = process.wait(SECONDS_TO_STOP)
        assert status == 0


class BrowserUser:
    """A person at their browser, in the sandbox's pages."""

    def __init__(self, page: Page, address: str, user: str) -> None:
        self.page = page
        self._home = f"{address}as/{user}/home"
        self._channel = f"{address}as/{user}"
        self._messages = ""
        page.goto(self._channel)

    def waits_until_idle(self) -> None:
        """Wait until what was done last is answered; whoever leaves the page before then takes it back."""
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)

    def types(self, text: str) -> None:
        """Type into the composer and send."""
        self.waits_until_idle()
        expect(self.page.get_by_role("dialog")).to_have_count(0)  # behind an open window nothing can be typed
        composer = self.page.get_by_role("textbox", name=re.compile("^Message"))
        composer.fill(text)
        composer.press("Escape")  # closes the completion, so that Enter sends
        composer.press("Enter")

    def presses(self, label: str) -> None:
        """Press the newest button with this label."""
        self.page.get_by_role("button", name=label, exact=True).last.click()

    def confirms(self, label: str) -> None:
        """Press a button in the question that is asked first."""
        self.page.get_by_role("dialog").get_by_role("button", name=label, exact=True).click()

    def sees(self, text: str | re.Pattern[str]) -> Locator:
        """Wait until this can be read."""
        found = self.page.get_by_text(text).filter(visible=True).last
        expect(found).to_be_visible()
        return found

    def goes_to(self, channel: str) -> None:
        """Into a channel, by the sidebar; what is typed before its page and its script are there would be lost."""
        self.waits_until_idle()
        self.page.get_by_role("link", name=channel).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(channel)
        self.page.wait_for_load_state()  # the script is run before it: until then Enter only begins a line

    def opens_home(self) -> None:
        """The app's Home tab."""
        self._goes_to_url(self._home)

    def opens_channel(self) -> None:
        """Back to the first channel."""
        self._goes_to_url(self._channel)

    def opens_messages(self) -> None:
        """The app's Messages tab: the direct messages with the bot."""
        if not self._messages:  # found once: looking at Home is a visit, which would replace an expired number
            self.opens_home()
            self._messages = self.page.get_by_role("link", name="Messages", exact=True).get_attribute("href") or ""
        self._goes_to_url(urljoin(self._home, self._messages))

    def _goes_to_url(self, address: str) -> None:
        self.waits_until_idle()
        self.page.goto(address)

    def waits_until_morning(self, zone: str) -> None:
        """The clock goes on by hours until it is between 9 and 15 o'clock there, when people may be reminded."""
        now = datetime.now(ZoneInfo(zone))
        menu = self._clock_menu()
        for _ in range(
            (FIRST_REMINDER_HOUR - now.hour) % 24 if not FIRST_REMINDER_HOUR <= now.hour < LAST_REMINDER_HOUR else 0
        ):
            before = menu.get_by_role("paragraph").first.inner_text()
            menu.get_by_role("button", name="+1 hour", exact=True).click()
            expect(menu.get_by_role("paragraph").first).not_to_have_text(before, use_inner_text=True)

    def moves_the_clock(self, days: int) -> None:
        """Days go by for the workspace and the bot."""
        menu = self._clock_menu()
        menu.get_by_label("Days ahead").fill(str(days))
        menu.get_by_role("button", name="Move", exact=True).click()

    def _clock_menu(self) -> Locator:
        """The menu behind the clock, which stays open while the clock is moved."""
        menu = self.page.locator("#clock-menu")
        if not menu.is_visible():
            self.page.get_by_role("button", name=re.compile("^Workspace clock")).click()
        return menu


@pytest.fixture
def person(browser: Browser) -> Iterator[Callable[[str, str], BrowserUser]]:
    """Somebody in the sandbox, each in a browser context of their own."""
    contexts = []

    def new_user(address: str, user: str) -> BrowserUser:
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        contexts.append(context)
        return BrowserUser(context.new_page(), address, user)

    yield new_user
    for context in contexts:
        context.close()


@pytest.fixture
def guest(browser: Browser) -> Iterator[Page]:
    """Somebody from outside on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 700})
    yield context.new_page()
    context.close()
