"""What invitees and channels are told of a meeting, and what its host is asked when that is not true any more (INV-3)."""

from collections.abc import Sequence

from bot.exchange import Block
from bot.policy.invitations import Answer, Invitee, Post, RenewalId, Told, differences
from bot.policy.meetings import MeetingKey, Occurrence
from bot.policy.shown_meetings import Shown
from bot.policy.terms import Terms
from bot.views.addresses import calendar_link
from bot.views.blocks import actions, button, context, cut, escaped, moment, section, strong
from bot.views.meeting_words import about, bullets, join_address, title, told_dates, told_number, told_time, which_id
from bot.views.meetings import CALENDAR, REVIEW, START, switch_all, switch_one

YES, NO, MAYBE = "invitation_yes", "invitation_no", "invitation_maybe"
ANSWERS = {YES: Answer.YES, NO: Answer.NO, MAYBE: Answer.MAYBE}
JOIN = "meeting_join"
SEND = "renewal_send"
MOST_SHOWN, MOST_DATES, MOST_PEOPLE = 10, 5, 20
_DESCRIPTION_SHOWN = 1000
_CHOSEN = {
    Answer.YES: ":white_check_mark: You said *yes*.",
    Answer.NO: ":x: You said *no*.",
    Answer.MAYBE: ":grey_question: You said *maybe*.",
}


def letter(terms: Terms, shown: Shown, answer: Answer | None, told: Told | None, now: Told) -> list[Block]:
    """To one invitee: the invitation, or what is different from what they know, old → new."""
    host = f"<@{shown.host.user}>"
    if now.cancelled:
        return [section(f":no_entry: {host} has cancelled {strong(title(shown))}, {told_time(told or now)}.")]
    if told is None:
        heading = f":calendar: {host} invites you."
    else:
        heading = "\n".join([f":warning: {host}'s meeting has changed.", *changes(told, now, host)])
    return [section(heading), *_body(terms, shown, with_passcode=True), *_answers(shown.meeting.key, answer)]


def letter_text(shown: Shown, told: Told | None, now: Told) -> str:
    """The same as a notification."""
    name, topic = escaped(shown.host.name), escaped(title(shown))
    if now.cancelled:
        return f"{name} has cancelled {topic}"
    return f"{name} invites you to {topic}" if told is None else f"{name}'s meeting has changed: {topic}"


def changes(told: Told, now: Told, host: str) -> list[str]:
    """Old → new, line by line; `host` is whoever hosts it now. For mrkdwn."""
    found = differences(told, now)
    lines = [
        (found.number, f"*Meeting ID:* {told_number(told)} → {told_number(now)}"),
        (found.link, "*Link and passcode:* new; older one-click links ask for the new passcode"),
        (found.time, f"*Time:* {told_time(told)} → {told_time(now)}"),
        *((True, line) for line in _single_dates(told, now)),
        (found.host, f"*Host:* {host} from now on"),
        (found.cancelled and not now.cancelled, "It takes place after all."),
    ]
    return [line for holds, line in lines if holds]


def _single_dates(told: Told, now: Told) -> list[str]:
    lines = [f"*One date:* {line}" for line in told_dates(told, now)]
    more = len(lines) - MOST_DATES
    return [*lines[:MOST_DATES], f"… and {more} more single dates"] if more > 0 else lines


def _body(terms: Terms, shown: Shown, *, with_passcode: bool) -> list[Block]:
    meeting, entrance = shown.meeting, shown.entrance
    code = entrance.passcode if entrance and not shown.needs_new_id else ""
    passcode = f"\nPasscode `{escaped(code)}`" if with_passcode else f"\nThe passcode is with <@{shown.host.user}>."
    said = f"\n\n{escaped(cut(meeting.description, _DESCRIPTION_SHOWN))}" if meeting.description else ""
    address = join_address(terms, shown, with_token=with_passcode)
    join = [button("Join", JOIN, url=address, style="primary")] if address else []
    file = calendar_link(terms, meeting, with_token=with_passcode and shown.token_in_links)
    row = actions(*join, button("Add to calendar", CALENDAR, url=file))
    return [section(f"{about(shown)}{passcode if code else ''}{said}"), row]


def _answers(key: MeetingKey, answer: Answer | None) -> list[Block]:
    row = actions(
        button("Yes", YES, value=str(key)), button("No", NO, value=str(key)), button("Maybe", MAYBE, value=str(key))
    )
    return [section(_CHOSEN[answer] if answer else "Will you come?"), row]


def post(terms: Terms, shown: Shown, *, with_passcode: bool) -> list[Block]:
    """In a channel: without the host's word neither passcode nor token (PASS-3). It names who caused it (UX-8)."""
    if shown.meeting.cancelled_at is not None:
        return [section(f":no_entry: <@{shown.host.user}> has cancelled {strong(title(shown))}.")]
    heading = section(f":calendar: <@{shown.host.user}> invites you.")
    return [heading, *_body(terms, shown, with_passcode=with_passcode)]


def post_text(shown: Shown) -> str:
    """The same as a notification."""
    return letter_text(shown, None, shown.told)


def renewal(
    changed: Sequence[tuple[Shown, Told, list[Invitee], list[Post]]], renewal_id: RenewalId, *, pressed: bool
) -> list[Block]:
    """To the host: which meetings are not as people were told, old → new, and who was invited (INV-3)."""
    if not changed:
        return [section("Your meetings are again as everybody knows them. Nothing needs to be sent.")]
    parts = [_changed(*each) for each in changed[:MOST_SHOWN]]
    more = [context(f"… and {len(changed) - MOST_SHOWN} more.")] if len(changed) > MOST_SHOWN else []
    heading = section(f":warning: *{len(changed)} of your meetings changed* after people were invited.")
    if pressed:
        return [heading, *parts, *more, section(":white_check_mark: The updated invitations are on their way.")]
    send = button("Send updated invitations", SEND, value=str(renewal_id), style="primary")
    stuck = any(shown.needs_new_id for shown, *_ in changed)
    return [heading, *parts, *more, actions(send, *([switch_all()] if stuck else []))]


def _changed(shown: Shown, before: Told, invitees: list[Invitee], posts: list[Post]) -> Block:
    lines = changes(before, shown.told, "you") or [which_id(shown)]
    people = ", ".join(f"<@{each.person.user}>" for each in invitees[:MOST_PEOPLE]) or "nobody"
    people += f" and {len(invitees) - MOST_PEOPLE} more" if len(invitees) > MOST_PEOPLE else ""
    places = f", posted in {', '.join(f'<#{each.channel}>' for each in posts)}" if posts else ""
    return section("\n".join([strong(title(shown)), *lines, f"Invited: {people}{places}"]))


def stopped(meetings: Sequence[Shown], why: str) -> list[Block]:
    """To a host: these cannot be joined any more, why, and what helps (APP-6, INV-5)."""
    heading = f":warning: {why} These meetings *need a new ID*: nobody can join them."
    review = button("Review", REVIEW)
    return [section(heading), section(bullets(meetings)), actions(switch_all(), review)]


def reminder(terms: Terms, shown: Shown, occurrence: Occurrence, *, is_host: bool) -> list[Block]:
    """Ten minutes before (MEET-8)."""
    at = moment(occurrence.at, "{time}")
    said = section(f":bell: {strong(occurrence.topic)} starts at {at}.\n{which_id(shown)}")
    if is_host and shown.needs_new_id:
        return [said, actions(switch_one(shown.meeting))]
    off = context("`/pmi settings` switches these reminders off.")
    if is_host:
        return [said, actions(button("Start", START, value=str(shown.meeting.key), style="primary")), off]
    address = join_address(terms, shown, with_token=True)
    return [said, *([actions(button("Join", JOIN, url=address, style="primary"))] if address else []), off]
