"""Messages about a meeting: the invitation, the channel post, the host's prompt to send updates, the reminder (INV-3)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.i18n import formats
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.messages import ngettext, say
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
    Rsvp.YES: N_(":white_check_mark: You said *yes*."),
    Rsvp.NO: N_(":x: You said *no*."),
    Rsvp.MAYBE: N_(":grey_question: You said *maybe*."),
}


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
        text = f"{_cancelled_text(shown)}\n{_snapshot_time(previous or current)}"
        address = withdrawal_link(options, shown.meeting, with_token=shown.token_in_links)
        return [section(text), actions(button(_("Remove from calendar"), CALENDAR, url=address))]
    if previous is None:
        heading = _(":calendar: {host} invites you.", host=host)
    else:
        changed = _(":warning: {host}’s meeting has changed.", host=host)
        new_host = _("*Host:* {host} from now on", host=host)
        heading = "\n".join([changed, *_change_lines(previous, current, shown, new_host)])
    return [section(heading), *_details(options, shown, with_passcode=True), *_rsvp_buttons(shown.meeting.key, answer)]


def notification_text(shown: MeetingView, previous: MeetingSnapshot | None, current: MeetingSnapshot) -> str:
    """The message to an invitee as a notification."""
    name, topic = escaped(shown.host.name), escaped(title(shown))
    if current.cancelled:
        if not name:  # erased
            return _("Somebody has cancelled {topic}", topic=topic)
        return _("{host} has cancelled {topic}", host=name, topic=topic)
    if previous is None:
        return _("{host} invites you to {topic}", host=name, topic=topic)
    return _("{host}’s meeting has changed: {topic}", host=name, topic=topic)


def _cancelled_text(shown: MeetingView) -> str:
    topic = bold(title(shown))
    if not shown.host.user:  # erased
        return _(":no_entry: Somebody has cancelled {topic}.", topic=topic)
    return _(":no_entry: {host} has cancelled {topic}.", host=mention(shown.host.user), topic=topic)


def _change_lines(previous: MeetingSnapshot, current: MeetingSnapshot, shown: MeetingView, new_host: str) -> list[str]:
    """The differences, old → new, a line each; `shown` is the meeting as it is now, `new_host` the line about its host. For mrkdwn."""
    found = differences(previous, current)
    lines = [
        (found.number, _number_change(previous, current)),
        (found.link, _link_change(previous, current)),
        (found.one_click, _one_click_change(shown)),
        (found.time, _("*Time:* {old} → {new}", old=_snapshot_time(previous), new=_snapshot_time(current))),
        (found.clocks, _clock_change(current)),
        *((True, line) for line in _changed_dates(previous, current)),
        (found.host, new_host),
        (found.cancelled and not current.cancelled, _("It takes place after all.")),
    ]
    return [line for holds, line in lines if holds]


def _number_change(previous: MeetingSnapshot, current: MeetingSnapshot) -> str:
    old, new = (format_number(MeetingId(each.number)) if each.number else "" for each in (previous, current))
    if not old:
        return _("*Meeting ID:* none → {new}", new=new)
    return _("*Meeting ID:* {old} → {new}", old=old, new=new) if new else _("*Meeting ID:* {old} → none", old=old)


def _link_change(previous: MeetingSnapshot, current: MeetingSnapshot) -> str:
    """Another passcode, and with it another link to the same number."""
    if current.asks_nothing:
        return _("*Link and passcode:* the meeting no longer asks for a passcode")
    if previous.asks_nothing:
        return _("*Link and passcode:* the meeting now asks for a passcode; so do older links")
    return _("*Link and passcode:* new; older one-click links ask for the new passcode")


def _one_click_change(shown: MeetingView) -> str:
    if shown.token_in_links:
        return _("*Link:* opens with one click again")
    return _("*Link:* now asks for the passcode; so do older one-click links")


def _snapshot_time(snapshot: MeetingSnapshot) -> str:
    """The time in an invitation that was sent, in each reader's own zone (UX-4), and how often. For mrkdwn."""
    start = datetime.fromisoformat(snapshot.start)
    repeat = [describe_rule(parse_rrule(snapshot.rule), start)] if snapshot.rule else []
    return " · ".join([short_date(to_instant(start, snapshot.zone)), duration_text(snapshot.minutes), *repeat])


def _clock_change(snapshot: MeetingSnapshot) -> str:
    """The local time has not changed, but new rules for the zone's clocks have moved it for everybody elsewhere. For mrkdwn."""
    start, zone = datetime.fromisoformat(snapshot.start), escaped(zone_label(snapshot.zone))
    time = formats.clock(start)
    if snapshot.rule:
        return _(
            "*Time:* {time} in {zone}, as before. The clocks there follow new rules, so some dates move for people elsewhere.",
            time=time,
            zone=zone,
        )
    return _(
        "*Time:* {time} in {zone}, as before. The clocks there follow new rules, so for people elsewhere it is now {date}.",
        time=time,
        zone=zone,
        date=short_date(to_instant(start, snapshot.zone)),
    )


def _changed_dates(previous: MeetingSnapshot, current: MeetingSnapshot) -> list[str]:
    """Single dates of a series that changed since an invitation was sent: old → new, a line each. For mrkdwn."""
    found = differences(previous, current)
    before, dates = previous, found.occurrences
    if found.time:  # the dates of the old series no longer exist: only what deviates in the new one
        before, dates = replace(current, overrides={}), tuple(sorted(current.overrides))
    lines = [_date_change(before, current, planned) for planned in dates]
    more = len(lines) - MAX_DATES
    if more <= 0:
        return lines
    return [*lines[:MAX_DATES], ngettext("… and {count} more date", "… and {count} more dates", more)]


def _date_change(previous: MeetingSnapshot, current: MeetingSnapshot, planned: str) -> str:
    before, after = _occurrence_time(previous, planned), _occurrence_time(current, planned)
    was = before or _occurrence_time(replace(previous, overrides={}), planned)
    return (
        _("*One date:* {old} → {new}", old=was, new=after) if after else _("*One date:* {date} is cancelled", date=was)
    )


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
    if with_passcode:
        where = _("Passcode `{passcode}`", passcode=escaped(shown_passcode))
    else:
        where = _("Ask {host} for the passcode.", host=mention(shown.host.user))
    passcode_line = f"\n{where}" if shown_passcode else ""
    description = f"\n\n{escaped(truncate(meeting.description, _DESCRIPTION_LIMIT))}" if meeting.description else ""
    address = join_url(options, shown, with_token=with_passcode)
    join = [button(_("Join"), JOIN, url=address, style="primary")] if address else []
    file = calendar_link(options, meeting, with_token=with_passcode and shown.token_in_links)
    row = actions(*join, button(_("Add to calendar"), CALENDAR, url=file))
    return [section(f"{summary_text(shown)}{passcode_line}{description}"), row]


def _rsvp_buttons(key: MeetingKey, answer: Rsvp | None) -> list[Block]:
    offered = ((_("Yes"), YES), (_("No"), NO), (_("Maybe"), MAYBE))
    buttons = (button(label, action, value=str(key)) for label, action in offered)
    return [section(say(_RSVP_TEXTS[answer]) if answer else _("Will you come?")), actions(*buttons)]


def channel_post(options: Options, shown: MeetingView, *, with_passcode: bool) -> list[Block]:
    """The post in a channel, which names the host (UX-8); without passcode and token unless the host included them (PASS-3)."""
    if shown.meeting.cancelled_at is not None:
        return [section(_cancelled_text(shown))]
    heading = section(_(":calendar: {host} invites you.", host=mention(shown.host.user)))
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
        return [section(_("Your meetings are as people know them again. Nothing needs to be sent."))]
    parts = [_changed_meeting(*each) for each in changed[:MAX_SHOWN]]
    others = len(changed) - MAX_SHOWN
    more = [context(ngettext("… and {count} more", "… and {count} more", others))] if others > 0 else []
    changed_text = ngettext(
        ":warning: *{count} of your meetings changed* after people were invited.",
        ":warning: *{count} of your meetings changed* after people were invited.",
        len(changed),
    )
    heading = section(changed_text)
    if sent:
        return [heading, *parts, *more, section(_(":white_check_mark: The updated invitations are on their way."))]
    send = button(_("Send updated invitations"), SEND_UPDATES, value=str(update_id), style="primary")
    unjoinable = any(shown.needs_new_id for shown, *_ in changed)
    return [heading, *parts, *more, actions(send, *([switch_all_button()] if unjoinable else []))]


def _changed_meeting(
    shown: MeetingView, previous: MeetingSnapshot, invitees: list[Invitee], posts: list[ChannelPost]
) -> Block:
    lines = _change_lines(previous, shown.snapshot, shown, _("*Host:* you from now on")) or [id_text(shown)]
    return section("\n".join([bold(title(shown)), *lines, _who_knows(invitees, posts)]))


def _who_knows(invitees: list[Invitee], posts: list[ChannelPost]) -> str:
    """Who was invited, and where it was posted."""
    people = first_of([f"<@{each.person.user}>" for each in invitees], MAX_PEOPLE)
    channels = formats.listed([f"<#{each.channel}>" for each in posts])
    if people and channels:
        return _("Invited: {people}, posted in {channels}", people=people, channels=channels)
    if channels:
        return _("Posted in {channels}", channels=channels)
    return _("Invited: {people}", people=people) if people else _("Invited: nobody")


def meetings_stopped(meetings: Sequence[MeetingView], reason: str) -> list[Block]:
    """The message to a host: which meetings cannot be joined any more, why, and what helps (APP-6, INV-5)."""
    heading = _(":warning: {reason} These meetings *need a new ID*: nobody can join them.", reason=reason)
    review = button(_("Review"), REVIEW)
    return [section(heading), section(bullet_list(meetings)), actions(switch_all_button(), review)]


def meeting_reminder(options: Options, shown: MeetingView, occurrence: Occurrence, *, is_host: bool) -> list[Block]:
    """The reminder ten minutes before a meeting (MEET-8)."""
    at = slack_date(occurrence.starts_at, "{time}")
    starts = _(":bell: {topic} starts at {time}.", topic=bold(occurrence.topic), time=at)
    text = section(f"{starts}\n{id_text(shown)}")
    if is_host and shown.needs_new_id:
        return [text, actions(switch_one_button(shown.meeting))]
    footer = context(_("Switch these reminders off in `/pmi settings`."))
    if is_host:
        return [text, actions(button(_("Start"), START, value=str(shown.meeting.key), style="primary")), footer]
    address = join_url(options, shown, with_token=True)
    return [text, *([actions(button(_("Join"), JOIN, url=address, style="primary"))] if address else []), footer]
