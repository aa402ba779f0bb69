"""Messages about a room: the greeting at the first own act, and that a passcode was added by a rule (LOCK-7, PASS-3)."""

from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.messages import say
from bot.i18n.setting_labels import setting_label
from bot.policy.options import Options
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import Room
from bot.policy.settings.catalogue import Setting
from bot.protocol import Block
from bot.views.components.blocks import actions, button, context, section
from bot.views.components.help import support_text
from bot.views.components.links import personal_link
from bot.views.components.text import link
from bot.views.rooms.profile import COPY_INVITATION, OPEN_SETTINGS, START_ROOM
from bot.views.rooms.reminders import OPEN_PROFILE

PASSCODE_ADDED_TEXT = N_("Your personal meeting room has a passcode now.")


def greeting(options: Options, room: Room) -> list[Block]:
    """The greeting: what the bot does, and the person's number."""
    address = personal_link(options, room)
    return [
        section(
            _(
                ":wave: Hello, I am PMI Bot. I look after your personal meeting room: one permanent number that is always yours."
            )
        ),
        section(_("*{number}* or {link}", number=format_number(room.number), link=link(address, address))),
        section(
            _(
                "Start it whenever you want to meet, and give people your invitation. I remind you before the number expires,"
                " and I tell you when something about your room needs you."
            )
        ),
        actions(button(_("Start"), START_ROOM, style="primary"), button(_("Copy invitation"), COPY_INVITATION)),
        context(_("`/pmi` shows your room anywhere, `/pmi help` what else I can do.") + support_text(options)),
    ]


def greeting_without_room(reason: str) -> list[Block]:
    """The greeting of somebody who has no room."""
    return [section(_(":wave: Hello, I am PMI Bot.") + f" {reason}")]


def passcode_added() -> list[Block]:
    """The message that a rule added a passcode to the room: why, and where to see it."""
    why = _(
        "It had none, and “{setting}” is on for you now. From now on people who only have your number are asked for it,"
        " and one-click links carry it.",
        setting=setting_label(Setting.PMI_PASSCODE_REQUIRED),
    )
    return [
        section(f":key: *{say(PASSCODE_ADDED_TEXT)}* {why}"),
        actions(
            button(_("See my room"), OPEN_PROFILE, style="primary"),
            button(_("Copy invitation"), COPY_INVITATION),
            button(_("Settings"), OPEN_SETTINGS),
        ),
    ]
