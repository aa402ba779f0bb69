"""The fields of the scheduling form, each from its initial value; it must not know when they are shown or sent."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.i18n import formats
from bot.i18n.messages import Message, ngettext_noop, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.policy.meetings.drafts import DURATIONS, MeetingField
from bot.policy.meetings.recurrence import MAX_COUNT, WEEKDAYS, Frequency, RecurrenceRule, Weekday
from bot.policy.values import zone_data, zone_search
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
NO_REPEAT = "none"
BY_WEEKDAY_OF_DATE = {"monthly_day", "monthly_last"}
"""Repeats by the weekday that the date has."""
REPEAT_LABELS: dict[str, Message] = {
    # Translators: at most 75 characters, as all of these.
    NO_REPEAT: N_("Does not repeat"),
    "daily": N_("Every day"),
    "weekdays": N_("Every weekday, Monday to Friday"),
    "weekly": N_("Every week"),
    "monthly": N_("Every month on this date"),
    "monthly_end": N_("Every month on its last day"),
    "monthly_day": N_("Every month on this weekday, such as the second Tuesday"),
    "monthly_last": N_("Every month on the last of this weekday, such as the last Tuesday"),
    "yearly": N_("Every year"),
}
_EVERY_MONTH = ngettext_noop("every month", "every {count} months")
_EVERY: dict[str, Message] = {
    "daily": ngettext_noop("every day", "every {count} days"),
    "weekly": ngettext_noop("every week", "every {count} weeks"),
    "yearly": ngettext_noop("every year", "every {count} years"),
}


def topic(text: str) -> Block:
    """**“Topic”**."""
    field = element("plain_text_input", max_length=TOPIC_LIMIT, initial_value=text[:TOPIC_LIMIT])
    return input_block(MeetingField.TOPIC, _("Topic"), field)


def day(block_id: str, label: str, iso: str, *, optional: bool = False) -> Block:
    """A date; `iso` as in ISO 8601, or empty."""
    return input_block(block_id, label, element("datepicker", initial_date=iso), optional=optional)


def changes_dates(field: Block) -> Block:
    """The same field so that a change redraws the form with its dates in words, as one of **“Repeats”** does."""
    return {**field, "dispatch_action": True, "element": {**field["element"], "action_id": CHANGE_REPEATS}}


def dates_to_come(dates: Sequence[datetime], *, first: datetime) -> Block:
    """When something that repeats takes place next; `first` is its very first start."""
    days = " · ".join(formats.weekday_and_day(each.date()) for each in dates)
    if first in dates:
        return context(_(":calendar: First dates: {dates}", dates=days))
    return context(_(":calendar: Next dates: {dates}", dates=days))


def time_of_day(text: str, hint: str) -> Block:
    """**“Time”**, `HH:MM` on the wall clock of the meeting's zone, or empty."""
    return input_block(MeetingField.TIME, _("Time"), element("timepicker", initial_time=text), hint=hint)


def duration(minutes: int | None) -> Block:
    """**“Duration”**; None while it is to be chosen."""
    offered = [option(duration_text(each), str(each)) for each in sorted({*DURATIONS, *([minutes] if minutes else [])})]
    return input_block(MeetingField.DURATION, _("Duration"), select(offered, str(minutes or "")))


def duration_text(minutes: int) -> str:
    """“1 hour, 30 minutes”."""
    return formats.duration(minutes)


def meeting_id(pmi: str, chosen: str) -> Block:
    """**“Meeting ID”**; a change redraws the form, because the passcode depends on it."""
    offered = [
        option(_("Generate automatically"), GENERATED),
        option(_("Personal Meeting ID {number}", number=pmi) if pmi else _("Personal Meeting ID"), PMI),
    ]
    return input_block(MeetingField.ID, _("Meeting ID"), radio(offered, chosen), action_id=CHOOSE_ID, dispatch=True)


def zone(name: str) -> Block:
    """**“Time zone”**, searched by typing; a change redraws the form, because the time is in it."""
    initial, placeholder = option(zone_label(name), name) if name else None, _("Type a city or UTC+3")
    field = element("external_select", min_query_length=0, placeholder=placeholder, initial_option=initial)
    return input_block(MeetingField.ZONE, _("Time zone"), field, action_id=SEARCH_ZONE, dispatch=True)


def zone_label(name: str) -> str:
    """`America/New_York` as people read it, in the spelling that is offered; `Etc/GMT-3` is “UTC+03:00”."""
    preferred = zone_data.in_use().preferred_name(name)
    return zone_search.offset_name(preferred) or preferred.replace("_", " ")


def repeats(repeat: str, hint: str = "") -> Block:
    """**“Repeats”**, empty while it is to be chosen; a change redraws the form. `hint`: which months or years it leaves out."""
    menu = select([option(repeat_label(kind), kind) for kind in REPEAT_LABELS], repeat)
    return input_block(MeetingField.REPEATS, _("Repeats"), menu, hint=hint, action_id=CHANGE_REPEATS, dispatch=True)


def repeat_label(kind: str) -> str:
    """What **“Repeats”** says of this kind."""
    return say(REPEAT_LABELS[kind])


def interval_menu(repeat: str, interval: int) -> Block:
    """**“How often”**: every, every second, every n-th."""
    counts = sorted({*range(1, MAX_INTERVAL + 1), interval})
    offered = [option(say(_EVERY.get(repeat, _EVERY_MONTH), count=n), str(n)) for n in counts]
    return input_block(INTERVAL, _("How often"), select(offered, str(interval)))


def days(chosen: Sequence[Weekday]) -> Block:
    """The days of a weekly meeting."""
    names = [formats.weekday(each) for each in Weekday]
    offered = [option(name[:1].upper() + name[1:], each.name) for name, each in zip(names, Weekday, strict=True)]
    checked = [offered[each] for each in sorted(chosen)]
    hint = _("Leave it empty for the weekday of the date.")
    return input_block(DAYS, _("On these days"), checkboxes(offered, checked), hint=hint, optional=True)


def occurrence_count(count: int | None) -> Block:
    """After how many times the series ends."""
    field = whole_number(MAX_COUNT, str(count or ""))
    hint = _("Leave both empty for a series without end.")
    return input_block(TIMES, _("Or end after this many times"), field, hint=hint, optional=True)


def passcode(text: str, hint: str) -> Block:
    """**“Passcode”** of a generated ID."""
    field = element("plain_text_input", initial_value=text)
    return input_block(MeetingField.PASSCODE, _("Passcode"), field, hint=hint, optional=True)


def no_passcode(*, on: bool) -> Block:
    """A meeting without a passcode, where that is allowed."""
    # Translators: at most 75 characters.
    box = checkbox(_("Without a passcode"), _("Anyone who has the link or the number can join."), on=on)
    return input_block(WITHOUT_PASSCODE, _("Open to everybody"), box, optional=True)


def invite(users: Sequence[str]) -> Block:
    """**“Invite”**."""
    field = element("multi_users_select", placeholder=_("Choose people"), initial_users=list(users))
    return input_block(MeetingField.INVITE, _("Invite"), field, optional=True)


def channel(chosen: str) -> Block:
    """**“Post to channel”**."""
    placeholder = _("Choose a channel")
    field = element("conversations_select", filter=CHANNELS, placeholder=placeholder, initial_conversation=chosen)
    hint = _("The passcode is not posted: people in the channel ask you for it.")
    return input_block(CHANNEL, _("Post to channel"), field, hint=hint, optional=True)


def description(text: str) -> Block:
    """**“Description”**."""
    initial = text[:DESCRIPTION_LIMIT]
    field = element("plain_text_input", multiline=True, max_length=DESCRIPTION_LIMIT, initial_value=initial)
    return input_block(MeetingField.DESCRIPTION, _("Description"), field, optional=True)


def repeat_of(rule: RecurrenceRule | None) -> str:
    """What **“Repeats”** shows for a rule: a key of `REPEAT_LABELS`."""
    if rule is None:
        return NO_REPEAT
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
    if repeat in BY_WEEKDAY_OF_DATE:
        nth = -1 if repeat == "monthly_last" else (start.day - 1) // 7 + 1
        return RecurrenceRule(Frequency.MONTHLY, interval, (Weekday(start.weekday()),), nth, *end)
    if repeat in ("weekly", "weekdays"):
        days_of_week = WEEKDAYS if repeat == "weekdays" else chosen_days
        return RecurrenceRule(Frequency.WEEKLY, interval, days_of_week, 0, *end)
    simple_repeats = {"daily": Frequency.DAILY, "monthly": Frequency.MONTHLY, "yearly": Frequency.YEARLY}
    if repeat not in simple_repeats:
        raise ValueError("no such repeat")
    return RecurrenceRule(simple_repeats[repeat], interval, (), 0, *end)
