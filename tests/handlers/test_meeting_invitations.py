"""Invitations to meetings as invitees and hosts see them: letters, answers, posts, and inviting again (INV-3, INV-5)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.policy.numbers import format_number
from bot.sandbox.driver import Driver
from bot.sandbox.seen import Seen
from tests.living import House, living


@pytest.fixture(scope="module")
def house(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house whose messages have no pace."""
    with living(migrated_sqlite, tmp_path_factory.mktemp("inviting"), send_rate=10_000.0) as made:
        yield made


def modal(person: Driver) -> Seen:
    assert person.modal is not None
    return person.modal


def letters(person: Driver, words: str) -> list[Seen]:
    return [seen for seen in person.dm() if words in seen.text]


def inviting(house: House, topic: str, *, on_pmi: bool = False) -> tuple[Driver, Driver]:
    """A host, and somebody who has got their invitation."""
    mia, max_ = house.newcomer(), house.newcomer("Max")
    mia.type(f"/schedule {topic}")
    mia.fill({"Date": "2026-04-01", "Time": "15:00", "Invite": [house.name(max_)]})
    if on_pmi:
        mia.fill({"Meeting ID": f"Personal Meeting ID {format_number(house.room(mia).number)}"})
    mia.submit()
    mia.close(everything=True)
    house.brings(lambda: len(letters(max_, topic)) == 1)
    return mia, max_


def test_an_invitee_answers_and_the_host_sees_it(house: House) -> None:
    """INV-3."""
    mia, max_ = inviting(house, "Roof garden")
    max_.press("Yes", where=letters(max_, "Roof garden")[0])
    assert "You said yes" in letters(max_, "Roof garden")[-1].text
    mia.type("/schedule list")
    mia.press("Edit")
    mia.submit()
    mia.press("Who is coming?")
    assert "yes" in modal(mia).text


def test_a_new_number_is_told_to_the_host_and_by_their_press_to_the_invitees_once(house: House) -> None:
    """INV-3, INV-4: old → new."""
    mia, max_ = inviting(house, "Quarterly", on_pmi=True)
    old = format_number(house.room(mia).number)
    mia.type("/pmi replace")
    mia.press("Replace my number", confirm=True)
    new = format_number(house.room(mia).number)
    house.brings(lambda: len(letters(mia, f"{old} → {new}")) == 1)
    letter = letters(mia, f"{old} → {new}")[0]
    mia.press("Send updated invitations", where=letter)
    house.brings(lambda: len(letters(max_, f"{old} → {new}")) == 1)
    assert "on their way" in letters(mia, f"{old} → {new}")[0].text


def test_all_are_switched_and_the_host_can_tell_everybody(house: House) -> None:
    """INV-5."""
    mia, max_ = inviting(house, "Budget round", on_pmi=True)
    mia.type("/schedule list")
    mia.press("Switch all to generated IDs", confirm=True)
    house.brings(lambda: len(letters(mia, "Send updated invitations") or letters(mia, "changed after")) == 1)
    mia.press("Send updated invitations", where=letters(mia, "changed after")[0])
    house.brings(lambda: len(letters(max_, "→")) == 1)


def test_a_cancelled_meeting_is_told_to_whoever_was_invited(house: House) -> None:
    """MEET-5."""
    mia, max_ = inviting(house, "Garden party")
    mia.type("/schedule list")
    mia.press("Cancel meeting", confirm=True)
    house.brings(lambda: len(letters(max_, "has cancelled")) == 1)


def test_the_post_in_a_channel_holds_no_passcode_and_says_when_it_is_cancelled(house: House) -> None:
    """PASS-3, UX-8, INV-3."""
    mia = house.newcomer()
    place = house.channel(mia)
    mia.type("/schedule Open house", channel=place)
    mia.press("More options")
    mia.fill({"Date": "2026-04-01", "Time": "15:00", "Post to channel": place})
    mia.submit()
    (post,) = [seen for seen in mia.messages(place) if "invites you" in seen.text]
    assert "Open house" in post.text
    assert "Passcode `" not in post.text
    assert "pwd=" not in post.links["Join"]
    mia.close(everything=True)
    mia.type("/schedule list")
    mia.press("Cancel meeting", confirm=True)
    house.brings(lambda: any("has cancelled" in seen.text for seen in mia.messages(place)))
