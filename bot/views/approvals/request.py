"""A request as people see it: the message in the approvals channel and the same in the console, always as it stands (APP-2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.policy.approvals.requests import MAX_REASON_LENGTH, ApprovalRequest, RequestState
from bot.policy.ids import PersonId, UserId
from bot.policy.people.people import Person
from bot.protocol import Block, View
from bot.views.approvals.text import GroupNames, before_after, impact_text, status_text, title
from bot.views.components.blocks import actions, button, confirm, context, escaped, modal, pluralise, section
from bot.views.components.console_page import (
    GROUPS,
    MENU,
    REQUESTS,
    back_button,
    console_page,
    mention_list,
    neighbour_offsets,
    page_buttons,
)
from bot.views.components.inputs import encode_metadata, input_block

APPROVE, REJECT, WITHDRAW = "request_approve", "request_reject", "request_withdraw"
AFFECTED, REMIND, POST_AGAIN = "request_affected", "request_remind", "request_post_again"
SAVE_REJECTION = "request_save_rejection"
ALL_ACTIONS = (APPROVE, REJECT, AFFECTED, WITHDRAW, REMIND)
OWN_REQUEST = "You asked for this, so another owner or admin decides."
SHOW_REQUEST = "admin_request"
ALL_REQUESTS = "admin_requests_all"
REASON_BLOCK = "reason"
PAGE_SIZE = 10
PEOPLE_PAGE_SIZE = 50
SHARED_CHANNEL = "shared with another company"
"""The reason with which a post is dropped (APP-7)."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever looks at a request in the console: whether they asked for it, and whether they are an owner or admin."""

    is_requester: bool
    is_admin: bool


def notification_text(request: ApprovalRequest) -> str:
    """The message as a notification says it."""
    if request.state is RequestState.PENDING:
        return f"<@{request.proposal.asked_by}> asks for approval: {title(request)}"
    return f"{title(request)}: {request.state}"


def channel_message(request: ApprovalRequest, names: GroupNames) -> list[Block]:
    """The message in the approvals channel, without live buttons once it is decided (APP-5)."""
    return [*_summary(request, names), *_buttons(request, ALL_ACTIONS), context(status_text(request))]


def request_page(
    request: ApprovalRequest, names: GroupNames, viewer: Viewer, post_failure: str, notice: str = ""
) -> View:
    """The same in the console, with what its reader may do of it (UX-7); `post_failure`: why it stands in no channel."""
    post_again = button("Post again", POST_AGAIN, value=str(request.id))
    blocks = [
        *_summary(request, names),
        *(
            [section(f":warning: {post_failure}", post_again)]
            if post_failure and request.state is RequestState.PENDING
            else []
        ),
        *_buttons(request, _actions_for(viewer)),
        *([context(OWN_REQUEST)] if viewer.is_requester and request.state is RequestState.PENDING else []),
        context(status_text(request)),
    ]
    return console_page("Request", blocks, back=back_button(REQUESTS), notice=notice)


def pending_page(requests: Sequence[ApprovalRequest], *, skip: int, total: int, admin: bool, notice: str = "") -> View:
    """Those that wait."""
    page_actions = [button("All requests", ALL_REQUESTS)] if admin else []
    blocks = [
        *(map(_request_row, requests)),
        *([] if requests else [section("Nothing waits for a decision.")]),
        *page_buttons(REQUESTS, *neighbour_offsets(skip, PAGE_SIZE, total)),
    ]
    return console_page(
        "Requests", blocks, back=back_button(MENU if admin else GROUPS), page_actions=page_actions, notice=notice
    )


def all_page(requests: Sequence[ApprovalRequest], *, first: bool) -> View:
    """Those of all states, the newest first."""
    older = str(requests[-1].id) if len(requests) == PAGE_SIZE else None
    blocks = [
        *(map(_request_row, requests)),
        *([] if requests else [section("There are no more requests.")]),
        *page_buttons(ALL_REQUESTS, None if first else "", older, older=True),
    ]
    return console_page("All requests", blocks, back=back_button(REQUESTS))


def counts_changed(request: ApprovalRequest) -> list[Block]:
    """It would hit others by now than its approver was told (APP-3)."""
    again = button("Approve", APPROVE, value=_versioned_value(request), style="primary")
    return [
        section(
            f":warning: *Not approved yet:* this has changed since it was shown to you. By now, {impact_text(request.impact)}."
        ),
        actions(again),
    ]


def rejection_form(request: ApprovalRequest, names: GroupNames) -> View:
    """Why not: whoever asked reads it."""
    element = {"type": "plain_text_input", "multiline": True, "max_length": MAX_REASON_LENGTH}
    return modal(
        "Reject",
        [
            section(
                f"<@{request.proposal.asked_by}> asks for a change: {title(request)}\n{before_after(request, names)}"
            ),
            input_block(
                REASON_BLOCK, "Reason", element, hint="They read it, and so does everybody in the approvals channel."
            ),
        ],
        callback=SAVE_REJECTION,
        submit="Reject",
        close="Cancel",
        metadata=encode_metadata(request=request.id),
    )


def affected_page(
    request: ApprovalRequest, people: Sequence[Person], stopping: Mapping[PersonId, int], total: int, skip: int
) -> View:
    """**“Who is affected?”**, a page of them; `stopping`: how many upcoming meetings of each stop working."""
    range_text = f" · {skip + 1} to {skip + len(people)}" if total > len(people) else ""
    before, after = neighbour_offsets(skip, PEOPLE_PAGE_SIZE, total)
    affected = pluralise(total, "person gets another value", "people get another value")
    blocks = [
        section(
            f"{title(request)}\n*{affected}*{range_text}"
            if total
            else f"{title(request)}\nNobody’s present value changes."
        ),
        *mention_list(people, {person: _stopping_text(count) for person, count in stopping.items()}),
        *page_buttons(AFFECTED, _page_value(request, before), _page_value(request, after)),
    ]
    return modal("Who is affected?", blocks)


def _stopping_text(count: int) -> str:
    return pluralise(count, "upcoming meeting stops working", "upcoming meetings stop working")


def post_failed(request: ApprovalRequest, post_failure: str) -> list[Block]:
    """What whoever asked is told where the request could not be posted: the fix, and that nothing is lost (APP-7)."""
    return [
        section(f":warning: I could not post your request.\n{title(request)}"),
        section(f"{post_failure} Your request is kept: admins can decide it with `/pmi admin` under *Requests*."),
        actions(button("Post again", POST_AGAIN, value=str(request.id), style="primary")),
    ]


def decided(request: ApprovalRequest, names: GroupNames) -> list[Block]:
    """What whoever asked is told at the end."""
    return [section(f"Your request: {title(request)}\n{before_after(request, names)}"), section(status_text(request))]


def nudge(request: ApprovalRequest) -> str:
    """The one nudge in its thread (APP-5)."""
    return f":bell: This still waits for an owner or admin other than <@{request.proposal.asked_by}>. {status_text(request)}."


def reminder(request: ApprovalRequest, approvers: Sequence[UserId]) -> str:
    """**“Remind approvers”**: they are mentioned."""
    named = " ".join(f"<@{user}>" for user in approvers)
    return f":bell: {named} – <@{request.proposal.asked_by}> asks you to look at this. {status_text(request)}."


def post_failure_text(channel: str, reason: str) -> str:
    """Why it stands in no channel, with the fix; empty where it does."""
    channel_text = f"<#{channel}>" if channel else "The approvals channel"
    fixes = {
        "": "",
        "not_in_channel": f"I am not in {channel_text}: invite me there with `/invite @PMI Bot`.",
        "channel_not_found": f"I am not in {channel_text}: invite me there with `/invite @PMI Bot`.",
        "is_archived": f"{channel_text} is archived: unarchive it, or an owner chooses another one.",
        SHARED_CHANNEL: f"{channel_text} is shared with another company: an owner has to choose one that is your own.",
    }
    return fixes.get(reason, f"Slack did not take it in {channel_text} ({escaped(reason)}).")


def _summary(request: ApprovalRequest, names: GroupNames) -> list[Block]:
    reason = escaped(request.proposal.reason).replace("\n", "\n> ")
    return [
        section(f"<@{request.proposal.asked_by}> asks for a change: {title(request)}\n{before_after(request, names)}"),
        section(f"*Why*\n> {reason}" if reason else "*Why*\n_no reason given_"),
        section(f"*What it does*\n{impact_text(request.impact)[:1].upper()}{impact_text(request.impact)[1:]}."),
    ]


def _actions_for(viewer: Viewer) -> list[str]:
    """Deciding is for other admins (APP-4), the list of people for all admins (APP-7), taking back for whoever asked."""
    decide = [APPROVE, REJECT] if viewer.is_admin and not viewer.is_requester else []
    return [*decide, *([AFFECTED] if viewer.is_admin else []), *([WITHDRAW, REMIND] if viewer.is_requester else [])]


def _buttons(request: ApprovalRequest, allowed: Sequence[str]) -> list[Block]:
    """Those of its buttons whose actions are in `allowed`; none once it is decided."""
    if request.state is not RequestState.PENDING:
        return []
    value, id_ = _versioned_value(request), str(request.id)
    confirmation = confirm("Approve this?", f"It holds at once: {impact_text(request.impact)}.", "Approve", "Not yet")
    withdrawal = confirm("Withdraw this?", "Nobody can approve it any more. You can ask again.", "Withdraw", "Keep it")
    candidates = [
        button("Approve", APPROVE, value=value, style="primary", confirm=confirmation),
        button("Reject", REJECT, value=value, style="danger"),
        button("Who is affected?", AFFECTED, value=id_),
        button("Withdraw", WITHDRAW, value=id_, confirm=withdrawal),
        button("Remind approvers", REMIND, value=id_),
    ]
    offered = [each for each in candidates if each["action_id"] in allowed]
    return [actions(*offered)] if offered else []


def _versioned_value(request: ApprovalRequest) -> str:
    """The request, and the counts that its reader is shown: at the click they are counted again (APP-3)."""
    return f"{request.id}.{request.impact.people}.{request.impact.meetings}"


def _request_row(request: ApprovalRequest) -> Block:
    about = f"{title(request)}\nby <@{request.proposal.asked_by}> · {status_text(request)}"
    return section(about, button("Open", SHOW_REQUEST, value=str(request.id)))


def _page_value(request: ApprovalRequest, skip: str | None) -> str | None:
    return None if skip is None else f"{request.id}.{skip}"
