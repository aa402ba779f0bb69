"""Meetings as an .ics file and as a calendar feed (INV-2, RFC 5545); it must not know requests and the database."""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vRecur

from bot.i18n.messages import gettext as _
from bot.policy.invitations.invitations import MeetingView
from bot.policy.meetings.meetings import Meeting
from bot.policy.meetings.rrule_text import to_rrule
from bot.policy.options import Options
from bot.policy.rooms.numbers import format_number
from bot.policy.values.timezones import is_second_pass, to_instant, to_local_time
from bot.views.components.links import join_link
from bot.views.invitations.vtimezone import vtimezone

PRODUCT = "-//PMI Bot//PMI Bot//EN"
_UTC_NAMES = ("UTC", "Etc/UTC", "Zulu", "Etc/Zulu", "Etc/UCT", "UCT", "Universal", "Etc/Universal")


def ics_calendar(options: Options, meetings: Sequence[MeetingView], *, with_token: bool, name: str = "") -> bytes:
    """All parts of one meeting, each with its permanent UID; or, with a `name`, a feed to subscribe to.

    METHOD is CANCEL once all parts of the meeting are off. `with_token`: the links open by one click. The bytes are the same
    until something of the meetings changes.
    """
    cancelled = not name and all(each.is_off for each in meetings)
    file = Calendar()
    file.add("PRODID", PRODUCT)
    file.add("VERSION", "2.0")
    file.add("CALSCALE", "GREGORIAN")
    file.add("METHOD", "CANCEL" if cancelled else "PUBLISH")
    if name:
        file.add("NAME", name)
        file.add("X-WR-CALNAME", name)
        file.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})
        file.add("X-PUBLISHED-TTL", "PT1H")
    _add_zones(file, meetings)
    for each in meetings:
        for event in _events(options, each, with_token=with_token):
            file.add_component(event)
    return bytes(file.to_ical())


def _add_zones(file: Calendar, meetings: Sequence[MeetingView]) -> None:
    first_years: dict[str, int] = {}
    for each in meetings:
        zone, year = each.meeting.pattern.zone, each.meeting.pattern.start.year
        first_years[zone] = min(year, first_years.get(zone, year))
    for zone, year in first_years.items():
        if zone not in _UTC_NAMES:
            file.add_component(vtimezone(zone, year))


def _events(options: Options, shown: MeetingView, *, with_token: bool) -> Iterator[Event]:
    """One event for the meeting, and one for each occurrence that was moved."""
    meeting = shown.meeting
    event = _event(options, shown, with_token=with_token)
    _set_time_and_topic(event, shown, meeting.pattern.start, meeting.minutes, meeting.topic)
    if meeting.pattern.rule is not None:
        event.add("RRULE", vRecur.from_ical(_rrule(meeting)))
    for planned, change in sorted(meeting.overrides.items()):
        if change.local_start is None:  # a line each: some readers take the first date of a line alone
            event.add("EXDATE", _with_zone(meeting, planned))
    yield event
    for planned, change in sorted(meeting.overrides.items()):
        if change.local_start is not None:
            moved = _event(options, shown, with_token=with_token)
            moved.add("RECURRENCE-ID", _with_zone(meeting, planned))
            _set_time_and_topic(moved, shown, change.local_start, change.minutes, change.topic or meeting.topic)
            yield moved


def _event(options: Options, shown: MeetingView, *, with_token: bool) -> Event:
    """The properties that the meeting and its moved occurrences have in common."""
    meeting, credentials = shown.meeting, shown.valid_credentials
    event = Event()
    event.add("UID", meeting.uid)
    event.add("DTSTAMP", _last_known_change(meeting))
    event.add("SEQUENCE", meeting.version)
    event.add("STATUS", "CANCELLED" if shown.is_off else "CONFIRMED")
    event.add("ORGANIZER", _organizer(options, shown))
    lines = [_about(shown)]
    if credentials is not None:
        address = join_link(options, credentials, with_token=with_token and shown.token_in_links)
        event.add("LOCATION", address)
        event.add("URL", address)
        way_in = [_("Join: {link}", link=address), _("Meeting ID: {number}", number=format_number(credentials.number))]
        lines.append("\n".join(way_in))
    elif shown.needs_new_id and not shown.nothing_to_come:
        lines.append(_("This meeting needs a new ID: ask its host."))
    event.add("DESCRIPTION", _ics_text("\n\n".join(filter(None, lines))))
    return event


def _about(shown: MeetingView) -> str:
    """What its host wrote; of a meeting that is off no more than that, as their words may hold a link."""
    if shown.withdrawn or shown.meeting.cancelled_at is not None:
        return _("This meeting is cancelled.")
    if shown.is_off:
        return _("This meeting has no host any more, and nobody has taken it over yet.")
    return shown.meeting.description


def _last_known_change(meeting: Meeting) -> datetime:
    """A DTSTAMP that does not depend on when it is read. Which of two versions is newer SEQUENCE says (RFC 5546, section 2.1.5)."""
    generated = meeting.generated_id.made_at if meeting.generated_id else meeting.made_at
    at = max(meeting.made_at, generated, meeting.cancelled_at or meeting.made_at)
    return at.astimezone(UTC).replace(microsecond=0)


def _organizer(options: Options, shown: MeetingView) -> vCalAddress:
    """A URN for the host: RFC 5546 requires an organizer, RFC 5545 a URI, and we know no e-mail address."""
    organizer = vCalAddress(uuid5(NAMESPACE_URL, f"{options.public_url}/people/{shown.host.id}").urn)
    organizer.params["CN"] = _ics_text(shown.host.name) or _("The host")
    return organizer


def _set_time_and_topic(event: Event, shown: MeetingView, start: datetime, minutes: int, topic: str) -> None:
    meeting, zone = shown.meeting, shown.meeting.pattern.zone
    event.add("SUMMARY", _ics_text(_("Cancelled: {topic}", topic=topic) if shown.is_off else topic))
    event.add("DTSTART", _with_zone(meeting, start))
    ends_at = to_instant(start, zone) + timedelta(minutes=minutes)
    local_end = to_local_time(ends_at, zone)
    # a local time that comes twice means the first one
    event.add("DTEND", ends_at if is_second_pass(ends_at, zone) else _with_zone(meeting, local_end))


def _with_zone(meeting: Meeting, local: datetime) -> datetime:
    """A local time with its zone."""
    zone = meeting.pattern.zone
    return local.replace(tzinfo=UTC if zone in _UTC_NAMES else ZoneInfo(zone))


def _rrule(meeting: Meeting) -> str:
    """The rule with UNTIL in UTC, as an event with a zone requires (RFC 5545, 3.3.10)."""
    rule, zone = meeting.pattern.rule, meeting.pattern.zone
    if rule is None or rule.until is None:
        return to_rrule(rule) if rule else ""
    last = to_instant(datetime.combine(rule.until, datetime.max.time().replace(microsecond=0)), zone)
    parts = (part for part in to_rrule(rule).split(";") if not part.startswith("UNTIL="))
    return ";".join([*parts, f"UNTIL={last:%Y%m%dT%H%M%SZ}"])


def _ics_text(text: str) -> str:
    """A TEXT value: RFC 5545 allows no control characters but line feed and tab, UTF-8 no lone surrogates."""
    return "".join(each for each in text if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs"))
