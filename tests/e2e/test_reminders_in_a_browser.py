"""A number that nobody uses: its host is reminded three times, and told when it has expired; each once."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.fixtures.browser_fixture import NewUser, running_sandbox

pytestmark = pytest.mark.browser
SOON = 30_000  # milliseconds, on a busy machine

STORY = [
    (335, "expires in 30 days"),
    (358, "expires in 7 days"),
    (364, "expires within a day"),
    (366, "has expired|expired on"),
]


def test_each_reminder_comes_once_in_the_right_words(tmp_path: Path, person: NewUser) -> None:
    """REM-1, REM-2, REM-4."""
    with running_sandbox(tmp_path) as address:
        mia = person(address, "U0MIA")
        mia.types("/pmi")
        mia.sees("Your personal meeting room")
        mia.waits_until_morning("Europe/Berlin")
        gone, expected = 0, [re.compile("Hello, I am PMI Bot")]
        for day, words in STORY:
            mia.moves_the_clock(day - gone)
            gone = day
            expected.append(re.compile(words))
            mia.opens_messages()
            messages = mia.page.get_by_role("log").get_by_role("article")
            expect(messages).to_have_count(len(expected), timeout=SOON)
            for message, said in zip(messages.all(), expected, strict=True):
                expect(message).to_contain_text(said)
        mia.presses("See my new number")
        mia.sees(re.compile(r"Your new one: \d{3} \d{3} \d{4} → "))
