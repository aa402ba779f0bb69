"""The fields of the scheduling form, each made from what it shall hold; it must not know when they are shown or sent."""

from collections.abc import Sequence
from datetime import date

from bot.policy.meetings.drafts import DURATIONS
from bot.policy.meetings.recurrence import WEEKDAYS, Frequency, RecurrenceRule, Weekday
from bot.protocol import Block
from bot.views.components.blocks import plain
from bot.views.components.inputs import checkbox, input_block, option, radio, select

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
    "monthly_day": "Every month on this weekday, such as the second Tuesday",
    "monthly_last": "Every month on the last such weekday",
    "yearly": "Every year",
}
_UNITS = {"daily": "day", "weekdays": "week", "weekly": "week", "yearly": "year"}
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def topic(block_id: str, text: str, *, optional: bool = False) -> Block:
    """**“Topic”**."""
    initial = {"initial_value": text[:TOPIC_LIMIT]} if text else {}
    element = {"type": "plain_text_input", "max_length": TOPIC_LIMIT, **initial}
    return input_block(block_id, "Topic", element, optional=optional)


def day(block_id: str, label: str, iso: str, *, hint: str = "", optional: bool = False) -> Block:
    """A date."""
    initial = {"initial_date": iso} if iso else {}
    return input_block(block_id, label, {"type": "datepicker", **initial}, hint=hint, optional=optional)


def time_of_day(block_id: str, text: str, hint: str) -> Block:
    """**“Time”**, on the wall clock of the meeting's zone."""
    initial = {"initial_time": text} if text else {}
    return input_block(block_id, "Time", {"type": "timepicker", **initial}, hint=hint)


def duration(block_id: str, minutes: int) -> Block:
    """**“Duration”**."""
    offered = sorted({*DURATIONS, minutes})
    element = select([option(duration_text(each), str(each)) for each in offered], str(minutes))
    return input_block(block_id, "Duration", element)


def duration_text(minutes: int) -> str:
    """“1 hour 30 minutes”."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    return " ".join([*parts, f"{rest} minutes"] if rest else parts)


def meeting_id(block_id: str, pmi: str, chosen: str) -> Block:
    """**“Meeting ID”**; the form is shown anew when it changes, because the passcode depends on it."""
    offered = [option("Generate automatically", GENERATED), option(f"Personal Meeting ID {pmi}", PMI)]
    block = input_block(block_id, "Meeting ID", radio(offered, chosen))
    return {**block, "dispatch_action": True, "element": {**block["element"], "action_id": CHOOSE_ID}}


def zone(block_id: str, name: str) -> Block:
    """**“Time zone”**, looked for by typing."""
    element: Block = {"type": "external_select", "min_query_length": 0, "placeholder": plain("Type a city", 150)}
    if name:
        element["initial_option"] = option(zone_label(name), name)
    block = input_block(block_id, "Time zone", element)
    return {**block, "element": {**block["element"], "action_id": SEARCH_ZONE}}


def zone_label(name: str) -> str:
    """`America/New_York` as people read it."""
    return name.replace("_", " ")


def repeats(block_id: str, repeat: str) -> Block:
    """**“Repeats”**; the form is shown anew when it changes."""
    block = input_block(
        block_id, "Repeats", select([option(label, name) for name, label in REPEAT_LABELS.items()], repeat)
    )
    return {**block, "dispatch_action": True, "element": {**block["element"], "action_id": CHANGE_REPEATS}}


def interval_menu(block_id: str, repeat: str, interval: int) -> Block:
    """Each, each second, each n-th."""
    unit = _UNITS.get(repeat, "month")
    counts = sorted({*range(1, MAX_INTERVAL + 1), interval})
    offered = [option(f"every {unit}" if n == 1 else f"every {n} {unit}s", str(n)) for n in counts]
    return input_block(block_id, "How often", select(offered, str(interval)))


def days(block_id: str, chosen: Sequence[Weekday]) -> Block:
    """The days of a weekly meeting."""
    offered = [option(_DAY_NAMES[each], each.name) for each in Weekday]
    initial = [each for each in offered if each["value"] in {day_.name for day_ in chosen}]
    element = {"type": "checkboxes", "options": offered, **({"initial_options": initial} if initial else {})}
    return input_block(block_id, "On these days", element, hint="None: on the day of its date.", optional=True)


def occurrence_count(block_id: str, count: int | None) -> Block:
    """After how many times it ends."""
    initial = {"initial_value": str(count)} if count else {}
    element = {"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "365", **initial}
    return input_block(block_id, "Or end after so many times", element, hint="Neither: without end.", optional=True)


def passcode(block_id: str, text: str, hint: str, *, optional: bool) -> Block:
    """**“Passcode”** of a generated ID."""
    initial = {"initial_value": text} if text else {}
    return input_block(block_id, "Passcode", {"type": "plain_text_input", **initial}, hint=hint, optional=optional)


def no_passcode(block_id: str, *, on: bool) -> Block:
    """A meeting without one, where that is allowed."""
    element = checkbox("Without a passcode", "Whoever has the link or the number can come in.", on=on)
    return input_block(block_id, "Open to everybody", element, optional=True)


def invite(block_id: str, users: Sequence[str]) -> Block:
    """**“Invite”**."""
    initial = {"initial_users": list(users)} if users else {}
    element = {"type": "multi_users_select", "placeholder": plain("Choose people", 150), **initial}
    return input_block(block_id, "Invite", element, optional=True)


def channel(block_id: str, chosen: str) -> Block:
    """**“Post to channel”**."""
    initial = {"initial_conversation": chosen} if chosen else {}
    channel_filter = {"include": ["public", "private"], "exclude_bot_users": True}
    element = {
        "type": "conversations_select",
        "filter": channel_filter,
        "placeholder": plain("Choose a channel", 150),
        **initial,
    }
    hint = "Without the passcode: whoever reads the channel asks you for it."
    return input_block(block_id, "Post to channel", element, hint=hint, optional=True)


def description(block_id: str, text: str) -> Block:
    """**“Description”**."""
    initial = {"initial_value": text[:DESCRIPTION_LIMIT]} if text else {}
    element = {"type": "plain_text_input", "multiline": True, "max_length": DESCRIPTION_LIMIT, **initial}
    return input_block(block_id, "Description", element, optional=True)


def repeat_of(rule: RecurrenceRule | None) -> str:
    """Which of the kinds a rule is."""
    if rule is None:
        return "none"
    if rule.days == WEEKDAYS and rule.interval == 1:
        return "weekdays"
    by_frequency = {
        Frequency.DAILY: "daily",
        Frequency.WEEKLY: "weekly",
        Frequency.MONTHLY: "monthly_last" if rule.ordinal == -1 else "monthly_day" if rule.ordinal else "monthly",
        Frequency.YEARLY: "yearly",
    }
    return by_frequency[rule.frequency]


def rule_from(
    repeat: str, start: date, interval: int, chosen_days: tuple[Weekday, ...], end: tuple[date | None, int | None]
) -> RecurrenceRule:
    """The rule that the fields mean. Raises ValueError for what MEET-3 does not know."""
    until, count = end
    weekday = Weekday(start.weekday())
    nth = -1 if repeat == "monthly_last" else (start.day - 1) // 7 + 1
    if repeat.startswith("monthly_"):
        return RecurrenceRule(Frequency.MONTHLY, interval, (weekday,), nth, until, count)
    if repeat in ("weekly", "weekdays"):
        workdays = tuple(each for each in Weekday if each < Weekday.SA)
        return RecurrenceRule(
            Frequency.WEEKLY, interval, workdays if repeat == "weekdays" else chosen_days, 0, until, count
        )
    simple_repeats = {"daily": Frequency.DAILY, "monthly": Frequency.MONTHLY, "yearly": Frequency.YEARLY}
    if repeat not in simple_repeats:
        raise ValueError("no such repeat")
    return RecurrenceRule(simple_repeats[repeat], interval, (), 0, until, count)
