"""Every sentence of the tables, from what somebody types behind `/schedule` to the meeting that is saved (MEET-2, MEET-10)."""

from datetime import timedelta

import pytest

from bot.policy.meetings.drafts import MeetingField
from bot.policy.meetings.meetings import Meeting
from bot.sandbox.client.driver import Driver
from bot.use_cases.meetings.phrases import warm_up
from storage.meetings import meetings as meeting_store
from tests.support.factories.phrase_tables import FILES, Row, repeats, rows, start
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.screens import top_view

LANGUAGES = dict(zip(FILES, ("en-GB", "en-US", "de-DE", "fr-FR", "es-ES"), strict=True))
ROWS = sorted(((row, LANGUAGES[name]) for name in FILES for row in rows(name)), key=lambda each: each[0].now)
"""By their time: the workspace's clock only goes forward."""


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """As the process does before anybody can type."""
    warm_up()


def typed(live_bot: BotUnderTest, row: Row, language: str) -> Driver:
    """Somebody of this language and zone, who has typed the sentence."""
    live_bot.clock.advance(max(row.now - live_bot.clock.now(), timedelta()))
    person = live_bot.newcomer(tz=row.zone, locale=language)
    person.type(f"/schedule {row.text}")
    return person


def saved(live_bot: BotUnderTest, person: Driver) -> list[Meeting]:
    profile = live_bot.profile(person)
    assert profile is not None
    with live_bot.bot.database.read() as tx:
        return meeting_store.all_upcoming(tx, profile.person.id)


def chosen(person: Driver, field: str) -> str:
    """What stands in a field of the form, as Slack would send it."""
    for block_id, elements in top_view(person).state.items():
        if block_id.partition(":")[0] == field:
            [value] = elements.values()
            return str(value.get("value") or value.get("selected_date") or value.get("selected_time") or "")
    return ""


def asked(person: Driver) -> dict[str, str]:
    """The fields with an error beside them, each with its label in the person's language."""
    blocks = {block["block_id"]: block for block in top_view(person).blocks}
    return {block_id.partition(":")[0]: blocks[block_id]["label"]["text"] for block_id in top_view(person).errors}


def first_option(person: Driver, field: str) -> str:
    """The first choice of a field."""
    for block in top_view(person).blocks:
        if block["block_id"].partition(":")[0] == field:
            return str(block["element"]["options"][0]["text"]["text"])
    raise AssertionError(field)


def an_answer(person: Driver, field: str, row: Row) -> str:
    """Something that can stand in a field which the form asks for."""
    match MeetingField(field):
        case MeetingField.TOPIC:
            return "Round"
        case MeetingField.DATE:
            return (row.now + timedelta(days=3)).date().isoformat()
        case MeetingField.TIME:
            return "11:55"
        case _:
            return first_option(person, field)


def answer_what_is_asked(person: Driver, row: Row) -> set[str]:
    """Send the form, and once more with an answer in every field that it asks for; returns which these were."""
    person.submit()
    fields = asked(person) if person.modal else {}
    for field, label in fields.items():
        person.fill({label: an_answer(person, field, row)})
    if fields:
        person.submit()
    return set(fields)


@pytest.mark.parametrize("row,language", ROWS, ids=[row.text for row, _ in ROWS])
def test_a_sentence_becomes_the_meeting_that_is_meant(live_bot: BotUnderTest, row: Row, language: str) -> None:
    """What was read is saved as it is; what was not understood is asked first, and what was certain is kept."""
    person = typed(live_bot, row, language)
    if row.kind == "read":
        is_saved_as_read(live_bot, person, row)
    else:
        is_saved_with_what_was_asked(live_bot, person, row)


def is_saved_as_read(live_bot: BotUnderTest, person: Driver, row: Row) -> None:
    topic, start_told, minutes, repeat = row.shown
    answer_what_is_asked(person, row)
    [meeting] = saved(live_bot, person)
    first = meeting.pattern.start
    assert meeting.topic == topic or not topic
    assert start(first.date(), first.time()) == start_told or not start_told
    assert str(meeting.minutes) == (minutes or "30")
    assert repeats(meeting.pattern.rule, first.date()) == repeat


def is_saved_with_what_was_asked(live_bot: BotUnderTest, person: Driver, row: Row) -> None:
    topic, start_told, minutes, _ = row.shown
    shown_day, shown_clock = chosen(person, MeetingField.DATE), chosen(person, MeetingField.TIME)
    told_day, _, told_clock = start_told.replace("T", " ").partition(" ")
    assert (shown_day, shown_clock) == (told_day, told_clock)
    assert answer_what_is_asked(person, row) - {MeetingField.TOPIC}
    [meeting] = saved(live_bot, person)
    first = meeting.pattern.start
    assert meeting.topic == topic or not topic
    assert told_day in ("", str(first.date()))
    assert told_clock in ("", f"{first:%H:%M}")
    assert not minutes or str(meeting.minutes) == minutes
