"""The form **“Edit my PMI”** in a person's hands, for the tests of editing."""

import secrets

from bot.sandbox.driver import Driver
from bot.sandbox.seen import Snapshot
from tests.living import BotUnderTest

NUMBER, LINK, PASSCODE = "Personal Meeting ID", "Personal link", "Passcode"
INSTANT_MEETINGS, USE_PMI = "Instant meetings", "Use my PMI for instant meetings"
SWITCHED_ON_FOR_ME = "Switched on for me"


def open_edit_form(live_bot: BotUnderTest, text: str = "") -> Driver:
    """Somebody with the form open."""
    mia = live_bot.newcomer()
    mia.type(f"/pmi edit {text}".strip())
    assert open_modal(mia).title == "Edit my PMI"
    return mia


def open_modal(mia: Driver) -> Snapshot:
    assert mia.modal is not None
    return mia.modal


def save_edit_form(mia: Driver, **typed: str) -> Snapshot:
    mia.fill(
        {
            label: typed[key]
            for key, label in (("number", NUMBER), ("link", LINK), ("passcode", PASSCODE))
            if key in typed
        }
    )
    mia.submit()
    return open_modal(mia)


def random_link() -> str:
    return f"Mia.Room{secrets.randbelow(10**9)}"
