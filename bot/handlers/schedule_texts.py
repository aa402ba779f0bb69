"""What stands behind `/schedule`, taken apart: people, a channel, how long, how often; the rest is the topic (MEET-2)."""

import re
from dataclasses import dataclass

from bot.handlers.payloads import as_typed
from bot.policy.meeting_forms import LONGEST, SHORTEST
from bot.policy.people import UserId
from bot.policy.recurrence import WEEKDAYS, Frequency, Rule

_WITH = re.compile(r"(?:^|\s)(?:with\s+)?<@(?P<user>[A-Z0-9]+)(?:\|[^>]*)?>")
_INVITED = re.compile(r"\s+with(?:(?:\s*,\s*|\s+|\s+and\s+)<@[A-Z0-9]+(?:\|[^>]*)?>)+(?=\s|$)")
_CHANNEL = re.compile(r"(?:^|\s)(?:in\s+)?<#(?P<channel>[A-Z0-9]+)(?:\|[^>]*)?>(?=\s|$)")
_LENGTH = re.compile(r"\s+for\s+(?P<count>\d{1,3})\s?(?P<unit>m|min|minutes?|h|hours?)(?=\s|$)", re.IGNORECASE)
_OFTEN = re.compile(r"\s+(?P<often>daily|weekly|monthly|yearly|every weekday)\s*$", re.IGNORECASE)
_RULES = {
    "daily": Rule(Frequency.DAILY),
    "weekly": Rule(Frequency.WEEKLY),
    "monthly": Rule(Frequency.MONTHLY),
    "yearly": Rule(Frequency.YEARLY),
    "every weekday": Rule(Frequency.WEEKLY, 1, WEEKDAYS),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What was understood; a field that is none was not said."""

    topic: str
    minutes: int | None = None
    rule: Rule | None = None
    invite: tuple[UserId, ...] = ()
    channel: str = ""


def read(text: str) -> Said:
    """A person belongs to the invited where “with” names them after a topic; “1:1 with @Sam” keeps its words too.

    What is doubtful stays in the topic.
    """
    users = tuple(dict.fromkeys(UserId(found["user"]) for found in _WITH.finditer(text)))
    channel = _CHANNEL.search(text)
    rest = _CHANNEL.sub(" ", text, count=1)
    often = _OFTEN.search(rest)
    rest = rest[: often.start()] if often else rest
    invited = _INVITED.search(rest)
    if invited and not rest[: invited.start()].rstrip().endswith("1:1"):
        rest = rest[: invited.start()] + rest[invited.end() :]
    length = _LENGTH.search(rest)
    minutes = _minutes(length["count"], length["unit"]) if length else None
    if length and minutes:
        rest = rest[: length.start()] + rest[length.end() :]
    return Said(
        topic=" ".join(as_typed(rest).split()),
        minutes=minutes,
        rule=_RULES[often["often"].lower()] if often else None,
        invite=users,
        channel=channel["channel"] if channel else "",
    )


def _minutes(count: str, unit: str) -> int | None:
    minutes = int(count) * (60 if unit.lower().startswith("h") else 1)
    return minutes if SHORTEST <= minutes <= LONGEST else None
