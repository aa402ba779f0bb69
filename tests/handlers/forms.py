"""The form **“Edit my PMI”** in a person's hands, for the tests of editing."""

import secrets

from bot.sandbox.driver import Driver
from bot.sandbox.seen import Seen
from tests.living import House

NUMBER, LINK, PASSCODE = "Personal Meeting ID", "Personal link", "Passcode"
INSTANT, USE = "Instant meetings", "Use my PMI for instant meetings"
MINE = "Switched on for me"


def editing(house: House, text: str = "") -> Driver:
    """Somebody with the form open."""
    mia = house.newcomer()
    mia.type(f"/pmi edit {text}".strip())
    assert form(mia).title == "Edit my PMI"
    return mia


def form(mia: Driver) -> Seen:
    assert mia.modal is not None
    return mia.modal


def saved(mia: Driver, **typed: str) -> Seen:
    mia.fill(
        {
            label: typed[key]
            for key, label in (("number", NUMBER), ("link", LINK), ("passcode", PASSCODE))
            if key in typed
        }
    )
    mia.submit()
    return form(mia)


def a_link() -> str:
    return f"Mia.Room{secrets.randbelow(10**9)}"
