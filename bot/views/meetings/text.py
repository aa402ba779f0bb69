"""Meetings in words: when, how often, by which ID; and the invitation as a text to paste (INV-1)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.i18n import formats
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.messages import ngettext, say
from bot.policy.invitations.cards import OpenMeeting
from bot.policy.invitations.invitations import JoinCredentials, MeetingView
from bot.policy.meetings.conflicts import Conflict
from bot.policy.meetings.edits import CarriedOverride
from bot.policy.options import Options
from bot.policy.rooms.numbers import format_number
from bot.policy.values.timezones import is_timezone, to_local_time
from bot.views.components.links import join_link
from bot.views.components.text import bold, escaped, short_date, truncate
from bot.views.meetings.form_fields import duration_text, zone_label
from bot.views.meetings.recurrence import describe_rule

MAX_LISTED, LISTED_TOPIC_LIMIT = 10, 80
LIST_LIMIT = 2500
"""Characters of a section that a list may take; the rest is for a heading and the count of the others."""
NEEDS_NEW_ID = N_(":warning: *needs a new ID*")


def title(shown: MeetingView) -> str:
    """The topic of the next occurrence, else of the meeting."""
    return shown.occurrence.topic if shown.occurrence else shown.meeting.topic


def time_text(shown: MeetingView) -> str:
    """When a meeting takes place next, in each reader's own zone (UX-4), and how often. For mrkdwn."""
    meeting, occurrence = shown.meeting, shown.occurrence
    # Translators: said of a meeting in the place of its next date.
    date = short_date(occurrence.starts_at) if occurrence else _("over")
    minutes = occurrence.minutes if occurrence else meeting.minutes
    repeat = [describe_rule(meeting.pattern.rule, meeting.pattern.start)] if meeting.pattern.rule else []
    return " · ".join((date, duration_text(minutes), *repeat))


def id_text(shown: MeetingView) -> str:
    """The ID of a meeting, and whether it needs another one (INV-4)."""
    if shown.credentials is None:
        text = _("No meeting ID")
    elif shown.meeting.generated_id:
        text = _("Meeting ID {number}", number=format_number(shown.credentials.number))
    else:
        text = _("Personal Meeting ID {number}", number=format_number(shown.credentials.number))
    return f"{text} · {say(NEEDS_NEW_ID)}" if shown.needs_new_id else text


def summary_text(shown: MeetingView) -> str:
    """A meeting in three lines of mrkdwn."""
    topic = bold(title(shown))
    heading = _(":no_entry: Cancelled: {topic}", topic=topic) if shown.meeting.cancelled_at else topic
    return "\n".join((heading, time_text(shown), id_text(shown)))


def bullet_list(meetings: Sequence[MeetingView]) -> str:
    """The first meetings, a line each, and how many more there are; as much as a section holds."""
    lines: list[str] = []
    for each in meetings[:MAX_LISTED]:
        line = f"• {bold(truncate(title(each), LISTED_TOPIC_LIMIT))} {time_text(each)}"
        if sum(map(len, lines)) + len(line) > LIST_LIMIT:
            break
        lines.append(line)
    more = len(meetings) - len(lines)
    return "\n".join([*lines, *([_more_text(more)] if more else [])])


def _more_text(more: int) -> str:
    return ngettext("… and {count} more", "… and {count} more", more)


def join_url(options: Options, shown: MeetingView, *, with_token: bool) -> str:
    """The link to join by; empty while nobody can (INV-4)."""
    if shown.credentials is None or shown.needs_new_id:
        return ""
    return join_link(options, shown.credentials, with_token=with_token and shown.token_in_links)


def invitation_text(options: Options, shown: MeetingView) -> str:
    """The invitation in plain text, ready to paste (INV-1)."""
    pattern, credentials = shown.meeting.pattern, shown.credentials
    time = _("Time: {time}", time=_local_time_text(shown))
    lines = [_("{host} invites you to a meeting.", host=shown.host.name), "", title(shown), time]
    if pattern.rule:
        lines.append(_("Repeats: {pattern}", pattern=describe_rule(pattern.rule, pattern.start)))
    if credentials is None or shown.needs_new_id:
        return "\n".join([*lines, "", _("The meeting ID follows.")])
    return "\n".join([*lines, "", *join_lines(options, credentials, with_token=shown.token_in_links)])


def join_lines(options: Options, credentials: JoinCredentials, *, with_token: bool) -> list[str]:
    """The end of an invitation in plain text: link, number, and the passcode if there is one."""
    lines = [
        _("Join: {link}", link=join_link(options, credentials, with_token=with_token)),
        _("Meeting ID: {number}", number=format_number(credentials.number)),
    ]
    return [*lines, _("Passcode: {passcode}", passcode=credentials.passcode)] if credentials.passcode else lines


def conflict_warning(conflict: Conflict) -> str:
    """The warning of another meeting on the same number (MEET-7). For mrkdwn."""
    topic, time = escaped(conflict.other.topic), short_date(conflict.other.starts_at)
    if conflict.overlaps:
        return _(
            "“{topic}” {time} is on your Personal Meeting ID too, at the same time as this one: people of the first"
            " meeting can walk into the second. A generated ID keeps them apart.",
            topic=topic,
            time=time,
        )
    return _(
        "“{topic}” {time} is on your Personal Meeting ID too, within 15 minutes of this one: people of the first meeting"
        " can walk into the second. A generated ID keeps them apart.",
        topic=topic,
        time=time,
    )


def carried_warning(carried: Sequence[CarriedOverride], zone: str, zone_after: str) -> str:
    """What becomes of single dates that were changed before, when the whole series is: old → new, a line each. For mrkdwn."""
    lines = [f"• {_carried_line(each, zone, zone_after)}" for each in carried[:MAX_LISTED]]
    more = [_more_text(len(carried) - MAX_LISTED)] if len(carried) > MAX_LISTED else []
    return "\n".join([_("You changed single dates of this series before:"), *lines, *more])


def _carried_line(carried: CarriedOverride, zone: str, zone_after: str) -> str:
    start, after = carried.override.local_start, carried.after
    if start is None:
        return _dropped_line(carried)
    was = time_in_zone(start, zone)
    if after is None or after.local_start is None:
        return _("{date}: is dropped, because the series no longer has that date", date=was)
    if zone == zone_after:
        return _("{date}: stays", date=was)
    return _("{old} → {new}", old=was, new=time_in_zone(after.local_start, zone_after))


def _dropped_line(carried: CarriedOverride) -> str:
    """A single date that was cancelled before."""
    day, kept = formats.weekday_and_day(carried.planned.date()), carried.planned_after
    if kept is None:
        return _("{date}: was cancelled, and the series no longer has that date", date=day)
    if kept.date() == carried.planned.date():
        return _("{date}: stays cancelled", date=day)
    return _("{old} → {new}: stays cancelled", old=day, new=formats.weekday_and_day(kept.date()))


def open_invitation_text(options: Options, meeting: OpenMeeting) -> str:
    """The invitation to an instant meeting that is open now, in plain text, ready to paste (INV-1)."""
    host = meeting.host
    zone = host.zone if is_timezone(host.zone) else "UTC"
    started = to_local_time(meeting.session.started_at, zone)
    lines = [
        _("{host} invites you to a meeting.", host=host.name),
        "",
        *filter(None, [meeting.session.topic]),
        _("Time: now, open since {time}", time=time_in_zone(started, zone)),
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
    until = formats.clock(end)
    if end.date() != start.date():
        until = _("{day}, {time}", day=formats.day(end), time=until)
    return _("{start} to {end} ({zone})", start=day_and_time(start), end=until, zone=zone_label(zone))


def time_in_zone(local: datetime, zone: str) -> str:
    """“Tuesday, 23 March 2027, 15:00 (Europe/Berlin)”, as the local time says."""
    return _("{time} ({zone})", time=day_and_time(local), zone=zone_label(zone))


def day_and_time(local: datetime) -> str:
    """“Tuesday, 23 March 2027, 15:00”, as the local time says."""
    return _("{day}, {time}", day=formats.weekday_and_day(local), time=formats.clock(local))
