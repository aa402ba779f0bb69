"""The question before a number is replaced, and the results for number and link (PMI-15)."""

from bot.policy.options import Options
from bot.policy.rooms.edits import form_version
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import Room
from bot.protocol import Block
from bot.views.components.blocks import actions, button, confirm, context, section
from bot.views.components.links import personal_link
from bot.views.components.text import link
from bot.views.rooms.profile import COPY_INVITATION

RENEW_LINK = "room_renew_link"


def number_replaced(options: Options, before: Room, now: Room) -> list[Block]:
    """Old → new, and the offer of a new personal link."""
    address = personal_link(options, now)
    question = f"{address} leads nowhere any more, and you get a generated one."
    confirmation = confirm("Get a new link?", question, "New link", "Keep it", danger=True)
    return [
        section(
            f":white_check_mark: Your number is replaced: {format_number(before.number)} → *{format_number(now.number)}*, with a new passcode."
            " Nobody gets in with the old ones."
        ),
        section(f"Your personal link {link(address, now.link)} leads to the new room and asks for the new passcode."),
        actions(
            button("Copy invitation", COPY_INVITATION, style="primary"),
            button("New personal link", RENEW_LINK, value=form_version(now), confirm=confirmation),
        ),
        context("Invite again the people who should come in."),
    ]


def link_renewed(options: Options, before: Room, now: Room) -> list[Block]:
    """The new personal link."""
    return [
        section(
            f":white_check_mark: Your personal link is new: {before.link} → {link(personal_link(options, now), now.link)}."
            " The old one leads nowhere any more."
        ),
        actions(button("Copy invitation", COPY_INVITATION)),
    ]


def replace_question(room: Room, replace_button: Block) -> list[Block]:
    """The answer to `/pmi replace`: what it does, and the button."""
    return [
        section(
            f"*Is {format_number(room.number)} in the wrong hands?* Replacing gives you a fresh number and passcode at once,"
            " whatever your license, and ends a running meeting."
        ),
        actions(replace_button),
    ]
