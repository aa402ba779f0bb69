"""The select of time zones in the form: what it offers for what is typed, and what it says of the rest (MEET-2)."""

from typing import Any

import pytest

from bot.policy.values.zone_search import matching_zones
from bot.sandbox.client.driver import Driver
from bot.sandbox.client.payloads import Payloads
from bot.sandbox.events.envelopes import EnvelopeType
from tests.support.factories.people import NOW
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.screens import top_modal, top_view


@pytest.fixture
def mia(live_bot: BotUnderTest) -> Driver:
    """Somebody in Berlin at the unfolded form."""
    mia = live_bot.newcomer(tz="Europe/Berlin")
    mia.type("/schedule Tea")
    mia.press("More options")
    return mia


def offered(live_bot: BotUnderTest, mia: Driver, typed: str) -> dict[str, Any]:
    """What Slack gets to offer for this, as it is on the wire."""
    view = top_view(mia)
    block = next(each for each in view.blocks if each.get("element", {}).get("type") == "external_select")
    payload = Payloads(mia.workspace, mia.user_id).options(view, block["block_id"], "meeting_zone", typed)
    return dict(live_bot.send(EnvelopeType.INTERACTIVE, payload).payload)


def labels(options: list[dict[str, Any]]) -> list[str]:
    return [each["text"]["text"] for each in options]


def test_more_zones_than_fit_are_counted_and_ones_own_stands_first(live_bot: BotUnderTest, mia: Driver) -> None:
    (group,) = offered(live_bot, mia, "")["option_groups"]
    assert group["label"]["text"] == f"100 of {len(matching_zones('', NOW))}: type more to find yours"
    assert len(group["options"]) == 100
    assert labels(group["options"])[0] == "Europe/Berlin"


def test_an_offset_is_offered_by_the_sign_that_people_mean_and_kept_so(live_bot: BotUnderTest, mia: Driver) -> None:
    """MEET-2: `GMT+3` is three hours ahead, whatever the database calls it."""
    options = offered(live_bot, mia, "GMT+3")["options"]
    assert (labels(options)[0], options[0]["value"]) == ("UTC+03:00", "Etc/GMT-3")
    assert "Europe/Moscow" in labels(options)
    mia.fill({"Time zone": "UTC+03:00", "Date": "2026-03-10", "Time": "15:00"})
    assert "Tuesday, 10 March 2026, 15:00 (UTC+03:00)" in top_modal(mia).text
    assert "Etc/GMT" not in top_modal(mia).text
    mia.submit()
    mia.press("Copy invitation")
    assert "15:00 to 15:30 (UTC+03:00)" in top_modal(mia).text
    with live_bot.bot.database.read() as tx:
        at = tx.exec_driver_sql("SELECT current_at FROM meetings ORDER BY id DESC LIMIT 1").scalar_one()
    assert "2026-03-10 12:00" in str(at)


@pytest.mark.parametrize(
    "typed, first",
    [("cet", "Europe/Berlin"), ("juarez", "America/Ciudad Juarez"), ("kiev", "Europe/Kyiv"), ("+5:30", "Asia/Colombo")],
)
def test_zones_are_found_by_what_people_call_them(live_bot: BotUnderTest, mia: Driver, typed: str, first: str) -> None:
    assert labels(offered(live_bot, mia, typed)["options"])[0] == first


def test_nothing_that_matches_is_an_empty_list(live_bot: BotUnderTest, mia: Driver) -> None:
    assert offered(live_bot, mia, "<b>" * 1000) == {"options": []}
