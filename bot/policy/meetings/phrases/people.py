"""People and one channel named in a text as Slack hands it over."""

import re

from bot.policy.ids import UserId

_LEAD = r"(?:with|and|in|to|mit|und|con|y|avec|et|at|on|for|@|&|w/)"
"""What leads to a mention, in the four languages."""
_PERSON = re.compile(r"<@(?P<user>[UW][A-Z0-9]+)(?:\|(?P<name>[^>]*))?>")
_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^>]*)?>")
# Possessive: what leads to a mention is never tried in another way, however many commas there are.
_CONNECTIVES = rf"(?i)(?:(?:(?<=\s)|^){_LEAD}\s+|,\s*)*+"
_WITH_PERSON = re.compile(_CONNECTIVES + _PERSON.pattern)
_IN_CHANNEL = re.compile(_CONNECTIVES + _CHANNEL.pattern)
_TOPIC_FOLLOWS = re.compile(r"(?i)['’]s\b|\s+(?:about|regarding|re)\b")
_ONE_TO_ONE = re.compile(r"(?i)(?:(?<=\s)|^)(?:1[:-]1|1on1|one[ -]on[ -]one)\s*$")


def extract_people(text: str) -> tuple[str, tuple[UserId, ...], str]:
    """Give the text without mentions, the people, and the channel: empty where the text names none or several."""
    people = tuple(dict.fromkeys(UserId(match["user"]) for match in _PERSON.finditer(text)))
    channels = _CHANNEL.findall(text)
    rest = _WITH_PERSON.sub(_unless_it_names_the_meeting, text)
    if len(channels) != 1:
        return rest, people, ""
    return _IN_CHANNEL.sub(" ", rest), people, channels[0]


def _unless_it_names_the_meeting(person: re.Match[str]) -> str:
    """“1:1 with @Sam”, “@Sam's birthday”, “ask @Sam about it”: who, and a topic that means nothing without them."""
    names = _ONE_TO_ONE.search(person.string[: person.start()]) or _TOPIC_FOLLOWS.match(person.string, person.end())
    return person[0] if person["name"] and names else " "
