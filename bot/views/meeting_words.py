"""How meetings are spoken of: when, how often, by which ID; and the invitation as a text to paste (INV-1)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.policy.cards import OpenMeeting
from bot.policy.collisions import Collision
from bot.policy.invitations import Told, differences
from bot.policy.local_times import instant, is_zone, local_time
from bot.policy.numbers import MeetingId, show
from bot.policy.recurrence_texts import day_in_words, in_words, read
from bot.policy.shown_meetings import Shown
from bot.policy.terms import Terms
from bot.views.addresses import join_link
from bot.views.blocks import cut, escaped, moment, strong
from bot.views.meeting_fields import in_hours, zone_label

DAY_AND_TIME = "{date_short_pretty} at {time}"
MOST_LISTED, TOPIC_LISTED = 10, 80
ROOM_FOR_LINES = 2500
"""Characters of a section that a list may take; it has a heading and the count of the others too."""
NEEDS_NEW_ID = ":warning: *needs a new ID*"


def title(shown: Shown) -> str:
    """The topic of the occurrence that comes next."""
    return shown.occurrence.topic if shown.occurrence else shown.meeting.topic


def when(shown: Shown) -> str:
    """When it takes place next, in each reader's own zone (UX-4), and how often. For mrkdwn."""
    meeting, occurrence = shown.meeting, shown.occurrence
    at = moment(occurrence.at, DAY_AND_TIME) if occurrence else "over"
    minutes = occurrence.minutes if occurrence else meeting.minutes
    often = f" · {in_words(meeting.pattern.rule, meeting.pattern.start)}" if meeting.pattern.rule else ""
    return f"{at} · {in_hours(minutes)}{often}"


def which_id(shown: Shown) -> str:
    """By which ID, and whether it needs another one (INV-4)."""
    kind = "Meeting ID" if shown.meeting.own else "Personal Meeting ID"
    number = show(shown.entrance.number) if shown.entrance else "none"
    return f"{kind} {number}{f' · {NEEDS_NEW_ID}' if shown.needs_new_id else ''}"


def about(shown: Shown) -> str:
    """A meeting in three lines of mrkdwn."""
    cancelled = ":no_entry: Cancelled: " if shown.meeting.cancelled_at else ""
    return f"{cancelled}{strong(title(shown))}\n{when(shown)}\n{which_id(shown)}"


def bullets(meetings: Sequence[Shown]) -> str:
    """The first of them, a line each, and how many more there are; as much as a section holds."""
    lines: list[str] = []
    for each in meetings[:MOST_LISTED]:
        line = f"• {strong(cut(title(each), TOPIC_LISTED))} {when(each)}"
        if sum(map(len, lines)) + len(line) > ROOM_FOR_LINES:
            break
        lines.append(line)
    more = len(meetings) - len(lines)
    return "\n".join([*lines, *([f"… and {more} more"] if more else [])])


def join_address(terms: Terms, shown: Shown, *, with_token: bool) -> str:
    """Where one joins; empty while nobody can (INV-4)."""
    if shown.entrance is None or shown.needs_new_id:
        return ""
    return join_link(terms, shown.entrance, with_token=with_token and shown.token_in_links)


def invitation(terms: Terms, shown: Shown, *, with_passcode: bool = True) -> str:
    """Plain text ready to paste (INV-1)."""
    meeting, entrance = shown.meeting, shown.entrance
    lines = [f"{shown.host.name} invites you to a meeting.", "", title(shown), f"Time: {_local_time(shown)}"]
    if meeting.pattern.rule:
        lines.append(f"Repeats: {in_words(meeting.pattern.rule, meeting.pattern.start)}")
    lines.append("")
    if entrance is None or shown.needs_new_id:
        return "\n".join([*lines, "The meeting ID follows."])
    lines += [f"Join: {join_address(terms, shown, with_token=with_passcode)}", f"Meeting ID: {show(entrance.number)}"]
    return "\n".join([*lines, f"Passcode: {entrance.passcode}"] if entrance.passcode and with_passcode else lines)


def too_close(collision: Collision) -> str:
    """What is said of another meeting on the same number (MEET-7). For mrkdwn."""
    other, how = collision.other, "at the same time as" if collision.overlaps else "within 15 minutes of"
    return (
        f"“{escaped(other.topic)}” {moment(other.at, DAY_AND_TIME)} is on your Personal Meeting ID too, {how} this one:"
        " people of the first meeting can walk into the second. A generated ID keeps them apart."
    )


def open_invitation(terms: Terms, meeting: OpenMeeting) -> str:
    """The same for a meeting that was started at once and is open now."""
    host, entrance = meeting.host, meeting.entrance
    began = local_time(meeting.session.started_at, host.zone) if is_zone(host.zone) else meeting.session.started_at
    zone = zone_label(host.zone) if is_zone(host.zone) else "UTC"
    lines = [
        f"{host.name} invites you to a meeting.",
        "",
        *filter(None, [meeting.session.topic]),
        f"Time: now, open since {began:%A}, {day_in_words(began.date())}, {began:%H:%M} ({zone})",
        "",
        f"Join: {join_link(terms, entrance, with_token=meeting.token_in_links)}",
        f"Meeting ID: {show(entrance.number)}",
    ]
    return "\n".join([*lines, f"Passcode: {entrance.passcode}"] if entrance.passcode else lines)


def _local_time(shown: Shown) -> str:
    meeting, occurrence = shown.meeting, shown.occurrence
    start = occurrence.start if occurrence else meeting.pattern.start
    return span(start, occurrence.minutes if occurrence else meeting.minutes, meeting.pattern.zone)


def span(start: datetime, minutes: int, zone: str) -> str:
    """“Tuesday, 23 March 2027, 15:00 to 15:45 (Europe/Berlin)”."""
    end = start + timedelta(minutes=minutes)
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{day_in_words(end.date())}, {end:%H:%M}"
    return f"{start:%A}, {day_in_words(start.date())}, {start:%H:%M} to {until} ({zone_label(zone)})"


def told_time(told: Told) -> str:
    """When it was, as somebody was told, in each reader's own zone (UX-4). For mrkdwn."""
    start = datetime.fromisoformat(told.start)
    often = f", {in_words(read(told.rule), start)}" if told.rule else ""
    return f"{moment(instant(start, told.zone), DAY_AND_TIME)} · {in_hours(told.minutes)}{often}"


def told_number(told: Told) -> str:
    """By which ID, as somebody was told."""
    return show(MeetingId(told.number)) if told.number else "none"


def told_dates(told: Told, now: Told) -> list[str]:
    """Single dates of a series that are not as somebody was told: old → new, a line each. For mrkdwn."""
    found = differences(told, now)
    if found.time:  # the dates of the old series are none any more: what is special about the new one
        return [_date(replace(now, moved={}), now, planned) for planned in sorted(now.moved)]
    return [_date(told, now, planned) for planned in found.occurrences]


def _date(told: Told, now: Told, planned: str) -> str:
    before, after = _moved(told, planned), _moved(now, planned)
    was = before or _moved(replace(told, moved={}), planned)
    return f"{was} → {after}" if after else f"{was} does not take place"


def _moved(told: Told, planned: str) -> str:
    """When an occurrence takes place, as somebody was told; empty where it was dropped."""
    start, _, minutes = told.moved.get(planned, f"{planned}/{told.minutes}").partition("/")
    if not start:
        return ""
    lasts = "" if int(minutes) == told.minutes else f" · {in_hours(int(minutes))}"
    return f"{moment(instant(datetime.fromisoformat(start), told.zone), DAY_AND_TIME)}{lasts}"
