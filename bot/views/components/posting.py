"""What becomes of a post that somebody asked for: it is being posted, it is posted, or it is not and why (UX-8)."""

from bot.policy.ids import DeliveryId
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, modal, section

TRY_AGAIN = "post_try_again"


def posting_blocks(channel: str) -> list[Block]:
    """The post is under way."""
    return [section(f":hourglass_flowing_sand: Posting in <#{channel}> …")]


def posted_blocks(channel: str) -> list[Block]:
    """The post is in the channel."""
    return [section(f":white_check_mark: Posted in <#{channel}>.")]


def not_posted_blocks(channel: str, why: str, delivery: DeliveryId) -> list[Block]:
    """Why the post is not in the channel, in mrkdwn, with **“Try again”**."""
    try_again = button("Try again", TRY_AGAIN, value=str(delivery), style="primary")
    return [section(f":warning: {not_posted_text(channel, why)}"), actions(try_again)]


def not_posted_text(channel: str, why: str) -> str:
    """Why the post is not in the channel, as a sentence in mrkdwn."""
    return f"Not posted in <#{channel}>: {why}"


def posting_modal(channel: str) -> View:
    """The answer to a form that posts, shown until the post has reached its end."""
    return modal("Posting …", posting_blocks(channel))


def posting_already_modal(channel: str) -> View:
    """The answer to a form for a post that was asked for before, whose end another modal shows."""
    return modal("On its way", [section(f":hourglass_flowing_sand: It is on its way to <#{channel}> already.")])


def not_posted_modal(channel: str, why: str, delivery: DeliveryId) -> View:
    """Shown in its place where the post failed."""
    return modal("Not posted", not_posted_blocks(channel, why, delivery))
