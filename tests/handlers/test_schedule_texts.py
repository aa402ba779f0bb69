"""What is understood of a text behind `/schedule`, as a table of real sentences (MEET-2)."""

import pytest

from bot.handlers.schedule_texts import Said, read
from bot.policy.people import UserId
from bot.policy.recurrence import Frequency, Rule

SAM = (UserId("U0SAM"),)
WEEKLY = Rule(Frequency.WEEKLY)


@pytest.mark.parametrize(
    "text, said",
    [
        ("", Said("")),
        ("Design review", Said("Design review")),
        ("March update", Said("March update")),
        ("Design review for 45m with <@U0SAM|sam>", Said("Design review", 45, invite=SAM)),
        ("1:1 with <@U0SAM|sam>", Said("1:1 with @sam", invite=SAM)),
        ("Planning with <@U0SAM> <#C0GENERAL|general> weekly", Said("Planning", None, WEEKLY, SAM, "C0GENERAL")),
        ("Retreat for 2 hours", Said("Retreat", 120)),
        ("Plans for 2027", Said("Plans for 2027")),
        ("Sprint for 5 minutes", Said("Sprint for 5 minutes")),
        ("weekly", Said("weekly")),
        ("R&amp;D sync for 1h", Said("R&D sync", 60)),
    ],
)
def test_what_is_doubtful_stays_in_the_topic(text: str, said: Said) -> None:
    assert read(text) == said
