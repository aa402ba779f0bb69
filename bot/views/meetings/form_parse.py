"""Reads the submitted scheduling form as a draft of a meeting; it must not know how the form looks."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, TypeVar

from bot.policy.ids import UserId
from bot.policy.meetings.drafts import Draft, MeetingField
from bot.policy.meetings.recurrence import RecurrenceRule, Weekday
from bot.policy.meetings.rrule_text import parse_rrule
from bot.views.components.view_state import (
    element_state,
    input_text,
    input_value,
    is_checked,
    selected_users,
    selected_value,
    small_number,
)
from bot.views.meetings import form_fields
from bot.views.meetings.form import FormContent, FormState

TWO_ENDS = "Choose one end of the repeat: a date, or a number of times."
NO_SUCH_REPEAT = "This repeat is not possible. Choose 1 to 365 times."
T = TypeVar("T")
_FIRST_DAY = date(2000, 1, 1)


def read(view: Mapping[str, Any], form_state: FormState) -> FormContent:
    """The values of the form; those of fields that are folded away come from `form_state`."""
    day = _parsed(date.fromisoformat, input_text(view, MeetingField.DATE, "selected_date")) or _FIRST_DAY
    at = _parsed(time.fromisoformat, input_text(view, MeetingField.TIME, "selected_time")) or time(0)
    start = datetime.combine(day, at)
    repeat, rule, fault = _read_repeat(view, form_state, start.date())
    draft = Draft(
        topic=input_text(view, MeetingField.TOPIC),
        start=start,
        zone=selected_value(view, MeetingField.ZONE) or form_state.zone,
        minutes=small_number(selected_value(view, MeetingField.DURATION)) or 0,
        rule=rule,
        on_pmi=selected_value(view, MeetingField.ID) == form_fields.PMI,
        passcode=_passcode(view, form_state),
        invite=tuple(UserId(user) for user in selected_users(view, MeetingField.INVITE)),
        description=input_text(view, MeetingField.DESCRIPTION),
    )
    channel = input_text(view, form_fields.CHANNEL, "selected_conversation")
    return FormContent(draft, channel if form_state.unfolded else form_state.channel, repeat, fault)


def _passcode(view: Mapping[str, Any], form_state: FormState) -> str | None:
    """“” for no passcode, None to have one generated. An emptied field means “” when editing, else the checkbox decides."""
    typed = input_text(view, MeetingField.PASSCODE).strip()
    wants_none = form_state.target and element_state(view, MeetingField.PASSCODE)
    return typed or ("" if wants_none or is_checked(view, form_fields.WITHOUT_PASSCODE) else None)


def _read_repeat(view: Mapping[str, Any], form_state: FormState, start: date) -> tuple[str, RecurrenceRule | None, str]:
    """What “Repeats” shows, the rule that all its fields mean, and what is wrong with them."""
    repeat = selected_value(view, MeetingField.REPEATS)
    if not repeat:
        rule = _parsed(parse_rrule, form_state.rule)
        return form_fields.repeat_of(rule), rule, ""
    if repeat == "none":
        return repeat, None, ""
    checked = {str(each.get("value")) for each in input_value(view, form_fields.DAYS, "selected_options") or ()}
    chosen = tuple(each for each in Weekday if each.name in checked)
    typed = input_text(view, form_fields.TIMES)
    until = _parsed(date.fromisoformat, input_text(view, form_fields.UNTIL, "selected_date"))
    if until and typed:
        return repeat, None, TWO_ENDS
    interval, times = small_number(selected_value(view, form_fields.INTERVAL)) or 1, small_number(typed)
    try:
        rule = form_fields.rule_from(repeat, start, interval, chosen, (until, times))
    except ValueError:
        return repeat, None, NO_SUCH_REPEAT
    return repeat, rule, NO_SUCH_REPEAT if typed and times is None else ""


def _parsed(parse: Callable[[str], T], text: str) -> T | None:
    """What `parse` makes of a text; None where it raises ValueError."""
    try:
        return parse(text)
    except ValueError:
        return None
