"""The fields of the scheduling form, each from its initial value; it must not know when they are shown or sent."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.policy.meetings.drafts import DURATIONS, MeetingField
from bot.policy.meetings.recurrence import WEEKDAYS, Frequency, RecurrenceRule, Weekday
from bot.policy.meetings.rrule_text import format_date
from bot.policy.values import zone_data
from bot.protocol import Block
from bot.views.components.blocks import context
from bot.views.components.inputs import (
    CHANNELS,
    checkbox,
    checkboxes,
    element,
    input_block,
    option,
    radio,
    select,
    whole_number,
)

CHANGE_REPEATS = "meeting_repeats"
CHOOSE_ID = "meeting_choose_id"
SEARCH_ZONE = "meeting_zone"
GENERATED, PMI = "generated", "pmi"
INTERVAL, DAYS, UNTIL, TIMES, CHANNEL, WITHOUT_PASSCODE = "every", "days", "until", "times", "channel", "open"
TOPIC_LIMIT, DESCRIPTION_LIMIT = 200, 2000
MAX_INTERVAL = 12
REPEAT_LABELS = {
    "none": "Does not repeat",
    "daily": "Every day",
    "weekdays": "Every weekday, Monday to Friday",
    "weekly": "Every week",
    "monthly": "Every month on this date",
    "monthly_end": "Every month on its last day",
    "monthly_day": "Every month on this weekday, such as the second Tuesday",
    "monthly_last": "Every month on the last such weekday",
    "yearly": "Every year",
}
_UNITS = {"daily": "day", "weekdays": "week", "weekly": "week", "yearly": "year"}
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def topic(text: str) -> Block:
    """**“Topic”**."""
    field = element("plain_text_input", max_length=TOPIC_LIMIT, initial_value=text[:TOPIC_LIMIT])
    return input_block(MeetingField.TOPIC, "Topic", field)


def day(block_id: str, label: str, iso: str, *, optional: bool = False) -> Block:
    """A date; `iso` as in ISO 8601, or empty."""
    return input_block(block_id, label, element("datepicker", initial_date=iso), optional=optional)


def changes_dates(field: Block) -> Block:
    """The same field in the form of something that repeats: as of **“Repeats”**, a change redraws the form with its dates to come."""
    return {**field, "dispatch_action": True, "element": {**field["element"], "action_id": CHANGE_REPEATS}}


def dates_to_come(dates: Sequence[datetime], *, first: datetime) -> Block:
    """When something that repeats takes place next; `first` is its very first start."""
    label = "First dates" if first in dates else "Next dates"
    return context(f":calendar: {label}: {' · '.join(f'{each:%A}, {format_date(each.date())}' for each in dates)}")


def time_of_day(text: str, zone_text: str) -> Block:
    """**“Time”**, `HH:MM` on the wall clock of the meeting's zone."""
    hint = f"In {zone_text}."
    return input_block(MeetingField.TIME, "Time", element("timepicker", initial_time=text), hint=hint)


def duration(minutes: int) -> Block:
    """**“Duration”**."""
    offered = [option(duration_text(each), str(each)) for each in sorted({*DURATIONS, minutes})]
    return input_block(MeetingField.DURATION, "Duration", select(offered, str(minutes)))


def duration_text(minutes: int) -> str:
    """“1 hour 30 minutes”."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    return " ".join([*parts, f"{rest} minutes"] if rest else parts)


def meeting_id(pmi: str, chosen: str) -> Block:
    """**“Meeting ID”**; a change redraws the form, because the passcode depends on it."""
    offered = [option("Generate automatically", GENERATED), option(f"Personal Meeting ID {pmi}", PMI)]
    return input_block(MeetingField.ID, "Meeting ID", radio(offered, chosen), action_id=CHOOSE_ID, dispatch=True)


def zone(name: str) -> Block:
    """**“Time zone”**, searched by typing."""
    initial, placeholder = option(zone_label(name), name) if name else None, "Type a city"
    field = element("external_select", min_query_length=0, placeholder=placeholder, initial_option=initial)
    return input_block(MeetingField.ZONE, "Time zone", field, action_id=SEARCH_ZONE)


def zone_label(name: str) -> str:
    """`America/New_York` as people read it, in the spelling that is offered."""
    return zone_data.in_use().preferred_name(name).replace("_", " ")


def repeats(repeat: str, hint: str = "") -> Block:
    """**“Repeats”**; a change redraws the form. `hint`: which months or years it leaves out."""
    menu = select([option(label, name) for name, label in REPEAT_LABELS.items()], repeat)
    return input_block(MeetingField.REPEATS, "Repeats", menu, hint=hint, action_id=CHANGE_REPEATS, dispatch=True)


def interval_menu(repeat: str, interval: int) -> Block:
    """**“How often”**: every, every second, every n-th."""
    unit = _UNITS.get(repeat, "month")
    counts = sorted({*range(1, MAX_INTERVAL + 1), interval})
    offered = [option(f"every {unit}" if n == 1 else f"every {n} {unit}s", str(n)) for n in counts]
    return input_block(INTERVAL, "How often", select(offered, str(interval)))


def days(chosen: Sequence[Weekday]) -> Block:
    """The days of a weekly meeting."""
    offered = [option(_DAY_NAMES[each], each.name) for each in Weekday]
    checked = [offered[each] for each in sorted(chosen)]
    hint = "None: on the day of its date."
    return input_block(DAYS, "On these days", checkboxes(offered, checked), hint=hint, optional=True)


def occurrence_count(count: int | None) -> Block:
    """After how many times the series ends."""
    field = whole_number(365, str(count or ""))
    return input_block(TIMES, "Or end after so many times", field, hint="Neither: without end.", optional=True)


def passcode(text: str, hint: str) -> Block:
    """**“Passcode”** of a generated ID."""
    field = element("plain_text_input", initial_value=text)
    return input_block(MeetingField.PASSCODE, "Passcode", field, hint=hint, optional=True)


def no_passcode(*, on: bool) -> Block:
    """A meeting without a passcode, where that is allowed."""
    box = checkbox("Without a passcode", "Whoever has the link or the number can come in.", on=on)
    return input_block(WITHOUT_PASSCODE, "Open to everybody", box, optional=True)


def invite(users: Sequence[str]) -> Block:
    """**“Invite”**."""
    field = element("multi_users_select", placeholder="Choose people", initial_users=list(users))
    return input_block(MeetingField.INVITE, "Invite", field, optional=True)


def channel(chosen: str) -> Block:
    """**“Post to channel”**."""
    placeholder = "Choose a channel"
    field = element("conversations_select", filter=CHANNELS, placeholder=placeholder, initial_conversation=chosen)
    hint = "Without the passcode: whoever reads the channel asks you for it."
    return input_block(CHANNEL, "Post to channel", field, hint=hint, optional=True)


def description(text: str) -> Block:
    """**“Description”**."""
    initial = text[:DESCRIPTION_LIMIT]
    field = element("plain_text_input", multiline=True, max_length=DESCRIPTION_LIMIT, initial_value=initial)
    return input_block(MeetingField.DESCRIPTION, "Description", field, optional=True)


def repeat_of(rule: RecurrenceRule | None) -> str:
    """What **“Repeats”** shows for a rule: a key of `REPEAT_LABELS`."""
    if rule is None:
        return "none"
    if rule.days == WEEKDAYS and rule.interval == 1:
        return "weekdays"
    if rule.last_day:
        return "monthly_end"
    if rule.ordinal:
        return "monthly_last" if rule.ordinal == -1 else "monthly_day"
    return rule.frequency.lower()


def rule_from(
    repeat: str, start: date, interval: int, chosen_days: tuple[Weekday, ...], end: tuple[date | None, int | None]
) -> RecurrenceRule:
    """The rule that the fields mean. Raises ValueError for what MEET-3 does not know."""
    if repeat == "monthly_end":
        return RecurrenceRule(Frequency.MONTHLY, interval, (), 0, *end, last_day=True)
    if repeat.startswith("monthly_"):
        nth = -1 if repeat == "monthly_last" else (start.day - 1) // 7 + 1
        return RecurrenceRule(Frequency.MONTHLY, interval, (Weekday(start.weekday()),), nth, *end)
    if repeat in ("weekly", "weekdays"):
        days_of_week = WEEKDAYS if repeat == "weekdays" else chosen_days
        return RecurrenceRule(Frequency.WEEKLY, interval, days_of_week, 0, *end)
    simple_repeats = {"daily": Frequency.DAILY, "monthly": Frequency.MONTHLY, "yearly": Frequency.YEARLY}
    if repeat not in simple_repeats:
        raise ValueError("no such repeat")
    return RecurrenceRule(simple_repeats[repeat], interval, (), 0, *end)
