"""A form's second step: what it would do needs approval (APP-1), so it asks for a reason and says what would come of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.policy.approvals.requests import MAX_REASON_LENGTH, ApprovalRequest, Impact
from bot.policy.ids import UserId
from bot.protocol import Block, View
from bot.views.approvals.text import impact_text as impact_words
from bot.views.approvals.text import status_text, title
from bot.views.components.blocks import context, divider, modal, plain, section
from bot.views.components.inputs import NOTICE_BLOCK_ID, decode_metadata, encode_metadata, input_block, with_note
from bot.views.components.setting_text import whom_to_ask

ID_PREFIX = "ask_"
REASON_BLOCK = "ask_reason"
SUBMIT_REQUEST = "Ask for approval"
SUBMIT_CHANGE = "Make the change"


@dataclass(frozen=True, slots=True)
class ChannelStatus:
    """Where it can be asked: nowhere yet (`missing`), and whether this person may choose where.

    `sole_admin`: there is nobody to be asked, because nobody else could approve it (APP-4).
    """

    missing: bool
    may_choose: bool
    owners: Sequence[UserId] = ()
    sole_admin: bool = False


def with_approval_step(view: View, impact: Impact, status: ChannelStatus) -> View:
    """The same form with everything typed, what would come of it on top, and a reason to give."""
    form_blocks = [
        block
        for block in view["blocks"]
        if not str(block.get("block_id", "")).startswith((ID_PREFIX, NOTICE_BLOCK_ID, APPROVALS_CHANNEL_BLOCK))
    ]
    form = {**view, "private_metadata": _metadata_with_impact(view, impact)}
    separator = {**divider(), "block_id": f"{ID_PREFIX}line"}
    if status.sole_admin:
        sole_text = f":bust_in_silhouette: *You are the only one who could approve this, so it holds at once:* {impact_words(impact)}."
        blocks = [{**section(sole_text), "block_id": f"{ID_PREFIX}impact"}, separator, *form_blocks]
        return {**form, "blocks": blocks, "submit": plain(SUBMIT_CHANGE, 24)}
    question = section(f":busts_in_silhouette: *This needs another admin’s approval:* {impact_words(impact)}.")
    if status.missing and not status.may_choose:
        text = f"There is no approvals channel yet, so I cannot ask anybody. An owner can choose one. {whom_to_ask(status.owners)}"
        blocks = [{**question, "block_id": f"{ID_PREFIX}impact"}, section(f":warning: {text}"), divider(), *form_blocks]
        return {**form, "blocks": blocks}
    reason = {"type": "plain_text_input", "multiline": True, "max_length": MAX_REASON_LENGTH}
    blocks = [
        {**question, "block_id": f"{ID_PREFIX}impact"},
        input_block(REASON_BLOCK, "Reason", reason, hint="The people who decide read it.", optional=True),
        *([approvals_channel_input("", optional=False)] if status.missing else []),
        separator,
        *form_blocks,
    ]
    return {**form, "blocks": blocks, "submit": plain(SUBMIT_REQUEST, 24)}


def seen_impact(view: Mapping[str, Any]) -> Impact | None:
    """What its reader was told would come of it; none where nothing was asked yet."""
    found = decode_metadata(view).get("seen")
    match found:
        case [int(people), int(meetings)]:
            return Impact(people, meetings)
    return None


def with_impact_changed(view: View) -> View:
    """Other people are hit than the form said."""
    return with_note(view, ":warning: It would do something else by now. Please look again before you ask.")


def requested_text(request: ApprovalRequest) -> str:
    """What happens next, for whoever asked."""
    return (
        f":hourglass_flowing_sand: Asked in <#{request.account.approvals_channel}>. It holds as soon as another owner or"
        " admin approves it; I tell you."
    )


def already_requested(request: ApprovalRequest) -> View:
    """Somebody asks for the same: at most one request for a setting and scope (APP-3)."""
    who = f"<@{request.proposal.asked_by}> asks for a change of this already."
    return modal(
        "Asked already",
        [
            section(f":hourglass_flowing_sand: {who}"),
            section(f"{title(request)}\n{status_text(request)}"),
            context("It is approved, rejected or withdrawn under *Requests*."),
        ],
    )


def _metadata_with_impact(view: Mapping[str, Any], impact: Impact) -> str:
    return encode_metadata(**{**decode_metadata(view), "seen": [impact.people, impact.meetings]})


APPROVALS_CHANNEL_BLOCK = "channel"


def approvals_channel_input(channel: str, *, optional: bool = True) -> Block:
    """Where requests are posted (APP-2, APP-7)."""
    element: Block = {
        "type": "conversations_select",
        "filter": {
            "include": ["public", "private"],
            "exclude_bot_users": True,
            "exclude_external_shared_channels": True,
        },
        **({"initial_conversation": channel} if channel else {}),
    }
    hint = (
        "A lock needs a second admin’s approval. Requests are posted here: a channel where your admins are, and I am too"
        " (/invite @PMI Bot)."
    )
    return input_block(APPROVALS_CHANNEL_BLOCK, "Approvals channel", element, hint=hint, optional=optional)
