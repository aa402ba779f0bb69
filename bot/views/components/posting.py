"""What becomes of a post that somebody asked for: it is being posted, it is posted, or it is not and why (UX-8)."""

from bot.i18n.messages import gettext as _
from bot.policy.ids import DeliveryId
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, modal, section
from bot.views.components.text import channel_mention

TRY_AGAIN = "post_try_again"


def posting_blocks(channel: str) -> list[Block]:
    """The post is under way."""
    return [section(_(":hourglass_flowing_sand: Posting in {channel} …", channel=channel_mention(channel)))]


def posted_blocks(channel: str) -> list[Block]:
    """The post is in the channel."""
    return [section(_(":white_check_mark: Posted in {channel}.", channel=channel_mention(channel)))]


def not_posted_blocks(channel: str, why: str, delivery: DeliveryId) -> list[Block]:
    """Why the post is not in the channel, in mrkdwn, with **“Try again”**."""
    try_again = button(_("Try again"), TRY_AGAIN, value=str(delivery), style="primary")
    return [section(f":warning: {not_posted_text(channel, why)}"), actions(try_again)]


def not_posted_text(channel: str, why: str) -> str:
    """That the post is not in the channel, and why, which is a sentence of its own, in mrkdwn."""
    return _("Not posted in {channel}.", channel=channel_mention(channel)) + f" {why}"


def posting_modal(channel: str) -> View:
    """The answer to a form that posts, shown until the post has reached its end."""
    # Translators: at most 24 characters.
    return modal(_("Posting …"), posting_blocks(channel))


def posting_already_modal(channel: str) -> View:
    """The answer to a form for a post that was asked for before, whose end another modal shows."""
    text = _(":hourglass_flowing_sand: It is on its way to {channel} already.", channel=channel_mention(channel))
    # Translators: at most 24 characters.
    return modal(_("On its way"), [section(text)])


def not_posted_modal(channel: str, why: str, delivery: DeliveryId) -> View:
    """Shown in its place where the post failed."""
    # Translators: at most 24 characters.
    return modal(_("Not posted"), not_posted_blocks(channel, why, delivery))
