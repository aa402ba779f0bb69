"""The bot as a new user starts it: a process of its own in an empty folder, and real browsers in front of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.fixtures.browser_fixture import BrowserUser, NewUser


@pytest.fixture
def person(browser: Browser) -> Iterator[NewUser]:
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
