"""What a host sees of their meetings: the list, a scheduled one, an open one, and the questions before far-reaching acts."""

from collections.abc import Mapping, Sequence

from bot.exchange import Block, View
from bot.policy.cards import OpenMeeting
from bot.policy.invitations import Answer, Entrance, Invitee, Tally
from bot.policy.meetings import Meeting, MeetingKey, is_recurring
from bot.policy.numbers import show
from bot.policy.shown_meetings import Shown
from bot.policy.terms import Terms
from bot.views.addresses import calendar_link
from bot.views.blocks import actions, button, confirm, context, cut, divider, escaped, modal, moment, section, strong
from bot.views.meeting_words import NEEDS_NEW_ID, about, invitation, title

SCHEDULE = "meeting_schedule"
LIST = "meeting_list"
PAGE = "meeting_page"
LATER = "meeting_page_later"
START = "meeting_start"
AGAIN = "meeting_enter_again"
COPY = "meeting_copy_invitation"
EDIT = "meeting_edit"
CANCEL = "meeting_cancel"
SOME_CANCEL = "meeting_cancel_some"
CALENDAR = "meeting_calendar"
GUESTS = "meeting_guests"
POST = "meeting_post"
POST_FORM = "meeting_post_form"
SWITCH_ALL = "meetings_switch_all"
SWITCH_ONE = "meeting_switch"
REVIEW = "meetings_review"
A_PAGE = 5
A_SECTION = 50  # people whose answers stand in one paragraph
ASKED = 30  # characters of a topic in a question, which is short itself
NONE_YET = "You have no upcoming meetings. `/schedule` plans one."
WORDS = {
    Answer.YES: ":white_check_mark: yes",
    Answer.NO: ":x: no",
    Answer.MAYBE: ":grey_question: maybe",
    None: "no answer yet",
}


def seen(meeting: Meeting) -> str:
    """What a button carries: which meeting, and as of which version (UX-5)."""
    return f"{meeting.key}.{meeting.version}"


def listed(
    meetings: Sequence[Shown],
    total: int,
    page: int,
    answers: Mapping[MeetingKey, Tally],
    open_now: Sequence[OpenMeeting] = (),
) -> list[Block]:
    """A page of upcoming meetings, by time (MEET-5), below those that were started at once and are open now."""
    running = [_running(each) for each in open_now]
    if not meetings:
        return [*running, section(NONE_YET), actions(button("Schedule", SCHEDULE, style="primary"))]
    blocks = [block for each in meetings for block in _with_answers(each, answers.get(each.meeting.key, {}))]
    first = page * A_PAGE + 1
    which = f"{total}" if total <= A_PAGE else f"{first}–{first + len(meetings) - 1} of {total}"
    return [*running, section(f"*Your meetings* ({which})"), *blocks, *_paging(meetings, total, page)]


def _with_answers(shown: Shown, tally: Tally) -> tuple[Block, Block]:
    if not tally:
        return section(about(shown)), buttons(shown)
    said = ", ".join(
        f"{tally[answer]} {answer or 'without an answer'}" for answer in (*Answer, None) if answer in tally
    )
    who = button("Who is coming?", GUESTS, value=str(shown.meeting.key))
    return section(f"{about(shown)}\n{sum(tally.values())} invited: {said}", who), buttons(shown)


def _running(meeting: OpenMeeting) -> Block:
    topic = f" {strong(meeting.session.topic)}" if meeting.session.topic else ""
    since, number = moment(meeting.session.started_at, "{time}"), show(meeting.entrance.number)
    again = button("Enter again", AGAIN, value=str(meeting.session.id), style="primary")
    return section(f":large_green_circle: Your meeting{topic} is open since {since}.\nMeeting ID {number}", again)


def buttons(shown: Shown) -> Block:
    """What its host can do with a meeting; what it needs comes first (INV-4)."""
    meeting, stuck = shown.meeting, shown.needs_new_id
    return actions(
        *([switch_one(meeting)] if stuck else []),
        button("Start", START, value=str(meeting.key), style="" if stuck else "primary"),
        button("Copy invitation", COPY, value=str(meeting.key)),
        button("Edit", EDIT, value=str(meeting.key)),
        _cancel(shown),
    )


def _cancel(shown: Shown) -> Block:
    """Of a series one is asked how much of it (which confirms it too)."""
    meeting = shown.meeting
    if is_recurring(meeting):
        return button("Cancel meeting", SOME_CANCEL, value=seen(meeting), style="danger")
    question = f"“{escaped(cut(title(shown), ASKED))}” does not take place then. Whoever was invited is told, and its link ends."
    sure = confirm("Cancel this meeting?", question, "Cancel meeting", "Keep it", danger=True)
    return button("Cancel meeting", CANCEL, value=seen(meeting), style="danger", confirm=sure)


def _paging(meetings: Sequence[Shown], total: int, page: int) -> list[Block]:
    turns = [button("Earlier", PAGE, value=str(page - 1))] if page > 0 else []
    if (page + 1) * A_PAGE < total:
        turns.append(button("Later", LATER, value=str(page + 1)))
    on_pmi = any(each.meeting.own is None for each in meetings)
    if on_pmi:
        turns.append(switch_all())
    return [divider(), actions(*turns)] if turns else []


def switch_all() -> Block:
    """**“Switch all to generated IDs”** (INV-5)."""
    question = "Every upcoming meeting on your Personal Meeting ID gets an ID and a passcode of its own. You then decide when its invitees are told."
    sure = confirm("Switch all your meetings?", question, "Switch all", "Leave them")
    return button("Switch all to generated IDs", SWITCH_ALL, confirm=sure)


def switch_one(meeting: Meeting) -> Block:
    """The same for one meeting."""
    question = "It gets an ID and a passcode of its own. You then decide when its invitees are told."
    sure = confirm("Switch this meeting?", question, "Switch", "Leave it")
    return button("Switch to a generated ID", SWITCH_ONE, value=seen(meeting), style="primary", confirm=sure)


def review(stuck: Sequence[Shown], why: str) -> list[Block]:
    """**“Review”**: the meetings that need a new ID, to be decided one by one (APP-6)."""
    if not stuck:
        return [section("None of your meetings needs a new ID.")]
    blocks = [block for each in stuck[:A_PAGE] for block in (section(about(each)), buttons(each))]
    left = len(stuck) - A_PAGE
    more = [context(f"… and {left} more, which come up here after these.")] if left > 0 else []
    return [
        section(f"*Meetings that need a new ID* ({len(stuck)})\n{why}"),
        *blocks,
        *more,
        actions(switch_all(), button("All my meetings", LIST)),
    ]


def scheduled(shown: Shown, notices: Sequence[str], *, heading: str) -> View:
    """The result of a form."""
    meeting = shown.meeting
    told = [section(f":warning: {each}") for each in notices]
    row = actions(
        button("Copy invitation", COPY, value=str(meeting.key)),
        button("Post to a channel …", POST, value=str(meeting.key)),
        button("Who is coming?", GUESTS, value=str(meeting.key)),
    )
    return modal(heading, [*told, section(about(shown)), row, context("All your meetings: `/schedule list`.")])


def invitation_blocks(terms: Terms, shown: Shown) -> list[Block]:
    """**“Copy invitation”**: a text to select, a post, and the .ics (INV-1)."""
    file = calendar_link(terms, shown.meeting, with_token=shown.token_in_links)
    return [
        section("*The invitation* – select it and paste it wherever you need it."),
        section(f"```{escaped(invitation(terms, shown))}```"),
        *(_stuck(shown.meeting) if shown.needs_new_id else []),
        actions(
            button("Post to a channel …", POST, value=str(shown.meeting.key)),
            button("Add to calendar", CALENDAR, url=file),
        ),
        *passcode_warning(None if shown.needs_new_id else shown.entrance),
    ]


def _stuck(meeting: Meeting) -> list[Block]:
    """An invitation to a meeting that nobody can join names no ID (INV-4)."""
    return [section(f"{NEEDS_NEW_ID}: nobody can join it."), actions(switch_one(meeting))]


def passcode_warning(entrance: Entrance | None) -> list[Block]:
    """Below an invitation that holds one."""
    if entrance is None or not entrance.passcode:
        return []
    return [context("It holds the passcode: give it only to people who may come in.")]


def switched(count: int) -> str:
    """The answer to **“Switch all to generated IDs”**."""
    if not count:
        return "None of your upcoming meetings is on your Personal Meeting ID."
    what = "1 meeting has an ID of its own" if count == 1 else f"{count} meetings have IDs of their own"
    return (
        f":white_check_mark: {what} now. I have sent you a message through which you can tell the people you invited."
    )


def notice(text: str) -> list[Block]:
    """A sentence on top of the list."""
    return [section(text)]


def guests(shown: Shown, invitees: Sequence[Invitee]) -> View:
    """Who was invited and what they answered: for the host alone."""
    lines = [f"<@{each.person.user}> – {WORDS[each.answer]}" for each in invitees]
    listed_ = ["\n".join(lines[at : at + A_SECTION]) for at in range(0, len(lines), A_SECTION)]
    texts = listed_ or ["Nobody is invited yet. “Edit” lets you invite people."]
    return modal("Who is coming?", [section(about(shown)), divider(), *(section(text) for text in texts)])
