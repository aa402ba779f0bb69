"""Control characters go at the door, on every field, command and event (section 12); behind both doors, on both databases."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.policy.ids import TeamId, UserId
from bot.sandbox.client.driver import Driver
from bot.sandbox.events.envelopes import AckResult, EnvelopeType
from storage.people import people as people_store
from tests.support.database.databases import MigratedDatabase, all_rows
from tests.support.fixtures.bot_fixture import BotUnderTest, running_bot, wait_until
from tests.support.fixtures.edit_form import LINK, NUMBER, PASSCODE
from tests.support.fixtures.screens import top_modal

NOISE = "\0\x07\x1b\x7f\x85"
"""Zero byte, bell, escape, delete, next line."""
HALF = "\ud83d"
"""Half a character, as JSON can carry it."""


@pytest.fixture(params=["http", "socket"])
def live_bot(
    request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path: Path, database: MigratedDatabase
) -> Iterator[BotUnderTest]:
    with running_bot(migrated_sqlite, tmp_path, request.param, database) as made:
        yield made
        assert made.workspace.visible_errors == []
        assert "handler_failed" not in made.log.getvalue()
        assert controls_in(all_rows(made.bot.database)) == set()


def controls_in(value: Any) -> set[str]:  # noqa: ANN401 - rows of any kind
    """Every control character in what is stored, but for line feed and tab; and every half of one."""
    match value:
        case str():
            bad = {each for each in value if each in NOISE + HALF + "\r"}
            return bad | {
                escape for escape in (r"\u0000", r"\u0007", r"\u001b", r"\u007f", r"\u0085") if escape in value
            }
        case dict():
            return set().union(*(controls_in(each) for each in value.values()))
        case list() | tuple():
            return set().union(*(controls_in(each) for each in value))
    return set()


def noisy(text: str, noise: str = NOISE) -> str:
    return noise + text[:2] + noise + text[2:] + noise


def interaction(live_bot: BotUnderTest, kind: str, user: str, **more: Any) -> AckResult:  # noqa: ANN401 - Slack's own fields
    team = noisy(live_bot.workspace.team_id)
    payload = {"type": kind, "team": {"id": team}, "user": {"id": noisy(user), "team_id": team}, **more}
    return live_bot.send(EnvelopeType.INTERACTIVE, payload)


def test_they_do_not_come_in_by_a_command(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    mia.type(f"/pmi start {noisy('Budget')}\rround{NOISE}")
    assert "Budget round" in mia.messages()[-1].text
    mia.type(f"/schedule now {noisy('Roof garden')}")
    assert "Roof garden" in mia.messages()[-1].text


def test_nor_by_the_ids_of_who_sends_it(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    payload = {
        "command": "/pmi",
        "text": noisy("start Budget"),
        "team_id": noisy(live_bot.workspace.team_id),
        "user_id": noisy(mia.user_id),
        "channel_id": noisy("C0GENERAL"),
        "response_url": "",
        "trigger_id": noisy("1.2.3"),
    }
    answer = live_bot.send(EnvelopeType.COMMAND, payload)
    assert answer.acked
    assert "Budget" in str(answer.payload)
    assert live_bot.room(mia).last_used_at is not None


def test_nor_by_the_fields_of_forms(live_bot: BotUnderTest) -> None:
    """Topic, description, number, link and passcode; a form with errors shows what is left."""
    mia = live_bot.newcomer()
    mia.type("/schedule")
    mia.press("More options")
    mia.fill(
        {
            "Topic": noisy("Design review", NOISE + HALF),
            "Description": noisy("First line\r\nsecond\tline", NOISE + HALF),
            "Date": "2026-04-01",
            "Time": "15:00",
            "Passcode": noisy("Tea-4_two", NOISE + HALF),
        }
    )
    mia.submit()
    assert top_modal(mia).title == "Meeting scheduled"
    assert "Design review" in top_modal(mia).text
    mia.close(everything=True)
    mia.type("/pmi edit")
    mia.fill({NUMBER: noisy("555 014 2368"), LINK: noisy("Mia.Room", NOISE + HALF), PASSCODE: noisy("Mend-3d", HALF)})
    mia.submit()
    assert top_modal(mia).title == "Saved"
    room = live_bot.room(mia)
    assert (room.number, room.link, room.passcode) == ("5550142368", "Mia.Room", "Mend-3d")


def test_nor_by_what_a_button_or_a_form_remembers(live_bot: BotUnderTest) -> None:
    """JSON within JSON: there they are written in other characters, and appear when it is read."""
    mia = live_bot.newcomer()
    mia.type("/pmi")
    again = json.dumps(["command", "/pmi", noisy("start Budget", NOISE + HALF)])
    actions = [{"action_id": noisy("again"), "value": again}]
    assert interaction(live_bot, "block_actions", mia.user_id, actions=actions, trigger_id="1.2.3").acked
    wait_until(lambda: live_bot.room(mia).last_used_at is not None)
    mia.type("/schedule Tea")
    view = live_bot.workspace.views.top(mia.user_id)
    assert view is not None
    remembered = json.loads(view.body["private_metadata"])
    view.body["private_metadata"] = json.dumps(
        {name: noisy(each, NOISE + HALF) if isinstance(each, str) else each for name, each in remembered.items()}
    )
    mia.fill({"Date": "2026-04-01", "Time": "15:00"})
    mia.submit()
    assert top_modal(mia).title == "Meeting scheduled"


def test_nor_by_events_nor_by_what_slack_says_of_people(live_bot: BotUnderTest) -> None:
    """Of a name, of a zone; in `user_change`, `users.info` and `users.list`."""
    mia = live_bot.newcomer()
    mia.type("/pmi")
    live_bot.workspace.change(mia.user_id, display_name=noisy("Mia Two"))
    wait_until(lambda: known_as(live_bot, mia) == "Mia Two")
    max_ = live_bot.newcomer(noisy("Max"))
    max_.type("/pmi")
    assert known_as(live_bot, max_).startswith("Max")
    with live_bot.workspace.changing():
        described = live_bot.workspace.person(max_.user_id)
        live_bot.workspace.people[max_.user_id] = replace(described, display_name=noisy("Max Two"))
    for tick in live_bot.bot.scheduler.jobs:
        live_bot.bot.scheduler.run(tick)
    assert known_as(live_bot, max_) == "Max Two"
    assert live_bot.workspace.emit(
        {"type": "app_home_opened", "user": noisy(mia.user_id, NOISE + HALF), "tab": noisy("home")}
    )
    wait_until(lambda: mia.user_id in live_bot.workspace.views.homes)


def known_as(live_bot: BotUnderTest, person: Driver) -> str:
    with live_bot.bot.database.read() as tx:
        known = people_store.find(tx, TeamId(live_bot.workspace.team_id), UserId(person.user_id))
    return "" if known is None else known.name


@pytest.mark.parametrize("noise", ["%00", "%1b", "%7f", "%c2%85", "%07%00"])
def test_nor_by_the_address_or_the_form_of_a_join_page(live_bot: BotUnderTest, noise: str) -> None:
    """GATE-2: on every database every number, link and calendar is a door like any other, and the right passcode is right."""
    mia, guest = live_bot.newcomer(), live_bot.http_client()
    mia.type("/pmi start Planning")
    room = live_bot.room(mia)
    for path in ("/j/5550142368", "/my/nobody.here"):
        assert guest.get(path + noise).status_code == 200
        assert guest.post(path + noise, content=f"passcode={noise}1").status_code == 403
    for path in (f"/j/{room.number}", f"/my/{room.link}"):
        assert guest.get(path + noise).text == guest.get("/j/5550142368").text
        assert guest.post(f"{path}{noise}", content=f"passcode={noise}{room.passcode}{noise}").status_code == 303
    for path in (f"/i/{noise}{'0' * 32}.ics", f"/calendar/{noise}{'0' * 32}.ics"):
        assert guest.get(path).status_code == 404
