"""Inviting again as hosts and invitees see it, whatever Slack does to the messages meanwhile (INV-3, INV-4)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.driver import Driver
from bot.sandbox.faults import refuses, server_error
from bot.sandbox.seen import Seen
from tests.handlers.administering import MOST_TICKS
from tests.living import House, living

SEND = "Send updated invitations"


@pytest.fixture(scope="module")
def house(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house whose clock works when the test says so."""
    with living(migrated_sqlite, tmp_path_factory.mktemp("again"), send_rate=10_000.0) as made:
        yield made


def tick(house: House) -> None:
    """Everything that the clock does, until it has nothing more to do."""
    for tick_ in [*house.bot.scheduler.ticks] * MOST_TICKS:
        house.bot.scheduler.run(tick_)


def letters(person: Driver, words: str) -> list[Seen]:
    return [seen for seen in person.dm() if words in seen.text]


def inviting(house: House, topic: str, *others: Driver, **wished: object) -> tuple[Driver, Driver]:
    """A host, and somebody who has got their invitation, as those others have."""
    mia, max_ = house.newcomer(), house.newcomer("Max")
    mia.type(f"/schedule {topic}")
    mia.press("More options")
    mia.fill({"Date": "2026-04-01", "Time": "15:00", "Invite": [house.name(each) for each in (max_, *others)]})
    mia.fill(wished)
    mia.submit()
    mia.close(everything=True)
    tick(house)
    assert len(letters(max_, topic)) == 1
    return mia, max_


def moved(house: House, mia: Driver, time: str) -> None:
    """The host moves their meeting."""
    mia.type("/schedule list")
    mia.press("Edit")
    mia.fill({"Time": time})
    mia.submit()
    mia.close(everything=True)
    tick(house)


def test_a_message_that_nobody_pressed_yet_is_updated_and_not_repeated(house: House) -> None:
    """INV-3: from what people know to what is true now."""
    mia, max_ = inviting(house, "Roadmap")
    moved(house, mia, "16:00")
    (first,) = letters(mia, "Roadmap")
    moved(house, mia, "17:00")
    (again,) = letters(mia, "Roadmap")
    assert ("4:00 PM" in first.text, "4:00 PM" in again.text, "5:00 PM" in again.text) == (True, False, True)
    mia.press(SEND, where=again)
    tick(house)
    (told,) = letters(max_, "has changed")
    assert ("3:00 PM" in told.text, "5:00 PM" in told.text) == (True, True)


def test_a_message_that_is_gone_comes_back_when_something_else_changes(house: House) -> None:
    """INV-3: nobody can press what is not there."""
    mia, max_ = inviting(house, "Vanishing")
    moved(house, mia, "16:00")
    house.workspace.faults.next("chat.update", refuses("message_not_found"))
    moved(house, mia, "17:00")
    newest = letters(mia, "Vanishing")[-1]
    assert len(letters(mia, "Vanishing")) == 2
    mia.press(SEND, where=newest)
    tick(house)
    assert "on their way" in letters(mia, "Vanishing")[-1].text
    assert len(letters(max_, "has changed")) == 1


def test_what_slack_does_not_take_now_is_updated_later(house: House) -> None:
    """INV-3: nothing is lost by a fault of Slack's."""
    mia, _ = inviting(house, "Patience")
    moved(house, mia, "16:00")
    house.workspace.faults.always("chat.update", lambda _: server_error())
    moved(house, mia, "18:00")
    assert "6:00 PM" not in letters(mia, "Patience")[0].text
    house.workspace.faults.clear()
    tick(house)
    assert "6:00 PM" in letters(mia, "Patience")[0].text


def test_a_post_that_is_gone_holds_nothing_up_and_may_be_posted_again(house: House) -> None:
    """INV-3, UX-8."""
    mia, max_ = inviting(house, "Open house", **{"Post to channel": "general"})
    moved(house, mia, "16:00")
    general = house.workspace.channels.find("general").id
    gone = refuses("message_not_found")
    house.workspace.faults.always("chat.update", lambda args: gone if args["channel"] == general else None)
    mia.press(SEND, where=letters(mia, "Open house")[0])
    tick(house)
    assert len(letters(max_, "has changed")) == 1
    mia.type("/schedule list")
    mia.press("Copy invitation")
    mia.press("Post to a channel …")
    mia.fill({"Channel": "general"})
    mia.submit()
    mia.close(everything=True)
    old, new = [seen.text for seen in mia.messages("general") if "invites you.\nOpen house" in seen.text]
    assert ("3:00 PM" in old, "4:00 PM" in new) == (True, True)
