"""What a host is told when their room got a passcode by a rule (LOCK-7); the passcode itself stays in the profile (PASS-3)."""

from bot.exchange import Block
from bot.policy.settings import CATALOGUE, Setting
from bot.views.blocks import actions, button, section
from bot.views.reminders import OPEN_PROFILE
from bot.views.rooms import COPY_INVITATION, OPEN_SETTINGS

PASSCODE_ADDED_TEXT = "Your personal meeting room has a passcode now."


def passcode_added() -> list[Block]:
    """Why, and where it is."""
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
