"""Messages about a meeting: the invitation, the channel post, the host's prompt to send updates, the reminder (INV-3)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.policy.ids import InvitationUpdateId, MeetingId, MeetingKey
from bot.policy.invitations.invitations import ChannelPost, Invitee, MeetingSnapshot, MeetingView, Rsvp, differences
from bot.policy.meetings.meetings import Occurrence
from bot.policy.meetings.rrule_text import parse_rrule
from bot.policy.options import Options
from bot.policy.rooms.numbers import format_number
from bot.policy.values.timezones import to_instant
from bot.protocol import Block
from bot.views.components.blocks import actions, button, context, section
from bot.views.components.links import calendar_link, withdrawal_link
from bot.views.components.text import bold, escaped, first_of, mention, short_date, slack_date, truncate
from bot.views.meetings.form_fields import duration_text, zone_label
from bot.views.meetings.list import CALENDAR, REVIEW, START, switch_all_button, switch_one_button
from bot.views.meetings.recurrence import describe_rule
from bot.views.meetings.text import bullet_list, id_text, join_url, summary_text, title

YES, NO, MAYBE = "invitation_yes", "invitation_no", "invitation_maybe"
RSVP_BY_ACTION = {YES: Rsvp.YES, NO: Rsvp.NO, MAYBE: Rsvp.MAYBE}
JOIN = "meeting_join"
SEND_UPDATES = "renewal_send"
MAX_SHOWN, MAX_DATES, MAX_PEOPLE = 10, 5, 20
_DESCRIPTION_LIMIT = 1000
_RSVP_TEXTS = {
    Rsvp.YES: ":white_check_mark: You said *yes*.",
    Rsvp.NO: ":x: You said *no*.",
    Rsvp.MAYBE: ":grey_question: You said *maybe*.",
}

_ASKS = "*Link:* asks for the passcode from now on; older one-click links do, too"
_OPENS = "*Link:* opens by one click again"


def invitation_message(
    options: Options,
    shown: MeetingView,
    answer: Rsvp | None,
    previous: MeetingSnapshot | None,
    current: MeetingSnapshot,
) -> list[Block]:
    """The message to one invitee: the invitation, or what changed since `previous` was sent, old → new."""
    host = mention(shown.host.user)
    if current.cancelled:
        text = f":no_entry: {host} has cancelled {bold(title(shown))}, {_snapshot_time(previous or current)}."
        address = withdrawal_link(options, shown.meeting, with_token=shown.token_in_links)
        return [section(text), actions(button("Remove from calendar", CALENDAR, url=address))]
    if previous is None:
        heading = f":calendar: {host} invites you."
    else:
        heading = "\n".join(
            [f":warning: {host}'s meeting has changed.", *_change_lines(previous, current, shown, host)]
        )
    return [section(heading), *_details(options, shown, with_passcode=True), *_rsvp_buttons(shown.meeting.key, answer)]


def notification_text(shown: MeetingView, previous: MeetingSnapshot | None, current: MeetingSnapshot) -> str:
    """The message to an invitee as a notification."""
    name, topic = escaped(shown.host.name) or "Somebody", escaped(title(shown))
    if current.cancelled:
        return f"{name} has cancelled {topic}"
    return f"{name} invites you to {topic}" if previous is None else f"{name}'s meeting has changed: {topic}"


def _change_lines(previous: MeetingSnapshot, current: MeetingSnapshot, shown: MeetingView, host: str) -> list[str]:
    """The differences, old → new, a line each; `shown` is the meeting as it is now, `host` its host. For mrkdwn."""
    found = differences(previous, current)
    lines = [
        (found.number, f"*Meeting ID:* {_snapshot_number(previous)} → {_snapshot_number(current)}"),
        (found.link, "*Link and passcode:* new; older one-click links ask for the new passcode"),
        (found.one_click, _OPENS if shown.token_in_links else _ASKS),
        (found.time, f"*Time:* {_snapshot_time(previous)} → {_snapshot_time(current)}"),
        (found.clocks, _clock_change(current)),
        *((True, line) for line in _changed_dates(previous, current)),
        (found.host, f"*Host:* {host} from now on"),
        (found.cancelled and not current.cancelled, "It takes place after all."),
    ]
    return [line for holds, line in lines if holds]


def _snapshot_time(snapshot: MeetingSnapshot) -> str:
    """The time in an invitation that was sent, in each reader's own zone (UX-4), and how often. For mrkdwn."""
    start = datetime.fromisoformat(snapshot.start)
    repeat = f", {describe_rule(parse_rrule(snapshot.rule), start)}" if snapshot.rule else ""
    return f"{short_date(to_instant(start, snapshot.zone))} · {duration_text(snapshot.minutes)}{repeat}"


def _clock_change(snapshot: MeetingSnapshot) -> str:
    """The local time has not changed, but new rules for the zone's clocks have moved it for everybody elsewhere. For mrkdwn."""
    start, zone = datetime.fromisoformat(snapshot.start), escaped(zone_label(snapshot.zone))
    now = "some dates move for everybody elsewhere" if snapshot.rule else f"it is {_snapshot_time(snapshot)} now"
    return f"*Time:* {start:%H:%M} in {zone} as before. The clocks there change by new rules: {now}"


def _snapshot_number(snapshot: MeetingSnapshot) -> str:
    """The ID in an invitation that was sent."""
    return format_number(MeetingId(snapshot.number)) if snapshot.number else "none"


def _changed_dates(previous: MeetingSnapshot, current: MeetingSnapshot) -> list[str]:
    """Single dates of a series that changed since an invitation was sent: old → new, a line each. For mrkdwn."""
    found = differences(previous, current)
    before, dates = previous, found.occurrences
    if found.time:  # the dates of the old series no longer exist: only what deviates in the new one
        before, dates = replace(current, overrides={}), tuple(sorted(current.overrides))
    lines = [f"*One date:* {_date_change(before, current, planned)}" for planned in dates]
    more = len(lines) - MAX_DATES
    return [*lines[:MAX_DATES], f"… and {more} more single dates"] if more > 0 else lines


def _date_change(previous: MeetingSnapshot, current: MeetingSnapshot, planned: str) -> str:
    before, after = _occurrence_time(previous, planned), _occurrence_time(current, planned)
    was = before or _occurrence_time(replace(previous, overrides={}), planned)
    return f"{was} → {after}" if after else f"{was} does not take place"


def _occurrence_time(snapshot: MeetingSnapshot, planned: str) -> str:
    """When a planned occurrence takes place in an invitation that was sent; empty where it was dropped."""
    start, _, minutes = snapshot.overrides.get(planned, f"{planned}/{snapshot.minutes}").partition("/")
    if not start:
        return ""
    lasts = "" if int(minutes) == snapshot.minutes else f" · {duration_text(int(minutes))}"
    return f"{short_date(to_instant(datetime.fromisoformat(start), snapshot.zone))}{lasts}"


def _details(options: Options, shown: MeetingView, *, with_passcode: bool) -> list[Block]:
    meeting, credentials = shown.meeting, shown.credentials
    shown_passcode = credentials.passcode if credentials and not shown.needs_new_id else ""
    where = f"Passcode `{escaped(shown_passcode)}`" if with_passcode else f"The passcode is with <@{shown.host.user}>."
    passcode_line = f"\n{where}" if shown_passcode else ""
    description = f"\n\n{escaped(truncate(meeting.description, _DESCRIPTION_LIMIT))}" if meeting.description else ""
    address = join_url(options, shown, with_token=with_passcode)
    join = [button("Join", JOIN, url=address, style="primary")] if address else []
    file = calendar_link(options, meeting, with_token=with_passcode and shown.token_in_links)
    row = actions(*join, button("Add to calendar", CALENDAR, url=file))
    return [section(f"{summary_text(shown)}{passcode_line}{description}"), row]


def _rsvp_buttons(key: MeetingKey, answer: Rsvp | None) -> list[Block]:
    buttons = (button(label, action, value=str(key)) for label, action in (("Yes", YES), ("No", NO), ("Maybe", MAYBE)))
    return [section(_RSVP_TEXTS[answer] if answer else "Will you come?"), actions(*buttons)]


def channel_post(options: Options, shown: MeetingView, *, with_passcode: bool) -> list[Block]:
    """The post in a channel, which names the host (UX-8); without passcode and token unless the host included them (PASS-3)."""
    if shown.meeting.cancelled_at is not None:
        return [section(f":no_entry: {mention(shown.host.user)} has cancelled {bold(title(shown))}.")]
    heading = section(f":calendar: <@{shown.host.user}> invites you.")
    return [heading, *_details(options, shown, with_passcode=with_passcode)]


def channel_post_text(shown: MeetingView) -> str:
    """The post in a channel as a notification."""
    return notification_text(shown, None, shown.snapshot)


def update_prompt(
    changed: Sequence[tuple[MeetingView, MeetingSnapshot, list[Invitee], list[ChannelPost]]],
    update_id: InvitationUpdateId,
    *,
    sent: bool,
) -> list[Block]:
    """The message to the host: which meetings changed after people were invited, old → new, and who was invited (INV-3)."""
    if not changed:
        return [section("Your meetings are again as everybody knows them. Nothing needs to be sent.")]
    parts = [_changed_meeting(*each) for each in changed[:MAX_SHOWN]]
    more = [context(f"… and {len(changed) - MAX_SHOWN} more.")] if len(changed) > MAX_SHOWN else []
    heading = section(f":warning: *{len(changed)} of your meetings changed* after people were invited.")
    if sent:
        return [heading, *parts, *more, section(":white_check_mark: The updated invitations are on their way.")]
    send = button("Send updated invitations", SEND_UPDATES, value=str(update_id), style="primary")
    unjoinable = any(shown.needs_new_id for shown, *_ in changed)
    return [heading, *parts, *more, actions(send, *([switch_all_button()] if unjoinable else []))]


def _changed_meeting(
    shown: MeetingView, previous: MeetingSnapshot, invitees: list[Invitee], posts: list[ChannelPost]
) -> Block:
    lines = _change_lines(previous, shown.snapshot, shown, "you") or [id_text(shown)]
    people = first_of([f"<@{each.person.user}>" for each in invitees], MAX_PEOPLE) or "nobody"
    channels = f", posted in {', '.join(f'<#{each.channel}>' for each in posts)}" if posts else ""
    return section("\n".join([bold(title(shown)), *lines, f"Invited: {people}{channels}"]))


def meetings_stopped(meetings: Sequence[MeetingView], reason: str) -> list[Block]:
    """The message to a host: which meetings cannot be joined any more, why, and what helps (APP-6, INV-5)."""
    heading = f":warning: {reason} These meetings *need a new ID*: nobody can join them."
    review = button("Review", REVIEW)
    return [section(heading), section(bullet_list(meetings)), actions(switch_all_button(), review)]


def meeting_reminder(options: Options, shown: MeetingView, occurrence: Occurrence, *, is_host: bool) -> list[Block]:
    """The reminder ten minutes before a meeting (MEET-8)."""
    at = slack_date(occurrence.starts_at, "{time}")
    text = section(f":bell: {bold(occurrence.topic)} starts at {at}.\n{id_text(shown)}")
    if is_host and shown.needs_new_id:
        return [text, actions(switch_one_button(shown.meeting))]
    footer = context("`/pmi settings` switches these reminders off.")
    if is_host:
        return [text, actions(button("Start", START, value=str(shown.meeting.key), style="primary")), footer]
    address = join_url(options, shown, with_token=True)
    return [text, *([actions(button("Join", JOIN, url=address, style="primary"))] if address else []), footer]
