"""The host's meetings: the list, the buttons of one, those that need a new ID, the result of a form, the invitees."""

from collections.abc import Mapping, Sequence

from bot.i18n.languages import language_of
from bot.i18n.messages import Message, ngettext, ngettext_noop, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.spoken import speaking
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
# Translators: at most 24 characters.
SCHEDULED = N_("Meeting scheduled")
PAGE_SIZE = 5
LINES_PER_SECTION = 50  # answers of invitees in one paragraph
QUESTION_TOPIC_LIMIT = 30  # characters of a topic in a confirmation dialog, which Slack limits to 300
_ANSWERS: Mapping[Rsvp | None, Message] = {
    Rsvp.YES: N_("{person} – :white_check_mark: yes"),
    Rsvp.NO: N_("{person} – :x: no"),
    Rsvp.MAYBE: N_("{person} – :grey_question: maybe"),
    None: N_("{person} – no answer yet"),
}
_ANSWER_COUNTS: Mapping[Rsvp | None, Message] = {
    # Translators: how many said yes to an invitation; it follows “7 invited:”, as the next three do.
    Rsvp.YES: ngettext_noop("{count} yes", "{count} yes"),
    Rsvp.NO: ngettext_noop("{count} no", "{count} no"),
    Rsvp.MAYBE: ngettext_noop("{count} maybe", "{count} maybe"),
    None: ngettext_noop("{count} without an answer", "{count} without an answer"),
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
        none_yet = section(_("You have no upcoming meetings. Use `/schedule` to plan one."))
        return [*running, none_yet, actions(button(_("Schedule"), SCHEDULE, style="primary"))]
    rows = [block for each in meetings for block in _meeting_row(each, answers.get(each.meeting.key, {}))]
    return [*running, section(_list_heading(len(meetings), total, page)), *rows, *_paging(meetings, total, page)]


def _list_heading(shown: int, total: int, page: int) -> str:
    if total <= PAGE_SIZE:
        return _("*Your meetings* ({total})", total=total)
    first = page * PAGE_SIZE + 1
    return _("*Your meetings* ({first}–{last} of {total})", first=first, last=first + shown - 1, total=total)


def _meeting_row(shown: MeetingView, tally: RsvpCounts) -> tuple[Block, Block]:
    if not tally:
        return section(summary_text(shown)), meeting_buttons(shown)
    answers = ", ".join(say(_ANSWER_COUNTS[each], count=tally[each]) for each in (*Rsvp, None) if each in tally)
    invited = ngettext("{count} invited: {answers}", "{count} invited: {answers}", sum(tally.values()), answers=answers)
    return section(f"{summary_text(shown)}\n{invited}", _invitees_button(shown)), meeting_buttons(shown)


def _invitees_button(shown: MeetingView) -> Block:
    return button(_("Who is coming?"), INVITEES, value=str(shown.meeting.key))


def _open_meeting(meeting: OpenMeeting) -> Block:
    topic, since = meeting.session.topic, slack_date(meeting.session.started_at, "{time}")
    if topic:
        text = _(":large_green_circle: Your meeting {topic} has been open since {time}.", topic=bold(topic), time=since)
    else:
        text = _(":large_green_circle: Your meeting has been open since {time}.", time=since)
    number = _("Meeting ID {number}", number=format_number(meeting.credentials.number))
    # Translators: a button that opens the video call of a meeting that is open.
    enter = button(_("Enter"), ENTER_AGAIN, value=str(meeting.session.id), style="primary")
    return section(f"{text}\n{number}", enter)


def meeting_buttons(shown: MeetingView) -> Block:
    """The host's buttons for a meeting; a needed switch to a new ID comes first (INV-4)."""
    meeting, needs_new_id = shown.meeting, shown.needs_new_id
    return actions(
        *([switch_one_button(meeting)] if needs_new_id else []),
        button(_("Start"), START, value=str(meeting.key), style="" if needs_new_id else "primary"),
        button(_("Copy invitation"), COPY_INVITATION, value=str(meeting.key)),
        button(_("Edit"), EDIT, value=str(meeting.key)),
        _cancel_button(shown),
    )


def _cancel_button(shown: MeetingView) -> Block:
    """Of a series one is asked how much of it (which confirms it too)."""
    meeting = shown.meeting
    if is_recurring(meeting):
        return button(_("Cancel meeting"), CANCEL_SERIES, value=versioned_key(meeting), style="danger")
    question = _(
        "“{topic}” will not take place. Everybody who was invited is told, and its link stops working.",
        topic=escaped(truncate(title(shown), QUESTION_TOPIC_LIMIT)),
    )
    # Translators: at most 24 characters.
    cancel = _("Cancel meeting")
    # Translators: at most 30 characters.
    keep = _("Keep it")
    confirmation = confirm(_("Cancel this meeting?"), question, cancel, keep, danger=True)
    return button(cancel, CANCEL, value=versioned_key(meeting), style="danger", confirm=confirmation)


def _paging(meetings: Sequence[MeetingView], total: int, page: int) -> list[Block]:
    # Translators: a button that shows earlier meetings.
    earlier = _("Earlier")
    # Translators: a button that shows later meetings.
    later = _("Later")
    page_buttons = [button(earlier, EARLIER_PAGE, value=str(page - 1))] if page > 0 else []
    if (page + 1) * PAGE_SIZE < total:
        page_buttons.append(button(later, LATER_PAGE, value=str(page + 1)))
    if any(each.meeting.generated_id is None for each in meetings):
        page_buttons.append(switch_all_button())
    return [divider(), actions(*page_buttons)] if page_buttons else []


def switch_all_button() -> Block:
    """**“Switch all to generated IDs”** (INV-5)."""
    question = _(
        "Every upcoming meeting on your Personal Meeting ID gets its own ID and passcode. You then decide when to tell its"
        " invitees."
    )
    # Translators: at most 30 characters.
    switch = _("Switch all")
    # Translators: at most 30 characters.
    leave = _("Leave them")
    confirmation = confirm(_("Switch all your meetings?"), question, switch, leave)
    return button(_("Switch all to generated IDs"), SWITCH_ALL, confirm=confirmation)


def switch_one_button(meeting: Meeting) -> Block:
    """**“Switch to a generated ID”**, for one meeting (INV-5)."""
    question = _("It gets its own ID and passcode. You then decide when to tell its invitees.")
    # Translators: at most 30 characters.
    switch = _("Switch")
    # Translators: at most 30 characters.
    leave = _("Leave it")
    confirmation = confirm(_("Switch this meeting?"), question, switch, leave)
    value = versioned_key(meeting)
    return button(_("Switch to a generated ID"), SWITCH_ONE, value=value, style="primary", confirm=confirmation)


def review(unjoinable: Sequence[MeetingView], reason: str) -> list[Block]:
    """**“Review”**: the meetings that need a new ID, to be decided one by one (APP-6)."""
    if not unjoinable:
        return [section(_("None of your meetings needs a new ID."))]
    blocks = [block for each in unjoinable[:PAGE_SIZE] for block in _meeting_row(each, {})]
    remaining = len(unjoinable) - PAGE_SIZE
    more = ngettext(
        "… and {count} more, shown here after these.", "… and {count} more, shown here after these.", remaining
    )
    heading = _("*Meetings that need a new ID* ({total})", total=len(unjoinable))
    return [
        section(f"{heading}\n{reason}"),
        *blocks,
        *([context(more)] if remaining > 0 else []),
        actions(switch_all_button(), button(_("All my meetings"), LIST)),
    ]


def form_result(shown: MeetingView, notices: Sequence[str], *, heading: str, post: Sequence[Block] = ()) -> View:
    """The result of the scheduling form; `notices` are warnings in mrkdwn, `post` says what becomes of its post in a channel."""
    key = str(shown.meeting.key)
    warnings = [section(f":warning: {each}") for each in notices]
    row = actions(
        button(_("Copy invitation"), COPY_INVITATION, value=key),
        button(_("Post to a channel …"), POST, value=key),
        _invitees_button(shown),
    )
    footer = context(_("All your meetings: `/schedule list`."))
    return modal(heading, [*warnings, *post, section(summary_text(shown)), row, footer])


def post_form(form: View, meeting: int | str) -> View:
    """The form of a post in a channel, as that of a post of this meeting."""
    return {**form, "callback_id": POST_FORM, "private_metadata": str(meeting)}


def invitation_blocks(options: Options, shown: MeetingView) -> list[Block]:
    """**“Copy invitation”**: a text to select, a post, and the .ics (INV-1)."""
    file = calendar_link(options, shown.meeting, with_token=shown.token_in_links)
    post = button(_("Post to a channel …"), POST, value=str(shown.meeting.key))
    row = actions(post, button(_("Add to calendar"), CALENDAR, url=file))
    with speaking(language_of(shown.host.locale)):  # it goes to others, who know its host (LANG-1)
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
    heading = section(_("*The invitation* – select it and paste it wherever you need it."))
    warning = context(_("It holds the passcode: give it only to people who may come in."))
    holds_passcode = credentials is not None and credentials.passcode
    return [heading, section(f"```{escaped(invitation)}```"), *below, *([warning] if holds_passcode else [])]


def switched_text(count: int) -> str:
    """The answer to **“Switch all to generated IDs”**."""
    if not count:
        return _("None of your upcoming meetings is on your Personal Meeting ID.")
    return ngettext(
        ":white_check_mark: {count} meeting has an ID of its own now. Use the message I have sent you to tell the people you"
        " invited.",
        ":white_check_mark: {count} meetings have IDs of their own now. Use the message I have sent you to tell the people you"
        " invited.",
        count,
    )


def notice_blocks(text: str) -> list[Block]:
    """A sentence in mrkdwn on top of the list."""
    return [section(text)]


def invitee_list(shown: MeetingView, invitees: Sequence[Invitee]) -> View:
    """Who was invited and their answers, for the host alone."""
    lines = [say(_ANSWERS[each.rsvp], person=f"<@{each.person.user}>") for each in invitees]
    answers = paragraphs(lines or [_("Nobody is invited yet. Use “Edit” to invite people.")], LINES_PER_SECTION)
    # Translators: at most 24 characters.
    return modal(_("Who is coming?"), [section(summary_text(shown)), divider(), *answers])
