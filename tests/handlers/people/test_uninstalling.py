"""The bot is removed from a workspace: what is enqueued there waits, and is sent once when it is back."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from bot.policy.deliveries.deliveries import DeliveryState
from bot.runtime.app import build
from bot.use_cases.deliveries import queue
from storage.deliveries import rate_limits as rate_limit_store
from storage.tables.delivery_queue import deliveries
from tests.support.fixtures.bot_fixture import BotUnderTest, wait_until


def stops(live_bot: BotUnderTest) -> list[str]:
    with live_bot.bot.database.read() as tx:
        return [stop.reason for stop in rate_limit_store.suspended(tx)]


def tick(live_bot: BotUnderTest, name: str) -> Callable[[], None]:
    """Something that the clock does, to be done now."""
    (found,) = (each for each in live_bot.bot.scheduler.jobs if each.name == name)
    return lambda: live_bot.bot.scheduler.run(found)


def test_nothing_is_sent_to_a_workspace_that_removed_the_bot(fresh_bot: BotUnderTest) -> None:
    """REM-4: it pauses, and nothing fails; both of Slack's events may come, in any order."""
    mia, send = fresh_bot.newcomer(), tick(fresh_bot, "send what is due")
    mia.type("/pmi")
    fresh_bot.workspace.uninstall()
    wait_until(lambda: stops(fresh_bot) == [queue.REVOKED])
    fresh_bot.workspace.calls.clear()
    send()
    assert fresh_bot.workspace.calls.of("chat.postMessage") == []
    with fresh_bot.bot.database.read() as tx:
        assert tx.scalars(select(deliveries.c.state)).all() == [DeliveryState.PENDING]


def test_what_is_enqueued_waits_and_is_sent_once_when_the_bot_is_back(fresh_bot: BotUnderTest) -> None:
    """REM-4. The token is new then, so the process has started anew: it looks at once whether Slack hears it."""
    mia, send = fresh_bot.newcomer(), tick(fresh_bot, "send what is due")
    mia.type("/pmi")
    fresh_bot.workspace.uninstall()
    wait_until(lambda: stops(fresh_bot) == [queue.REVOKED])
    send()
    assert mia.dm() == []
    fresh_bot.workspace.reinstall()
    send()
    assert mia.dm() == []
    settings = fresh_bot.bot.config
    restarted = replace(fresh_bot, bot=build(settings, clock=fresh_bot.clock.now))
    tick(restarted, "send what is due")()
    restarted.bot.database.close()
    assert len(mia.dm()) == 1
    assert stops(fresh_bot) == []


def test_a_workspace_that_never_met_the_bot_is_nothing_to_stop(fresh_bot: BotUnderTest) -> None:
    fresh_bot.workspace.uninstall()
    assert stops(fresh_bot) == []
