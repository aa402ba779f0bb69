"""The invitation, as plain text ready to paste (INV-1)."""

from bot.exchange import Block
from bot.policy.numbers import show
from bot.policy.people import Person
from bot.policy.rooms import Room
from bot.policy.terms import Terms
from bot.views.addresses import join_link
from bot.views.blocks import context, escaped, section


def room_invitation(terms: Terms, host: Person, room: Room) -> str:
    """The invitation to a personal room: no topic and no time, because it is always the same."""
    lines = [
        f"{host.name} invites you to their personal meeting room.",
        "",
        f"Join: {join_link(terms, room, with_token=True)}",
        f"Meeting ID: {show(room.number)}",
    ]
    return "\n".join([*lines, f"Passcode: {room.passcode}"] if room.passcode else lines)


def room_invitation_blocks(terms: Terms, host: Person, room: Room) -> list[Block]:
    """The same as a text to select, for its host alone."""
    return [
        section("*Your invitation* – select it and paste it wherever you need it."),
        section(f"```{escaped(room_invitation(terms, host, room))}```"),
        context("It holds your passcode: give it only to people who may come in."),
    ]
