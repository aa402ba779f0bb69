"""A request in its present state: in the approvals channel, in the console, and as messages to its requester (APP-2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.policy.approvals.requests import ApprovalRequest, RequestState
from bot.policy.ids import PersonId, UserId
from bot.policy.people.people import Person
from bot.protocol import Block, View
from bot.views.approvals.approval_step import reason_input
from bot.views.approvals.text import GroupNames, before_after, impact_text, status_text, title
from bot.views.components.blocks import actions, button, confirm, context, modal, section
from bot.views.components.console_page import (
    GROUPS,
    MENU,
    REQUESTS,
    console_page,
    mention_list,
    offset_buttons,
    page_buttons,
    range_text,
)
from bot.views.components.text import escaped, mention, pluralise
from bot.views.components.view_state import encode_metadata

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
"""The stored reason of a post that was dropped (APP-7)."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a request in the console: its requester or not, an owner or admin or not."""

    is_requester: bool
    is_admin: bool


def notification_text(request: ApprovalRequest) -> str:
    """The message in the approvals channel as a notification."""
    if request.state is RequestState.PENDING:
        return f"{mention(request.proposal.asked_by)} asks for approval: {title(request)}"
    return f"{title(request)}: {request.state}"


def channel_message(request: ApprovalRequest, names: GroupNames) -> list[Block]:
    """The message in the approvals channel; without buttons once the request is decided (APP-5)."""
    return [*_summary(request, names), *_buttons(request, ALL_ACTIONS), context(status_text(request))]


def request_page(
    request: ApprovalRequest, names: GroupNames, viewer: Viewer, post_failure: str, notice: str = ""
) -> View:
    """A request in the console, with the buttons that its viewer may use (UX-7); `post_failure`: why it is in no channel."""
    pending = request.state is RequestState.PENDING
    post_again = button("Post again", POST_AGAIN, value=str(request.id))
    blocks = [
        *_summary(request, names),
        *([section(f":warning: {post_failure}", post_again)] if post_failure and pending else []),
        *_buttons(request, _actions_for(viewer)),
        *([context(OWN_REQUEST)] if viewer.is_requester and pending else []),
        context(status_text(request)),
    ]
    return console_page("Request", blocks, back=REQUESTS, notice=notice)


def pending_page(requests: Sequence[ApprovalRequest], *, skip: int, total: int, admin: bool, notice: str = "") -> View:
    """A page of the pending requests; `admin`: the viewer is an owner or admin."""
    page_actions = [button("All requests", ALL_REQUESTS)] if admin else []
    blocks = [
        *(map(request_row, requests) if requests else [section("Nothing waits for a decision.")]),
        *offset_buttons(REQUESTS, skip, PAGE_SIZE, total),
    ]
    back = MENU if admin else GROUPS
    return console_page("Requests", blocks, back=back, page_actions=page_actions, notice=notice)


def all_page(requests: Sequence[ApprovalRequest], *, first: bool) -> View:
    """A page of the requests in all states, the newest first."""
    older = str(requests[-1].id) if len(requests) == PAGE_SIZE else None
    blocks = [
        *(map(request_row, requests) if requests else [section("There are no more requests.")]),
        *page_buttons(ALL_REQUESTS, None if first else "", older, older=True),
    ]
    return console_page("All requests", blocks, back=REQUESTS)


def counts_changed(request: ApprovalRequest) -> list[Block]:
    """The answer to an approval where the impact is no longer the one that was shown (APP-3)."""
    again = button("Approve", APPROVE, value=_versioned_value(request), style="primary")
    warning = ":warning: *Not approved yet:* this has changed since it was shown to you."
    return [section(f"{warning} By now, {impact_text(request.impact)}."), actions(again)]


def rejection_form(request: ApprovalRequest, names: GroupNames) -> View:
    """The form for the reason of a rejection."""
    hint = "They read it, and so does everybody in the approvals channel."
    blocks, metadata = (
        [_proposal(request, names), reason_input(REASON_BLOCK, hint)],
        encode_metadata(request=request.id),
    )
    return modal("Reject", blocks, callback=SAVE_REJECTION, submit="Reject", metadata=metadata)


def affected_page(
    request: ApprovalRequest, people: Sequence[Person], stopping: Mapping[PersonId, int], total: int, skip: int
) -> View:
    """**“Who is affected?”**, a page of them; `stopping`: how many upcoming meetings of each stop working."""
    affected = pluralise(total, "person gets another value", "people get another value")
    heading = f"*{affected}*{range_text(skip, len(people), total)}" if total else "Nobody’s present value changes."
    one, more = "upcoming meeting stops working", "upcoming meetings stop working"
    blocks = [
        section(f"{title(request)}\n{heading}"),
        *mention_list(people, {person: pluralise(count, one, more) for person, count in stopping.items()}),
        *offset_buttons(AFFECTED, skip, PEOPLE_PAGE_SIZE, total, subject=str(request.id)),
    ]
    return modal("Who is affected?", blocks)


def post_failed(request: ApprovalRequest, post_failure: str) -> list[Block]:
    """The message to the requester that the request could not be posted: the fix, and that nothing is lost (APP-7)."""
    return [
        section(f":warning: I could not post your request.\n{title(request)}"),
        section(f"{post_failure} Your request is kept: admins can decide it with `/pmi admin` under *Requests*."),
        actions(button("Post again", POST_AGAIN, value=str(request.id), style="primary")),
    ]


def decided(request: ApprovalRequest, names: GroupNames) -> list[Block]:
    """The message to the requester once the request is decided or closed."""
    return [section(f"Your request: {title(request)}\n{before_after(request, names)}"), section(status_text(request))]


def nudge(request: ApprovalRequest) -> str:
    """The one reminder in the thread of the request (APP-5)."""
    return f":bell: This still waits for an owner or admin other than {mention(request.proposal.asked_by)}. {status_text(request)}."


def reminder(request: ApprovalRequest, approvers: Sequence[UserId]) -> str:
    """**“Remind approvers”**: the message that mentions them."""
    named = " ".join(f"<@{user}>" for user in approvers)
    return f":bell: {named} – {mention(request.proposal.asked_by)} asks you to look at this. {status_text(request)}."


def post_failure_text(channel: str, reason: str) -> str:
    """Why the request is in no channel, with the fix; empty for an empty `reason`."""
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
    reason, impact = escaped(request.proposal.reason).replace("\n", "\n> "), impact_text(request.impact)
    return [
        _proposal(request, names),
        section(f"*Why*\n> {reason}" if reason else "*Why*\n_no reason given_"),
        section(f"*What it does*\n{impact[:1].upper()}{impact[1:]}."),
    ]


def _proposal(request: ApprovalRequest, names: GroupNames) -> Block:
    who = mention(request.proposal.asked_by)
    return section(f"{who} asks for a change: {title(request)}\n{before_after(request, names)}")


def _actions_for(viewer: Viewer) -> list[str]:
    """Other admins decide (APP-4), all admins see the people (APP-7), the requester withdraws and reminds."""
    decide = [APPROVE, REJECT] if viewer.is_admin and not viewer.is_requester else []
    return [*decide, *([AFFECTED] if viewer.is_admin else []), *([WITHDRAW, REMIND] if viewer.is_requester else [])]


def _buttons(request: ApprovalRequest, allowed: Sequence[str]) -> list[Block]:
    """The buttons whose actions are in `allowed`; none once the request is decided."""
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
    """The request and the impact that was shown, to be compared with the impact at the click (APP-3)."""
    return f"{request.id}.{request.impact.people}.{request.impact.meetings}"


def request_row(request: ApprovalRequest) -> Block:
    """A request in a list, with **“Open”**."""
    about = f"{title(request)}\nby {mention(request.proposal.asked_by)} · {status_text(request)}"
    return section(about, button("Open", SHOW_REQUEST, value=str(request.id)))
