"""What the bot says of itself at somebody's own first act."""

from bot.exchange import Block
from bot.policy.numbers import format_number
from bot.policy.rooms import Room
from bot.policy.terms import Options
from bot.views.addresses import personal_link
from bot.views.blocks import actions, button, context, link, section
from bot.views.rooms import COPY_INVITATION, START_ROOM


def greeting(options: Options, room: Room) -> list[Block]:
    """What it does, with the person's number."""
    support = f" Questions? {options.support_contact}" if options.support_contact else ""
    return [
        section(
            ":wave: Hello, I am PMI Bot. I look after your personal meeting room: one permanent number that is always yours."
        ),
        section(
            f"*{format_number(room.number)}* or {link(personal_link(options, room), personal_link(options, room))}"
        ),
        section(
            "Start it whenever you want to meet, and give people your invitation. I remind you before the number expires,"
            " and I tell you when something about your room needs you."
        ),
        actions(button("Start", START_ROOM, style="primary"), button("Copy invitation", COPY_INVITATION)),
        context(f"`/pmi` shows your room anywhere, `/pmi help` what else I can do.{support}"),
    ]


def greeting_without_room(reason: str) -> list[Block]:
    """The greeting of somebody who has no room."""
    return [section(f":wave: Hello, I am PMI Bot. {reason}")]
