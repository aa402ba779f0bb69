"""An answer of the bot as comparable lines: every id, value, text and piece of metadata in it, one line a block or button."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

Json = dict[str, Any]
Calls = Iterable[tuple[str, Json]]
"""Methods with their arguments."""

ANY = "‹any›"
"""Placeholder in a recorded line for a word that differs each time, such as a random number."""
ON_PURPOSE: dict[str, str] = {
    # the screen says how late Google may be
    "and stays up to date by itself.": "and stays up to date by itself. How soon a change shows is up to the calendar: Google may"
    " take up to a day.",
    # the last day of a month can be chosen
    '{"text":"Every month on this date","value":"monthly"}': '{"text":"Every month on this date","value":"monthly"},'
    '{"text":"Every month on its last day","value":"monthly_end"}',
    # of what repeats the form shows the dates to come, so it hears of each part
    **{
        f'"block_id":"{name}:{ANY}","element":{{"action_id":"typed"': f'"block_id":"{name}:{ANY}","dispatch_action":true,'
        '"element":{"action_id":"meeting_repeats"'
        for name in ("date", "time", "every", "days", "until", "times")
    },
}
"""Texts of 0.1.0 that may read otherwise today, each with its reason beside it."""
_NEW = re.compile(r'    (":calendar: (First|Next) dates: |.*"text":"Remove from calendar")')
"""What stands in a block of its own and is new: the dates of the scheduling form, the button below a cancellation."""
_IDENTITY_AND_TIME = re.compile(r"(UID|SEQUENCE|DTSTART|DTEND|RRULE|EXDATE|RECURRENCE-ID)[:;]")
_VERSION = re.compile(r'("value":"\d+\.|^SEQUENCE:)(\d+)')
"""The version of a meeting, in a button and in an .ics."""
_LEADING_ZERO = re.compile(r"(?<=\|)0(?=\d [A-Z][a-z]+ \d{4} \d\d:\d\d UTC>)")
"""Of the day in a date that Slack cannot show: 0.1.0 wrote “04 March 2027”."""
_READ_METHODS = re.compile(r"(users|usergroups|team|auth|conversations|apps)\.|files\.(get|info)|chat\.getPermalink")
_NOT_COMPARED = {"trigger_id", "token", "hash", "view_id", "blocks", "view", "response_url", "emoji"}
_PARTS = {"elements", "accessory"}
_RANDOM = re.compile(r"[0-9a-f]{32}")
_WORD = re.compile(r"[A-Za-z0-9_-]+")
_METHOD = re.compile(r"[a-z]+(?:\.[a-zA-Z]+)*(?= )|<[a-z]+")
"""What is called, the acknowledgement, a part of a page."""
_DOES = re.compile(
    r'"(?:action_id(?!":"typed")|callback_id|channel|user|user_id|ts|url|initial_(?:date|time|conversation|channel|user)s?)":"[^"]*"'
    r'|"value":"[^" ]*"|"(?:errors|private_metadata|metadata)":(?:"[^"]*"|\{[^}]*\})'
)


def answer_lines(acknowledgement: Json, calls: Calls) -> list[str]:
    """The lines of the acknowledgement, then of the calls; calls that only read are left out."""
    lines = list(_lines_of("ack", acknowledgement)) if acknowledgement else []
    return _without_new(lines) + [line for call in call_lines(calls) for line in call]


def call_lines(calls: Calls) -> list[list[str]]:
    """The lines of each call that changes something in Slack (calls that only read are left out)."""
    return [_without_new(list(_lines_of(method, args))) for method, args in calls if not _READ_METHODS.match(method)]


def _without_new(lines: list[str]) -> list[str]:
    new = {place - above for place, line in enumerate(lines) if _NEW.match(line) for above in (0, 1)}
    return [line for place, line in enumerate(lines) if place not in new]


def identity_and_time(ics: Iterable[str]) -> list[str]:
    """The lines of an .ics that say which meetings it holds and when they take place.

    The others read otherwise today, on purpose: what cannot be joined holds no link and says so in its title, and DTSTAMP is not
    when somebody reads it (INV-2).
    """
    return sorted(line for line in ics if _IDENTITY_AND_TIME.match(line))


def sorted_calls(calls: list[list[str]]) -> list[list[str]]:
    """Concurrent calls in a fixed order: by their text without random ids."""
    return sorted(calls, key=lambda lines: [_RANDOM.sub("", line) for line in lines])


def with_sorted_calls(lines: list[str]) -> list[str]:
    """An answer with its calls in a fixed order: what follows the acknowledgement goes side by side (UX-9)."""
    groups: list[list[str]] = []
    for line in lines:
        if line.startswith(" "):
            groups[-1].append(line)
        else:
            groups.append([line])
    acks = [group for group in groups if group[0].startswith("ack ")]
    calls = [group for group in groups if not group[0].startswith("ack ")]
    return [line for group in [*acks, *sorted(calls, key=lambda group: group[0].partition(" ")[0])] for line in group]


def pattern(line: str) -> re.Pattern[str]:
    """The expression that a recorded line stands for: `ANY` matches any word, and `ON_PURPOSE` may have been applied."""
    changed = line
    for old, new in ON_PURPOSE.items():
        changed = changed.replace(old, new)
    return re.compile(
        "|".join(
            "".join(_WORD.pattern if part == ANY else re.escape(part) for part in re.split(f"({ANY})", each))
            for each in (line, changed)
        )
    )


def essence(line: str) -> list[str]:
    """What a line does: the method and to whom, each button and field with its value, where an address leads.

    What 0.1.0 said, and in which block, may be another today (LANG-1). What people can press and send stays.
    """
    method = _METHOD.match(line)
    named = [found[0] for found in _DOES.finditer(line)]
    return [" ".join([method[0], *named])] if method else named


def differences(recorded: list[str], now: list[str]) -> list[str]:
    """What was done, or could be pressed or sent, and is no more; what came newly is left out."""
    left = [each for line in now for each in essence(line)]
    missing = []
    for wanted in (each for line in recorded for each in essence(line)):
        found = next((each for each in left if each == wanted or _is_answer_of(wanted, each)), None)
        if found is None:
            missing.append(f"recorded: {wanted}\n     now: –")
        else:
            left.remove(found)
    return missing


def _is_answer_of(recorded: str, now: str) -> bool:
    """Whether a line is the recorded one; the version of a meeting may be higher.

    What changes a calendar file raises it at once today, where 0.1.0 did so later, or not at all (INV-2).
    """
    versions = zip(_VERSION.findall(recorded), _VERSION.findall(now), strict=False)
    before = _LEADING_ZERO.sub("", _VERSION.sub(r"\1", recorded))
    same = pattern(before).fullmatch(_VERSION.sub(r"\1", now))
    return same is not None and all(int(old) <= int(new) for (_, old), (_, new) in versions)


def masked(runs: list[list[str]]) -> list[str]:
    """What several recordings of one answer share: words that are not equal in all of them become `ANY`."""
    assert len({len(run) for run in runs}) == 1, runs
    return [_masked(lines) for lines in zip(*runs, strict=True)]


def _masked(lines: tuple[str, ...]) -> str:
    if len(set(lines)) == 1:
        return lines[0]
    gaps = {tuple(_WORD.split(line)) for line in lines}
    assert len(gaps) == 1, lines
    words = [ANY if len(set(each)) > 1 else each[0] for each in zip(*map(_WORD.findall, lines), strict=True)]
    between = gaps.pop()
    return between[0] + "".join(word + gap for word, gap in zip(words, between[1:], strict=True))


def _lines_of(name: str, args: Json) -> Iterator[str]:
    view = args.get("view") or {}
    yield f"{name} {_short({**_top_level(args), **_top_level(view)})}"
    for block in [*(args.get("blocks") or []), *(view.get("blocks") or [])]:
        parts = [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]
        yield f"  {_short({key: value for key, value in block.items() if key not in _PARTS})}"
        yield from (f"    {_short(part)}" for part in parts)


def _top_level(whole: Json) -> Json:
    return {key: value for key, value in whole.items() if key not in _NOT_COMPARED}


def _short(value: object) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    """A text object is replaced by its text."""
    if isinstance(value, dict):
        if value.get("type") in {"plain_text", "mrkdwn"} and "text" in value:
            return value["text"]
        return {key: _plain(each) for key, each in value.items() if key != "emoji"}
    return [_plain(each) for each in value] if isinstance(value, list) else value
