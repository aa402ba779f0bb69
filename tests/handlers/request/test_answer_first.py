"""With a Slack that does not answer the bot answers all the same; what it asks first stands in one table (UX-9)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.i18n.messages import say
from bot.protocol import RequestKind
from bot.sandbox.client.driver import Driver
from bot.sandbox.events.envelopes import AckResult
from bot.sandbox.faults import hold
from bot.sandbox.workspace.workspace import Usergroup
from bot.transports.replies.before_ack import ASKED_BEFORE_ACK
from bot.use_cases.people.approvers import DIRECTORY_TTL
from bot.views.components.notices import SAVING, WORKING
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.organisation import (
    IN_LINK,
    LOCK_ALL,
    Organisation,
    create_group,
    open_console,
    request_lock,
)


@contextmanager
def without_slack(live_bot: BotUnderTest) -> Iterator[None]:
    """Slack takes every call and answers none until the end; whoever acts looks at once."""
    workspace, settle = live_bot.workspace, live_bot.workspace.settle
    workspace.settle = lambda: None
    workspace.faults.always("*", lambda _call: hold())
    try:
        yield
    finally:
        workspace.faults.clear()
        workspace.settle = settle
        settle()


def last_answer(live_bot: BotUnderTest) -> AckResult:
    answer = live_bot.workspace.delivery.record[-1].answer
    assert answer.acked
    assert not any(say(words) in str(answer.payload) for words in (WORKING, SAVING))
    return answer


@pytest.mark.parametrize(
    "typed, said",
    [
        ("/pmi", "Your personal meeting room"),
        ("/pmi start", "Your room is open."),
        ("/pmi invite", "invites you to their personal meeting room"),
        ("/pmi history", "Your numbers"),
        ("/pmi replace", "Replace your number?"),
        ("/pmi help", "How to use PMI Bot"),
        ("/schedule now new Standup", "Your meeting is open."),
        ("/schedule list", "Your meetings"),
        ("/pmi edit", ""),
        ("/pmi settings", ""),
        ("/schedule tomorrow 3pm Standup", ""),
    ],
)
def test_commands_of_people_already_known_ask_slack_nothing_first(
    live_bot: BotUnderTest, typed: str, said: str
) -> None:
    mia = live_bot.newcomer()
    mia.type("/pmi")
    with without_slack(live_bot):
        mia.type(typed)
        assert said in str(last_answer(live_bot).payload)


@pytest.mark.parametrize(
    "command, values, said",
    [
        ("/pmi edit", {"Personal link": "first.answer"}, "first.answer"),
        ("/pmi settings", {}, "Your settings are saved."),
        ("/schedule tomorrow 3pm Standup", {}, "Standup"),
    ],
)
def test_own_forms_ask_slack_nothing_first(
    live_bot: BotUnderTest, command: str, values: dict[str, object], said: str
) -> None:
    mia = live_bot.newcomer()
    mia.type("/pmi")
    mia.type(command)
    if values:
        mia.fill(values)
    with without_slack(live_bot):
        mia.submit()
        assert last_answer(live_bot).payload["response_action"] == "update"
        assert mia.modal is not None
        assert said in mia.modal.text


@pytest.mark.parametrize("place", ["general", "home"])
def test_start_and_end_are_acknowledged_before_slack_is_asked(live_bot: BotUnderTest, place: str) -> None:
    mia = live_bot.newcomer()
    mia.open_home()
    mia.go(place)
    if place == "general":
        mia.type("/pmi")
    for label, confirm in (("Start", False), ("End", True)):
        with without_slack(live_bot):
            mia.press(label, confirm=confirm)
            assert last_answer(live_bot).payload == {}
        if mia.modal is not None:
            mia.close(everything=True)


def test_approve_is_acknowledged_before_the_role_is_asked_for(org: Organisation) -> None:
    """The role is read at the act (ROLE-1); the press needs no answer until then."""
    request_lock(org.olivia)
    org.tick()
    with without_slack(org.live_bot):
        org.ada.press("Approve", where=org.newest_request_post(org.ada), confirm=True)
        assert last_answer(org.live_bot).payload == {}
    assert "Approved by @Ada" in org.newest_request_post(org.adam).text


def asked_before(live_bot: BotUnderTest, act: Driver, kind: RequestKind) -> set[tuple[RequestKind, str]]:
    """What a submission asks Slack before it is acknowledged."""
    live_bot.workspace.calls.clear()
    settle, live_bot.workspace.settle = live_bot.workspace.settle, lambda: None
    act.submit()
    called = {(kind, call.method) for call in live_bot.workspace.calls}
    live_bot.workspace.settle = settle
    settle()
    return called & set(ASKED_BEFORE_ACK)


def test_every_line_of_the_table_is_needed(org: Organisation) -> None:
    """ROLE-1, APP-4, APP-7, PMI-11: a line that nothing needs would hide what should not be asked."""
    live_bot, found = org.live_bot, set[tuple[RequestKind, str]]()
    live_bot.workspace.calls.clear()
    newcomer, settle, live_bot.workspace.settle = live_bot.newcomer(), live_bot.workspace.settle, lambda: None
    newcomer.type("/pmi")
    found |= {(RequestKind.COMMAND, call.method) for call in live_bot.workspace.calls} & set(ASKED_BEFORE_ACK)
    live_bot.workspace.settle = settle
    live_bot.workspace.usergroups["S1"] = Usergroup("S1", "support", "Support", ["U0MIA", "U0MAX"])
    create_group(org.olivia, "Sales")
    org.olivia.press("Members")
    org.olivia.press("Import from a user group")
    org.olivia.fill({"Slack user group": "@support – Support (2)"})
    found |= asked_before(live_bot, org.olivia, RequestKind.SUBMISSION)
    open_console(org.olivia, "Account settings")
    org.olivia.press("Change", beside="Approvals channel")
    org.olivia.fill({"Approvals channel": "approvals"})
    found |= asked_before(live_bot, org.olivia, RequestKind.SUBMISSION)
    live_bot.clock.advance(DIRECTORY_TTL + timedelta(days=1))
    for former in (org.ada, org.adam):
        live_bot.workspace.people[former.user_id] = replace(live_bot.workspace.person(former.user_id), is_admin=False)
    open_console(org.olivia, "Account settings")
    org.olivia.press("Change", beside=IN_LINK)
    org.olivia.fill({"Value": "Off", "Lock": [LOCK_ALL]})
    found |= asked_before(live_bot, org.olivia, RequestKind.SUBMISSION)
    assert found == set(ASKED_BEFORE_ACK)
