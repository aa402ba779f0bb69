"""A request in its present state: in the approvals channel, in the console, and as messages to its requester (APP-2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.i18n.messages import Message, ngettext, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
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
from bot.views.components.text import escaped, mention, short_date
from bot.views.components.view_state import encode_metadata

APPROVE, REJECT, WITHDRAW = "request_approve", "request_reject", "request_withdraw"
AFFECTED, REMIND, POST_AGAIN = "request_affected", "request_remind", "request_post_again"
SAVE_REJECTION = "request_save_rejection"
ALL_ACTIONS = (APPROVE, REJECT, AFFECTED, WITHDRAW, REMIND)
SHOW_REQUEST = "admin_request"
ALL_REQUESTS = "admin_requests_all"
REASON_BLOCK = "reason"
PAGE_SIZE = 10
PEOPLE_PAGE_SIZE = 50
SHARED_CHANNEL = "shared with another company"
"""The stored reason of a post that was dropped (APP-7)."""

_NOT_IN_CHANNEL = N_("I am not in {channel}: invite me there with `/invite @PMI Bot`.")
_FIXES: Mapping[str, Message] = {
    "not_in_channel": _NOT_IN_CHANNEL,
    "channel_not_found": _NOT_IN_CHANNEL,
    "is_archived": N_("{channel} is archived: unarchive it, or an owner chooses another channel."),
    SHARED_CHANNEL: N_("{channel} is shared with another company: an owner has to choose a channel of your own."),
}
"""Why a post was not accepted, with the fix, by Slack's error or our own reason."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a request in the console: its requester or not, an owner or admin or not."""

    is_requester: bool
    is_admin: bool


def notification_text(request: ApprovalRequest) -> str:
    """The message in the approvals channel as a notification."""
    if request.state is RequestState.PENDING:
        heading = _("{who} asks for approval:", who=mention(request.proposal.asked_by))
        return f"{heading}\n{title(request)}"
    return f"{title(request)}\n{status_text(request)}"


def channel_message(request: ApprovalRequest, names: GroupNames) -> list[Block]:
    """The message in the approvals channel; without buttons once the request is decided (APP-5)."""
    return [*_summary(request, names), *_buttons(request, ALL_ACTIONS), context(status_text(request))]


def request_page(
    request: ApprovalRequest, names: GroupNames, viewer: Viewer, post_failure: str, notice: str = ""
) -> View:
    """A request in the console, with the buttons that its viewer may use (UX-7); `post_failure`: why it is in no channel."""
    pending = request.state is RequestState.PENDING
    post_again = button(_("Post again"), POST_AGAIN, value=str(request.id))
    blocks = [
        *_summary(request, names),
        *([section(f":warning: {post_failure}", post_again)] if post_failure and pending else []),
        *_buttons(request, _actions_for(viewer)),
        *(
            [context(_("You asked for this, so another owner or admin decides."))]
            if viewer.is_requester and pending
            else []
        ),
        context(status_text(request)),
    ]
    # Translators: at most 24 characters.
    return console_page(_("Request"), blocks, back=REQUESTS, notice=notice)


def pending_page(requests: Sequence[ApprovalRequest], *, skip: int, total: int, admin: bool, notice: str = "") -> View:
    """A page of the pending requests; `admin`: the viewer is an owner or admin."""
    page_actions = [button(_("All requests"), ALL_REQUESTS)] if admin else []
    blocks = [
        *(map(request_row, requests) if requests else [section(_("Nothing waits for a decision."))]),
        *offset_buttons(REQUESTS, skip, PAGE_SIZE, total),
    ]
    back = MENU if admin else GROUPS
    # Translators: at most 24 characters.
    return console_page(_("Requests"), blocks, back=back, page_actions=page_actions, notice=notice)


def all_page(requests: Sequence[ApprovalRequest], *, first: bool) -> View:
    """A page of the requests in all states, the newest first."""
    older = str(requests[-1].id) if len(requests) == PAGE_SIZE else None
    blocks = [
        *(map(request_row, requests) if requests else [section(_("There are no more requests."))]),
        *page_buttons(ALL_REQUESTS, None if first else "", older, older=True),
    ]
    # Translators: at most 24 characters.
    return console_page(_("All requests"), blocks, back=REQUESTS)


def counts_changed(request: ApprovalRequest) -> list[Block]:
    """The answer to an approval where the impact is no longer the one that was shown (APP-3)."""
    again = button(_("Approve"), APPROVE, value=_versioned_value(request), style="primary")
    warning = _(":warning: *Not approved yet.* What this does has changed since it was shown to you:")
    return [section(f"{warning} {impact_text(request.impact)}"), actions(again)]


def rejection_form(request: ApprovalRequest, names: GroupNames) -> View:
    """The form for the reason of a rejection."""
    hint = _("Whoever asked reads it, and so does everybody in the approvals channel.")
    blocks = [_proposal(request, names), reason_input(REASON_BLOCK, hint)]
    metadata = encode_metadata(request=request.id)
    # Translators: at most 24 characters.
    return modal(_("Reject"), blocks, callback=SAVE_REJECTION, submit=_("Reject"), metadata=metadata)


def affected_page(
    request: ApprovalRequest, people: Sequence[Person], stopping: Mapping[PersonId, int], total: int, skip: int
) -> View:
    """**“Who is affected?”**, a page of them; `stopping`: how many upcoming meetings of each stop working."""
    affected = ngettext("*{count} person gets another value*", "*{count} people get another value*", total)
    heading = f"{affected}{range_text(skip, len(people), total)}" if total else _("Nobody’s present value changes.")
    blocks = [
        section(f"{title(request)}\n{heading}"),
        *mention_list(people, {person: _stopping(count) for person, count in stopping.items()}),
        *offset_buttons(AFFECTED, skip, PEOPLE_PAGE_SIZE, total, subject=str(request.id)),
    ]
    # Translators: at most 24 characters.
    return modal(_("Who is affected?"), blocks)


def post_failed(request: ApprovalRequest, post_failure: str) -> list[Block]:
    """The message to the requester that the request could not be posted: the fix, and that nothing is lost (APP-7)."""
    heading = _(":warning: I could not post your request.")
    kept = _("Your request is kept: admins can decide it with `/pmi admin` under *Requests*.")
    return [
        section(f"{heading}\n{title(request)}"),
        section(f"{post_failure} {kept}"),
        actions(button(_("Post again"), POST_AGAIN, value=str(request.id), style="primary")),
    ]


def decided(request: ApprovalRequest, names: GroupNames) -> list[Block]:
    """The message to the requester once the request is decided or closed."""
    lines = [_("Your request:"), title(request), before_after(request, names)]
    return [section("\n".join(lines)), section(status_text(request))]


def nudge(request: ApprovalRequest) -> str:
    """The one reminder in the thread of the request (APP-5)."""
    return _(
        ":bell: This still waits for an owner or admin other than {requester}. It can be decided until {time}.",
        requester=mention(request.proposal.asked_by),
        time=short_date(request.expires_at),
    )


def reminder(request: ApprovalRequest, approvers: Sequence[UserId]) -> str:
    """**“Remind approvers”**: the message that mentions them."""
    named = " ".join(f"<@{user}>" for user in approvers)
    return _(
        ":bell: {approvers} – {requester} asks you to look at this. It can be decided until {time}.",
        approvers=named,
        requester=mention(request.proposal.asked_by),
        time=short_date(request.expires_at),
    )


def post_failure_text(channel: str, reason: str) -> str:
    """Why the request is in no channel, with the fix; empty for an empty `reason`."""
    if not reason:
        return ""
    if not channel:
        return _("There is no approvals channel: an owner has to choose one.")
    mentioned = f"<#{channel}>"
    if fix := _FIXES.get(reason):
        return say(fix, channel=mentioned)
    return _("Slack did not accept it in {channel} ({error}).", channel=mentioned, error=escaped(reason))


def _summary(request: ApprovalRequest, names: GroupNames) -> list[Block]:
    reason = escaped(request.proposal.reason).replace("\n", "\n> ")
    why = f"> {reason}" if reason else _("_no reason given_")
    return [
        _proposal(request, names),
        section("\n".join([_("*Why*"), why])),
        section("\n".join([_("*What it does*"), impact_text(request.impact)])),
    ]


def _proposal(request: ApprovalRequest, names: GroupNames) -> Block:
    heading = _("{who} asks for a change:", who=mention(request.proposal.asked_by))
    return section(f"{heading}\n{title(request)}\n{before_after(request, names)}")


def _stopping(meetings: int) -> str:
    return ngettext("{count} upcoming meeting stops working", "{count} upcoming meetings stop working", meetings)


def _actions_for(viewer: Viewer) -> list[str]:
    """Other admins decide (APP-4), all admins see the people (APP-7), the requester withdraws and reminds."""
    decide = [APPROVE, REJECT] if viewer.is_admin and not viewer.is_requester else []
    return [*decide, *([AFFECTED] if viewer.is_admin else []), *([WITHDRAW, REMIND] if viewer.is_requester else [])]


def _buttons(request: ApprovalRequest, allowed: Sequence[str]) -> list[Block]:
    """The buttons whose actions are in `allowed`; none once the request is decided."""
    if request.state is not RequestState.PENDING:
        return []
    value, id_ = _versioned_value(request), str(request.id)
    candidates = [
        button(_("Approve"), APPROVE, value=value, style="primary", confirm=_approval_question(request)),
        button(_("Reject"), REJECT, value=value, style="danger"),
        button(_("Who is affected?"), AFFECTED, value=id_),
        button(_("Withdraw"), WITHDRAW, value=id_, confirm=_withdrawal_question()),
        button(_("Remind approvers"), REMIND, value=id_),
    ]
    offered = [each for each in candidates if each["action_id"] in allowed]
    return [actions(*offered)] if offered else []


def _approval_question(request: ApprovalRequest) -> Block:
    text = " ".join([_("It applies immediately."), impact_text(request.impact)])
    # Translators: at most 30 characters.
    yes = _("Approve")
    # Translators: at most 30 characters.
    no = _("Not yet")
    return confirm(_("Approve this?"), text, yes, no)


def _withdrawal_question() -> Block:
    # Translators: at most 30 characters.
    yes = _("Withdraw")
    # Translators: at most 30 characters.
    no = _("Keep it")
    return confirm(_("Withdraw this?"), _("Nobody can approve it any more. You can ask again."), yes, no)


def _versioned_value(request: ApprovalRequest) -> str:
    """The request and the impact that was shown, to be compared with the impact at the click (APP-3)."""
    return f"{request.id}.{request.impact.people}.{request.impact.meetings}"


def request_row(request: ApprovalRequest) -> Block:
    """A request in a list, with **“Open”**."""
    requester = _("Asked by {who}", who=mention(request.proposal.asked_by))
    about = f"{title(request)}\n{requester} · {status_text(request)}"
    return section(about, button(_("Open"), SHOW_REQUEST, value=str(request.id)))
