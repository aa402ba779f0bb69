"""What was typed into the scheduling form, read as the meeting that it means; it must not know how the form looks."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from bot.policy.ids import UserId
from bot.policy.meetings.drafts import Draft, MeetingField
from bot.policy.meetings.recurrence import RecurrenceRule, Weekday
from bot.policy.meetings.rrule_text import parse_rrule as read_rule
from bot.views.meetings import form_fields
from bot.views.meetings.form import FormContent, FormState

TWO_ENDS = "Choose one end of the repeat: a date, or a number of times."
NO_SUCH_REPEAT = "This repeat is not possible. Choose 1 to 365 times."
_FIRST_DAY = date(2000, 1, 1)


def read(view: Mapping[str, Any], form_state: FormState) -> FormContent:
    """What the form holds; what is folded away is as it was remembered."""
    start = datetime.combine(_day(_text(view, MeetingField.DATE, "selected_date")) or _FIRST_DAY, _time(view))
    repeat, rule, fault = _read_repeat(view, form_state, start.date())
    chosen = _selected_value(view, MeetingField.ID)
    draft = Draft(
        topic=_text(view, MeetingField.TOPIC),
        start=start,
        zone=_selected_value(view, MeetingField.ZONE) or form_state.zone,
        minutes=_number(_selected_value(view, MeetingField.DURATION)) or 0,
        rule=rule,
        on_pmi=chosen == form_fields.PMI,
        passcode=_passcode(view, form_state),
        invite=tuple(
            UserId(str(user)) for user in _element_state(view, MeetingField.INVITE).get("selected_users") or ()
        ),
        description=_text(view, MeetingField.DESCRIPTION),
    )
    channel = (
        str(_element_state(view, form_fields.CHANNEL).get("selected_conversation") or "")
        if form_state.unfolded
        else form_state.channel
    )
    return FormContent(draft, channel, repeat, fault)


def _passcode(view: Mapping[str, Any], form_state: FormState) -> str | None:
    """An emptied field of a meeting that is edited wants none; of a new one, it has one generated, unless the box says no."""
    typed = _text(view, MeetingField.PASSCODE).strip()
    no_passcode = bool(_element_state(view, form_fields.WITHOUT_PASSCODE).get("selected_options"))
    emptied = "" if no_passcode or (form_state.target and _element_state(view, MeetingField.PASSCODE)) else None
    return typed or emptied


def _element_state(view: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What the element of a field holds; nothing where the field was not there."""
    for block_id, elements in view["state"]["values"].items():
        if block_id.partition(":")[0] == name:
            return next((state for state in elements.values() if isinstance(state, dict)), {})
    return {}


def _text(view: Mapping[str, Any], name: str, key: str = "value") -> str:
    return str(_element_state(view, name).get(key) or "")


def _selected_value(view: Mapping[str, Any], name: str) -> str:
    found = _element_state(view, name).get("selected_option")
    return str(found.get("value", "")) if isinstance(found, dict) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(view: Mapping[str, Any]) -> time:
    try:
        return time.fromisoformat(_text(view, MeetingField.TIME, "selected_time"))
    except ValueError:
        return time(0)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None  # noqa: PLR2004 - no field holds more


def _read_repeat(view: Mapping[str, Any], form_state: FormState, start: date) -> tuple[str, RecurrenceRule | None, str]:
    """What “Repeats” shows, the rule that all its fields mean, and what is wrong with them."""
    repeat = _selected_value(view, MeetingField.REPEATS)
    if not repeat:
        rule = _rule_from_metadata(form_state.rule)
        return form_fields.repeat_of(rule), rule, ""
    if repeat == "none":
        return repeat, None, ""
    checked = {str(each.get("value")) for each in _element_state(view, form_fields.DAYS).get("selected_options") or ()}
    chosen = tuple(each for each in Weekday if each.name in checked)
    typed = _text(view, form_fields.TIMES)
    until, times = _day(_text(view, form_fields.UNTIL, "selected_date")), _number(typed)
    if until and typed:
        return repeat, None, TWO_ENDS
    try:
        rule = form_fields.rule_from(
            repeat, start, _number(_selected_value(view, form_fields.INTERVAL)) or 1, chosen, (until, times)
        )
    except ValueError:
        return repeat, None, NO_SUCH_REPEAT
    return repeat, rule, NO_SUCH_REPEAT if typed and times is None else ""


def _rule_from_metadata(rule: str) -> RecurrenceRule | None:
    try:
        return read_rule(rule) if rule else None
    except ValueError:
        return None
