"""Where the browser for the browser tests is, and how it runs; it does not know the tests."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.machine import programs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
PROGRAM_NAMES = ("chromium", "chromium-browser", "google-chrome")
SKIP_NOTICE = "The browser tests were left out: no Chromium was found. Install it (apt-get install chromium) or set CHROMIUM to its path."


def find(environment: Mapping[str, str]) -> Path | None:
    """The program that `CHROMIUM` names, or one of the usual names; none where there is none."""
    return programs.find(environment, "CHROMIUM", PROGRAM_NAMES)


@contextmanager
def running_browser(program: Path | None) -> Iterator["Browser"]:
    """The browser, with nobody at it yet."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - most workers open no browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
