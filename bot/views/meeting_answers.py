"""What was typed into the scheduling form, read as the meeting that it means; it must not know how the form looks."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from bot.policy.meeting_forms import Draft, Field
from bot.policy.people import UserId
from bot.policy.recurrence import Day, Rule
from bot.policy.recurrence_texts import read as read_rule
from bot.views import meeting_fields as inputs
from bot.views.meeting_forms import Content, Memory

TWO_ENDS = "Choose one end of the repeat: a date, or a number of times."
NO_SUCH_REPEAT = "This repeat is not possible. Choose 1 to 365 times."
_FIRST_DAY = date(2000, 1, 1)


def read(view: Mapping[str, Any], memory: Memory) -> Content:
    """What the form holds; what is folded away is as it was remembered."""
    start = datetime.combine(_day(_text(view, Field.DATE, "selected_date")) or _FIRST_DAY, _time(view))
    kind, rule, fault = _repeat(view, memory, start.date())
    chosen = _option(view, Field.ID)
    draft = Draft(
        topic=_text(view, Field.TOPIC),
        start=start,
        zone=_option(view, Field.ZONE) or memory.zone,
        minutes=_number(_option(view, Field.DURATION)) or 0,
        rule=rule,
        on_pmi=chosen == inputs.PMI,
        passcode=_passcode(view, memory),
        invite=tuple(UserId(str(user)) for user in _held(view, Field.INVITE).get("selected_users") or ()),
        description=_text(view, Field.DESCRIPTION),
    )
    channel = str(_held(view, inputs.CHANNEL).get("selected_conversation") or "") if memory.unfolded else memory.channel
    return Content(draft, channel, kind, fault)


def _passcode(view: Mapping[str, Any], memory: Memory) -> str | None:
    """An emptied field of a meeting that is edited wants none; of a new one, it has one generated, unless the box says no."""
    typed = _text(view, Field.PASSCODE).strip()
    no_passcode = bool(_held(view, inputs.OPEN).get("selected_options"))
    emptied = "" if no_passcode or (memory.target and _held(view, Field.PASSCODE)) else None
    return typed or emptied


def _held(view: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What the element of a field holds; nothing where the field was not there."""
    for block_id, elements in view["state"]["values"].items():
        if block_id.partition(":")[0] == name:
            return next((held for held in elements.values() if isinstance(held, dict)), {})
    return {}


def _text(view: Mapping[str, Any], name: str, key: str = "value") -> str:
    return str(_held(view, name).get(key) or "")


def _option(view: Mapping[str, Any], name: str) -> str:
    found = _held(view, name).get("selected_option")
    return str(found.get("value", "")) if isinstance(found, dict) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(view: Mapping[str, Any]) -> time:
    try:
        return time.fromisoformat(_text(view, Field.TIME, "selected_time"))
    except ValueError:
        return time(0)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None  # noqa: PLR2004 - no field holds more


def _repeat(view: Mapping[str, Any], memory: Memory, start: date) -> tuple[str, Rule | None, str]:
    """What “Repeats” shows, the rule that all its fields mean, and what is wrong with them."""
    kind = _option(view, Field.REPEATS)
    if not kind:
        rule = _remembered(memory.rule)
        return inputs.kind_of(rule), rule, ""
    if kind == "none":
        return kind, None, ""
    ticked = {str(each.get("value")) for each in _held(view, inputs.DAYS).get("selected_options") or ()}
    chosen = tuple(each for each in Day if each.name in ticked)
    typed = _text(view, inputs.TIMES)
    until, times = _day(_text(view, inputs.UNTIL, "selected_date")), _number(typed)
    if until and typed:
        return kind, None, TWO_ENDS
    try:
        rule = inputs.rule_of(kind, start, _number(_option(view, inputs.EVERY)) or 1, chosen, (until, times))
    except ValueError:
        return kind, None, NO_SUCH_REPEAT
    return kind, rule, NO_SUCH_REPEAT if typed and times is None else ""


def _remembered(rule: str) -> Rule | None:
    try:
        return read_rule(rule) if rule else None
    except ValueError:
        return None
