"""A form's second step: what it would do needs approval (APP-1), so it asks for a reason and says what would come of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.exchange import View
from bot.policy.approvals import MOST_REASON, Impact, Request
from bot.policy.people import UserId
from bot.views.blocks import context, divider, modal, plain, section
from bot.views.consoles import CHANNEL, channel_field
from bot.views.forms import NOTICE, field, noted, remember, remembered
from bot.views.request_words import ending, title
from bot.views.request_words import impact as impact_words
from bot.views.setting_words import ask

QUESTION = "ask_"
REASON = "ask_reason"
SUBMIT = "Ask for approval"
SUBMIT_ALONE = "Make the change"


@dataclass(frozen=True, slots=True)
class Channel:
    """Where it can be asked: nowhere yet (`missing`), and whether this person may choose where.

    `sole`: there is nobody to be asked, because nobody else could approve it (APP-4).
    """

    missing: bool
    may_choose: bool
    owners: Sequence[UserId] = ()
    sole: bool = False


def with_question(view: View, impact: Impact, channel: Channel) -> View:
    """The same form with everything typed, what would come of it on top, and a reason to give."""
    own = [
        block for block in view["blocks"] if not str(block.get("block_id", "")).startswith((QUESTION, NOTICE, CHANNEL))
    ]
    asked = {**view, "private_metadata": _seen(view, impact)}
    line = {**divider(), "block_id": f"{QUESTION}line"}
    if channel.sole:
        alone = f":bust_in_silhouette: *You are the only one who could approve this, so it holds at once:* {impact_words(impact)}."
        blocks = [{**section(alone), "block_id": f"{QUESTION}impact"}, line, *own]
        return {**asked, "blocks": blocks, "submit": plain(SUBMIT_ALONE, 24)}
    question = section(f":busts_in_silhouette: *This needs another admin’s approval:* {impact_words(impact)}.")
    if channel.missing and not channel.may_choose:
        text = f"There is no approvals channel yet, so I cannot ask anybody. An owner can choose one. {ask(channel.owners)}"
        blocks = [{**question, "block_id": f"{QUESTION}impact"}, section(f":warning: {text}"), divider(), *own]
        return {**asked, "blocks": blocks}
    reason = {"type": "plain_text_input", "multiline": True, "max_length": MOST_REASON}
    blocks = [
        {**question, "block_id": f"{QUESTION}impact"},
        field(REASON, "Reason", reason, hint="The people who decide read it.", optional=True),
        *([channel_field("", optional=False)] if channel.missing else []),
        line,
        *own,
    ]
    return {**asked, "blocks": blocks, "submit": plain(SUBMIT, 24)}


def seen(view: Mapping[str, Any]) -> Impact | None:
    """What its reader was told would come of it; none where nothing was asked yet."""
    found = remembered(view).get("seen")
    match found:
        case [int(people), int(meetings)]:
            return Impact(people, meetings)
    return None


def moved(view: View) -> View:
    """Other people are hit than the form said."""
    return noted(view, ":warning: It would do something else by now. Please look again before you ask.")


def asked(request: Request) -> str:
    """What happens next, for whoever asked."""
    return (
        f":hourglass_flowing_sand: Asked in <#{request.account.approvals_channel}>. It holds as soon as another owner or"
        " admin approves it; I tell you."
    )


def asked_already(request: Request) -> View:
    """Somebody asks for the same: at most one request for a setting and scope (APP-3)."""
    who = f"<@{request.wish.asked_by}> asks for a change of this already."
    return modal(
        "Asked already",
        [
            section(f":hourglass_flowing_sand: {who}"),
            section(f"{title(request)}\n{ending(request)}"),
            context("It is approved, rejected or withdrawn under *Requests*."),
        ],
    )


def _seen(view: Mapping[str, Any], impact: Impact) -> str:
    return remember(**{**remembered(view), "seen": [impact.people, impact.meetings]})
