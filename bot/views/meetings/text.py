"""Meetings in words: when, how often, by which ID; and the invitation as a text to paste (INV-1)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.policy.invitations.cards import OpenMeeting
from bot.policy.invitations.invitations import JoinCredentials, MeetingView
from bot.policy.meetings.conflicts import Conflict
from bot.policy.meetings.edits import CarriedOverride
from bot.policy.meetings.rrule_text import describe_rule, format_date
from bot.policy.options import Options
from bot.policy.rooms.numbers import format_number
from bot.policy.values.timezones import is_timezone, to_local_time
from bot.views.components.links import join_link
from bot.views.components.text import bold, escaped, short_date, truncate
from bot.views.meetings.form_fields import duration_text, zone_label

MAX_LISTED, LISTED_TOPIC_LIMIT = 10, 80
LIST_LIMIT = 2500
"""Characters of a section that a list may take; the rest is for a heading and the count of the others."""
NEEDS_NEW_ID = ":warning: *needs a new ID*"


def title(shown: MeetingView) -> str:
    """The topic of the next occurrence, else of the meeting."""
    return shown.occurrence.topic if shown.occurrence else shown.meeting.topic


def time_text(shown: MeetingView) -> str:
    """When a meeting takes place next, in each reader's own zone (UX-4), and how often. For mrkdwn."""
    meeting, occurrence = shown.meeting, shown.occurrence
    date = short_date(occurrence.starts_at) if occurrence else "over"
    minutes = occurrence.minutes if occurrence else meeting.minutes
    repeat = f" · {describe_rule(meeting.pattern.rule, meeting.pattern.start)}" if meeting.pattern.rule else ""
    return f"{date} · {duration_text(minutes)}{repeat}"


def id_text(shown: MeetingView) -> str:
    """The ID of a meeting, and whether it needs another one (INV-4)."""
    kind = "Meeting ID" if shown.meeting.generated_id else "Personal Meeting ID"
    number = format_number(shown.credentials.number) if shown.credentials else "none"
    return f"{kind} {number}{f' · {NEEDS_NEW_ID}' if shown.needs_new_id else ''}"


def summary_text(shown: MeetingView) -> str:
    """A meeting in three lines of mrkdwn."""
    cancelled = ":no_entry: Cancelled: " if shown.meeting.cancelled_at else ""
    return f"{cancelled}{bold(title(shown))}\n{time_text(shown)}\n{id_text(shown)}"


def bullet_list(meetings: Sequence[MeetingView]) -> str:
    """The first meetings, a line each, and how many more there are; as much as a section holds."""
    lines: list[str] = []
    for each in meetings[:MAX_LISTED]:
        line = f"• {bold(truncate(title(each), LISTED_TOPIC_LIMIT))} {time_text(each)}"
        if sum(map(len, lines)) + len(line) > LIST_LIMIT:
            break
        lines.append(line)
    more = len(meetings) - len(lines)
    return "\n".join([*lines, *([f"… and {more} more"] if more else [])])


def join_url(options: Options, shown: MeetingView, *, with_token: bool) -> str:
    """The link to join by; empty while nobody can (INV-4)."""
    if shown.credentials is None or shown.needs_new_id:
        return ""
    return join_link(options, shown.credentials, with_token=with_token and shown.token_in_links)


def invitation_text(options: Options, shown: MeetingView) -> str:
    """The invitation in plain text, ready to paste (INV-1)."""
    pattern, credentials = shown.meeting.pattern, shown.credentials
    lines = [f"{shown.host.name} invites you to a meeting.", "", title(shown), f"Time: {_local_time_text(shown)}"]
    if pattern.rule:
        lines.append(f"Repeats: {describe_rule(pattern.rule, pattern.start)}")
    if credentials is None or shown.needs_new_id:
        return "\n".join([*lines, "", "The meeting ID follows."])
    return "\n".join([*lines, "", *join_lines(options, credentials, with_token=shown.token_in_links)])


def join_lines(options: Options, credentials: JoinCredentials, *, with_token: bool) -> list[str]:
    """The end of an invitation in plain text: link, number, and the passcode if there is one."""
    lines = [
        f"Join: {join_link(options, credentials, with_token=with_token)}",
        f"Meeting ID: {format_number(credentials.number)}",
    ]
    return [*lines, f"Passcode: {credentials.passcode}"] if credentials.passcode else lines


def conflict_warning(conflict: Conflict) -> str:
    """The warning of another meeting on the same number (MEET-7). For mrkdwn."""
    other, how = conflict.other, "at the same time as" if conflict.overlaps else "within 15 minutes of"
    return (
        f"“{escaped(other.topic)}” {short_date(other.starts_at)} is on your Personal Meeting ID too, {how} this one:"
        " people of the first meeting can walk into the second. A generated ID keeps them apart."
    )


def carried_warning(carried: Sequence[CarriedOverride], zone: str, zone_after: str) -> str:
    """What becomes of single dates that were changed before, when the whole series is: old → new, a line each. For mrkdwn."""
    lines = [f"• {_carried_line(each, zone, zone_after)}" for each in carried[:MAX_LISTED]]
    more = [f"… and {len(carried) - MAX_LISTED} more"] if len(carried) > MAX_LISTED else []
    return "\n".join(["You changed single dates of this series before:", *lines, *more])


def _carried_line(carried: CarriedOverride, zone: str, zone_after: str) -> str:
    start, after = carried.override.local_start, carried.after
    if start is None:
        day = f"{carried.planned:%A}, {format_date(carried.planned.date())}"
        kept = carried.planned_after
        moved = f" → {kept:%A}, {format_date(kept.date())}" if kept and kept.date() != carried.planned.date() else ""
        return (
            f"{day}{moved}: stays cancelled" if kept else f"{day}: was cancelled, and is no date of the series any more"
        )
    was = f"{day_and_time(start)} ({zone_label(zone)})"
    if after is None or after.local_start is None:
        return f"{was}: falls away, because it is no date of the series any more"
    return (
        f"{was} → {day_and_time(after.local_start)} ({zone_label(zone_after)})"
        if zone != zone_after
        else f"{was}: stays"
    )


def open_invitation_text(options: Options, meeting: OpenMeeting) -> str:
    """The invitation to an instant meeting that is open now, in plain text, ready to paste (INV-1)."""
    host = meeting.host
    zone = host.zone if is_timezone(host.zone) else "UTC"
    started = to_local_time(meeting.session.started_at, zone)
    lines = [
        f"{host.name} invites you to a meeting.",
        "",
        *filter(None, [meeting.session.topic]),
        f"Time: now, open since {day_and_time(started)} ({zone_label(zone)})",
        "",
        *join_lines(options, meeting.credentials, with_token=meeting.token_in_links),
    ]
    return "\n".join(lines)


def _local_time_text(shown: MeetingView) -> str:
    meeting, occurrence = shown.meeting, shown.occurrence
    start = occurrence.local_start if occurrence else meeting.pattern.start
    return time_span(start, occurrence.minutes if occurrence else meeting.minutes, meeting.pattern.zone)


def time_span(start: datetime, minutes: int, zone: str) -> str:
    """“Tuesday, 23 March 2027, 15:00 to 15:45 (Europe/Berlin)”."""
    end = start + timedelta(minutes=minutes)
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{format_date(end.date())}, {end:%H:%M}"
    return f"{day_and_time(start)} to {until} ({zone_label(zone)})"


def day_and_time(local: datetime) -> str:
    """“Tuesday, 23 March 2027, 15:00”, as the local time says."""
    return f"{local:%A}, {format_date(local.date())}, {local:%H:%M}"
