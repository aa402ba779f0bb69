"""The second step of a form whose change needs approval (APP-1): its impact, a reason, and the approvals channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.i18n.messages import gettext as _
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import MAX_REASON_LENGTH, ApprovalRequest
from bot.policy.ids import UserId
from bot.protocol import Block, View
from bot.views.approvals.text import impact_text, status_text, title
from bot.views.components.blocks import context, divider, modal, plain, section
from bot.views.components.inputs import CHANNEL_BLOCK, CHANNELS, NOTICE_BLOCK_ID, element, input_block, with_note
from bot.views.components.setting_text import whom_to_ask
from bot.views.components.text import mention
from bot.views.components.view_state import decode_metadata, encode_metadata

ID_PREFIX = "ask_"
REASON_BLOCK = "ask_reason"
APPROVALS_CHANNEL_BLOCK = CHANNEL_BLOCK  # so that `read_channel` reads it


@dataclass(frozen=True, slots=True)
class ChannelStatus:
    """Whether the approvals channel is `missing`, and whether this person `may_choose` one, else which `owners` may.

    `sole_admin`: nobody else could approve the change, so it needs no request (APP-4).
    """

    missing: bool
    may_choose: bool
    owners: Sequence[UserId] = ()
    sole_admin: bool = False


def with_approval_step(view: View, impact: Impact, status: ChannelStatus) -> View:
    """The form with everything typed, its impact on top, and an input for the reason."""
    form_blocks = [
        block
        for block in view["blocks"]
        if not str(block.get("block_id", "")).startswith((ID_PREFIX, NOTICE_BLOCK_ID, APPROVALS_CHANNEL_BLOCK))
    ]
    metadata = {**decode_metadata(view), "seen": [impact.people, impact.meetings]}
    form = {**view, "private_metadata": encode_metadata(**metadata)}
    separator = {**divider(), "block_id": f"{ID_PREFIX}line"}
    question = {**section(_impact(impact, status)), "block_id": f"{ID_PREFIX}impact"}
    if status.sole_admin:
        # Translators: at most 24 characters.
        submit = plain(_("Make the change"), 24)
        return {**form, "blocks": [question, separator, *form_blocks], "submit": submit}
    if status.missing and not status.may_choose:
        text = _(":warning: There is no approvals channel yet, so I cannot ask anybody. An owner can choose one.")
        whom = whom_to_ask(status.owners)
        return {**form, "blocks": [question, section(f"{text} {whom}"), divider(), *form_blocks]}
    channel = [approvals_channel_input("", optional=False)] if status.missing else []
    reason = reason_input(REASON_BLOCK, _("The people who decide read it."), optional=True)
    blocks = [question, reason, *channel, separator, *form_blocks]
    # Translators: at most 24 characters.
    return {**form, "blocks": blocks, "submit": plain(_("Ask for approval"), 24)}


def reason_input(block_id: str, hint: str, *, optional: bool = False) -> Block:
    """The reason of a request or of its rejection."""
    field = element("plain_text_input", multiline=True, max_length=MAX_REASON_LENGTH)
    return input_block(block_id, _("Reason"), field, hint=hint, optional=optional)


def seen_impact(view: Mapping[str, Any]) -> Impact | None:
    """The impact that the form showed; None before the second step."""
    match decode_metadata(view).get("seen"):
        case [int(people), int(meetings)]:
            return Impact(people, meetings)
    return None


def with_impact_changed(view: View) -> View:
    """The form with the notice that the impact is no longer the one it showed (APP-3)."""
    return with_note(view, _(":warning: What this does has changed meanwhile. Please look again before you ask."))


def requested_text(request: ApprovalRequest) -> str:
    """The answer to a request: where it is posted and what happens next."""
    channel = f"<#{request.account.approvals_channel}>"
    return _(
        ":hourglass_flowing_sand: Requested in {channel}. It applies as soon as another owner or admin approves it, and"
        " I’ll let you know.",
        channel=channel,
    )


def already_requested(request: ApprovalRequest) -> View:
    """The answer where a request for the same setting and scope is pending (APP-3)."""
    text = _(
        ":hourglass_flowing_sand: {who} has already asked for a change of this.", who=mention(request.proposal.asked_by)
    )
    about = section(f"{title(request)}\n{status_text(request)}")
    footer = context(_("It can be approved, rejected or withdrawn under *Requests*."))
    # Translators: at most 24 characters.
    return modal(_("Already requested"), [section(text), about, footer])


def approvals_channel_input(channel: str, *, optional: bool = True) -> Block:
    """Input for the channel in which requests are posted (APP-2, APP-7)."""
    channels = {**CHANNELS, "exclude_external_shared_channels": True}
    menu = element("conversations_select", filter=channels, initial_conversation=channel)
    hint = _(
        "A lock needs a second admin’s approval. Requests are posted in this channel: choose one where your admins are,"
        " and invite me there (/invite @PMI Bot)."
    )
    return input_block(APPROVALS_CHANNEL_BLOCK, _("Approvals channel"), menu, hint=hint, optional=optional)


def _impact(impact: Impact, status: ChannelStatus) -> str:
    """What follows from the change, after whether somebody has to approve it."""
    if status.sole_admin:
        heading = _(":bust_in_silhouette: *You are the only one who could approve this, so it applies immediately:*")
    else:
        heading = _(":busts_in_silhouette: *This needs another admin’s approval:*")
    return f"{heading} {impact_text(impact)}"
