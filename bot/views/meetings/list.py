"""The host's meetings: the list, the buttons of one, those that need a new ID, the result of a form, the invitees."""

from collections.abc import Mapping, Sequence

from bot.i18n.messages import gettext as _
from bot.policy.ids import MeetingKey
from bot.policy.invitations.cards import OpenMeeting
from bot.policy.invitations.invitations import Invitee, JoinCredentials, MeetingView, Rsvp, RsvpCounts
from bot.policy.meetings.meetings import Meeting, is_recurring
from bot.policy.options import Options
from bot.policy.rooms.numbers import format_number
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, confirm, context, divider, modal, paragraphs, section
from bot.views.components.links import calendar_link
from bot.views.components.text import bold, escaped, slack_date, truncate
from bot.views.meetings.text import invitation_text, summary_text, title

SCHEDULE = "meeting_schedule"
LIST = "meeting_list"
EARLIER_PAGE = "meeting_page"
LATER_PAGE = "meeting_page_later"
START = "meeting_start"
ENTER_AGAIN = "meeting_enter_again"
COPY_INVITATION = "meeting_copy_invitation"
EDIT = "meeting_edit"
CANCEL = "meeting_cancel"
CANCEL_SERIES = "meeting_cancel_some"
CALENDAR = "meeting_calendar"
INVITEES = "meeting_guests"
POST = "meeting_post"
POST_FORM = "meeting_post_form"
SWITCH_ALL = "meetings_switch_all"
SWITCH_ONE = "meeting_switch"
REVIEW = "meetings_review"
SCHEDULED = "Meeting scheduled"
PAGE_SIZE = 5
LINES_PER_SECTION = 50  # answers of invitees in one paragraph
QUESTION_TOPIC_LIMIT = 30  # characters of a topic in a confirmation dialog, which Slack limits to 300
NONE_YET = "You have no upcoming meetings. `/schedule` plans one."
RSVP_TEXTS = {
    Rsvp.YES: ":white_check_mark: yes",
    Rsvp.NO: ":x: no",
    Rsvp.MAYBE: ":grey_question: maybe",
    None: "no answer yet",
}


def versioned_key(meeting: Meeting) -> str:
    """The value of a button: the meeting, and the version that its reader saw (UX-5)."""
    return f"{meeting.key}.{meeting.version}"


def meeting_list(
    meetings: Sequence[MeetingView],
    total: int,
    page: int,
    answers: Mapping[MeetingKey, RsvpCounts],
    open_now: Sequence[OpenMeeting] = (),
) -> list[Block]:
    """A page of upcoming meetings by time (MEET-5), below the instant meetings that are open now. `page` counts from 0."""
    running = [_open_meeting(each) for each in open_now]
    if not meetings:
        return [*running, section(NONE_YET), actions(button("Schedule", SCHEDULE, style="primary"))]
    rows = [block for each in meetings for block in _meeting_row(each, answers.get(each.meeting.key, {}))]
    first = page * PAGE_SIZE + 1
    range_text = f"{total}" if total <= PAGE_SIZE else f"{first}–{first + len(meetings) - 1} of {total}"
    return [*running, section(f"*Your meetings* ({range_text})"), *rows, *_paging(meetings, total, page)]


def _meeting_row(shown: MeetingView, tally: RsvpCounts) -> tuple[Block, Block]:
    if not tally:
        return section(summary_text(shown)), meeting_buttons(shown)
    counts = ", ".join(f"{tally[rsvp]} {rsvp or 'without an answer'}" for rsvp in (*Rsvp, None) if rsvp in tally)
    text = f"{summary_text(shown)}\n{sum(tally.values())} invited: {counts}"
    return section(text, _invitees_button(shown)), meeting_buttons(shown)


def _invitees_button(shown: MeetingView) -> Block:
    return button("Who is coming?", INVITEES, value=str(shown.meeting.key))


def _open_meeting(meeting: OpenMeeting) -> Block:
    topic = f" {bold(meeting.session.topic)}" if meeting.session.topic else ""
    since, number = slack_date(meeting.session.started_at, "{time}"), format_number(meeting.credentials.number)
    enter_again = button("Enter again", ENTER_AGAIN, value=str(meeting.session.id), style="primary")
    return section(f":large_green_circle: Your meeting{topic} is open since {since}.\nMeeting ID {number}", enter_again)


def meeting_buttons(shown: MeetingView) -> Block:
    """The host's buttons for a meeting; a needed switch to a new ID comes first (INV-4)."""
    meeting, needs_new_id = shown.meeting, shown.needs_new_id
    return actions(
        *([switch_one_button(meeting)] if needs_new_id else []),
        button("Start", START, value=str(meeting.key), style="" if needs_new_id else "primary"),
        button("Copy invitation", COPY_INVITATION, value=str(meeting.key)),
        button("Edit", EDIT, value=str(meeting.key)),
        _cancel_button(shown),
    )


def _cancel_button(shown: MeetingView) -> Block:
    """Of a series one is asked how much of it (which confirms it too)."""
    meeting = shown.meeting
    if is_recurring(meeting):
        return button("Cancel meeting", CANCEL_SERIES, value=versioned_key(meeting), style="danger")
    question = f"“{escaped(truncate(title(shown), QUESTION_TOPIC_LIMIT))}” does not take place then. Whoever was invited is told, and its link ends."
    confirmation = confirm("Cancel this meeting?", question, "Cancel meeting", "Keep it", danger=True)
    return button("Cancel meeting", CANCEL, value=versioned_key(meeting), style="danger", confirm=confirmation)


def _paging(meetings: Sequence[MeetingView], total: int, page: int) -> list[Block]:
    page_buttons = [button("Earlier", EARLIER_PAGE, value=str(page - 1))] if page > 0 else []
    if (page + 1) * PAGE_SIZE < total:
        page_buttons.append(button("Later", LATER_PAGE, value=str(page + 1)))
    if any(each.meeting.generated_id is None for each in meetings):
        page_buttons.append(switch_all_button())
    return [divider(), actions(*page_buttons)] if page_buttons else []


def switch_all_button() -> Block:
    """**“Switch all to generated IDs”** (INV-5)."""
    question = "Every upcoming meeting on your Personal Meeting ID gets an ID and a passcode of its own. You then decide when its invitees are told."
    confirmation = confirm("Switch all your meetings?", question, "Switch all", "Leave them")
    return button("Switch all to generated IDs", SWITCH_ALL, confirm=confirmation)


def switch_one_button(meeting: Meeting) -> Block:
    """**“Switch to a generated ID”**, for one meeting (INV-5)."""
    question = "It gets an ID and a passcode of its own. You then decide when its invitees are told."
    confirmation = confirm("Switch this meeting?", question, "Switch", "Leave it")
    value = versioned_key(meeting)
    return button("Switch to a generated ID", SWITCH_ONE, value=value, style="primary", confirm=confirmation)


def review(unjoinable: Sequence[MeetingView], reason: str) -> list[Block]:
    """**“Review”**: the meetings that need a new ID, to be decided one by one (APP-6)."""
    if not unjoinable:
        return [section("None of your meetings needs a new ID.")]
    blocks = [block for each in unjoinable[:PAGE_SIZE] for block in _meeting_row(each, {})]
    remaining = len(unjoinable) - PAGE_SIZE
    more = [context(f"… and {remaining} more, which come up here after these.")] if remaining > 0 else []
    return [
        section(f"*Meetings that need a new ID* ({len(unjoinable)})\n{reason}"),
        *blocks,
        *more,
        actions(switch_all_button(), button("All my meetings", LIST)),
    ]


def form_result(shown: MeetingView, notices: Sequence[str], *, heading: str, post: Sequence[Block] = ()) -> View:
    """The result of the scheduling form; `notices` are warnings in mrkdwn, `post` says what becomes of its post in a channel."""
    key = str(shown.meeting.key)
    warnings = [section(f":warning: {each}") for each in notices]
    row = actions(
        button("Copy invitation", COPY_INVITATION, value=key),
        button("Post to a channel …", POST, value=key),
        _invitees_button(shown),
    )
    footer = context("All your meetings: `/schedule list`.")
    return modal(heading, [*warnings, *post, section(summary_text(shown)), row, footer])


def post_form(form: View, meeting: int | str) -> View:
    """The form of a post in a channel, as that of a post of this meeting."""
    return {**form, "callback_id": POST_FORM, "private_metadata": str(meeting)}


def invitation_blocks(options: Options, shown: MeetingView) -> list[Block]:
    """**“Copy invitation”**: a text to select, a post, and the .ics (INV-1)."""
    file = calendar_link(options, shown.meeting, with_token=shown.token_in_links)
    post = button("Post to a channel …", POST, value=str(shown.meeting.key))
    row = actions(post, button("Add to calendar", CALENDAR, url=file))
    text = invitation_text(options, shown)
    if shown.needs_new_id:  # the invitation names no ID and no passcode (INV-4)
        new_id = [
            section(_(":warning: *needs a new ID*: nobody can join it.")),
            actions(switch_one_button(shown.meeting)),
        ]
        return text_to_paste(text, None, [*new_id, row])
    return text_to_paste(text, shown.credentials, [row])


def text_to_paste(invitation: str, credentials: JoinCredentials | None, below: Sequence[Block] = ()) -> list[Block]:
    """An invitation in plain text, to be selected and copied (INV-1), with a warning where it holds a passcode."""
    heading = section("*The invitation* – select it and paste it wherever you need it.")
    warning = context("It holds the passcode: give it only to people who may come in.")
    holds_passcode = credentials is not None and credentials.passcode
    return [heading, section(f"```{escaped(invitation)}```"), *below, *([warning] if holds_passcode else [])]


def switched_text(count: int) -> str:
    """The answer to **“Switch all to generated IDs”**."""
    if not count:
        return "None of your upcoming meetings is on your Personal Meeting ID."
    what = "1 meeting has an ID of its own" if count == 1 else f"{count} meetings have IDs of their own"
    return (
        f":white_check_mark: {what} now. I have sent you a message through which you can tell the people you invited."
    )


def notice_blocks(text: str) -> list[Block]:
    """A sentence in mrkdwn on top of the list."""
    return [section(text)]


def invitee_list(shown: MeetingView, invitees: Sequence[Invitee]) -> View:
    """Who was invited and their answers, for the host alone."""
    lines = [f"<@{each.person.user}> – {RSVP_TEXTS[each.rsvp]}" for each in invitees]
    answers = paragraphs(lines or ["Nobody is invited yet. “Edit” lets you invite people."], LINES_PER_SECTION)
    return modal("Who is coming?", [section(summary_text(shown)), divider(), *answers])
