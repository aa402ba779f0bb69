"""Messages about a room: the greeting at the first own act, and that a passcode was added by a rule (LOCK-7, PASS-3)."""

from bot.policy.options import Options
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import Room
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.protocol import Block
from bot.views.components.blocks import actions, button, context, section
from bot.views.components.help import support_text
from bot.views.components.links import personal_link
from bot.views.components.text import link
from bot.views.rooms.profile import COPY_INVITATION, OPEN_SETTINGS, START_ROOM
from bot.views.rooms.reminders import OPEN_PROFILE

PASSCODE_ADDED_TEXT = "Your personal meeting room has a passcode now."


def greeting(options: Options, room: Room) -> list[Block]:
    """The greeting: what the bot does, and the person's number."""
    address = personal_link(options, room)
    return [
        section(
            ":wave: Hello, I am PMI Bot. I look after your personal meeting room: one permanent number that is always yours."
        ),
        section(f"*{format_number(room.number)}* or {link(address, address)}"),
        section(
            "Start it whenever you want to meet, and give people your invitation. I remind you before the number expires,"
            " and I tell you when something about your room needs you."
        ),
        actions(button("Start", START_ROOM, style="primary"), button("Copy invitation", COPY_INVITATION)),
        context(f"`/pmi` shows your room anywhere, `/pmi help` what else I can do.{support_text(options)}"),
    ]


def greeting_without_room(reason: str) -> list[Block]:
    """The greeting of somebody who has no room."""
    return [section(f":wave: Hello, I am PMI Bot. {reason}")]


def passcode_added() -> list[Block]:
    """The message that a rule added a passcode to the room: why, and where to see it."""
    rule = CATALOGUE[Setting.PMI_PASSCODE_REQUIRED].label
    return [
        section(
            f":key: *{PASSCODE_ADDED_TEXT}* It had none, and “{rule}” is on for you now. People who have your number alone are asked for"
            " it; one-click links from now on carry it."
        ),
        actions(
            button("See my room", OPEN_PROFILE, style="primary"),
            button("Copy invitation", COPY_INVITATION),
            button("Settings", OPEN_SETTINGS),
        ),
    ]
