"""Answers to the forms by which somebody asks for a post: it is under way, or there already (UX-8)."""

from bot.handlers.messages.post_results import result_view
from bot.handlers.request.context import HandlerContext
from bot.protocol import RefreshModal, Replies, UpdateModal, View
from bot.use_cases.invitations import post_outcomes
from bot.use_cases.invitations.requested_posts import RequestedPost
from bot.views.components import posting


def posting_replies(context: HandlerContext, requested: RequestedPost, channel: str, posted: View) -> Replies:
    """The answer to a form that posts: it is under way, by this form or by another one, or it is `posted`."""
    if requested.is_posted:
        return [UpdateModal(posted)]
    if requested.delivery is None:
        return [UpdateModal(posting.posting_already_modal(channel))]
    return [UpdateModal(posting.posting_modal(channel)), refreshed_modal(context, requested)]


def refreshed_modal(context: HandlerContext, requested: RequestedPost) -> RefreshModal:
    """The modal with what became of the post, where that is known before the answer to its form is shown: one that came late."""

    def result() -> View | None:
        finished = post_outcomes.finished_post(context.db, requested)
        return None if finished is None else result_view(context, finished)

    return RefreshModal(result)
