"""`/pmi start`, **“Start”** and **“End”** (MEET-1, PMI-12, UX-5, section 12)."""

from datetime import timedelta

import pytest

from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import VALID_FOR, room_valid_until
from bot.sandbox.client.driver import Driver
from bot.sandbox.errors import CannotDo
from bot.sandbox.workspace.messages import Message
from tests.support.fixtures.bot_fixture import BotUnderTest, forge_button_value

LEFT = "Nobody is let in any more"


def started(mia: Driver, topic: str = "") -> str:
    """What the start says."""
    seen = mia.type(f"/pmi start {topic}".strip())
    assert seen is not None
    assert seen.only_me
    return seen.text


def session_id(live_bot: BotUnderTest, mia: Driver) -> int:
    profile = live_bot.profile(mia)
    assert profile is not None
    assert profile.session is not None
    return profile.session.id


def test_a_room_is_started_with_a_way_in_for_the_host(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    assert "Your room is open." in started(mia)
    seen = mia.messages()[-1]
    assert format_number(live_bot.room(mia).number) in seen.text
    assert seen.links["Enter"].startswith("http://127.0.0.1:9/")
    assert len(seen.links["Enter"].rpartition("/")[2]) >= 22  # 128 random bits and more (GATE-1)


def test_the_button_on_the_profile_does_the_same(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    mia.type("/pmi")
    mia.press("Start")
    assert "Your room is open." in mia.messages()[-1].text


def test_starting_counts_as_use_and_moves_the_expiry(fresh_bot: BotUnderTest) -> None:
    """PMI-12."""
    mia = fresh_bot.newcomer()
    mia.type("/pmi")
    before = room_valid_until(fresh_bot.room(mia))
    fresh_bot.clock.advance(timedelta(days=100))
    started(mia)
    assert room_valid_until(fresh_bot.room(mia)) == before + timedelta(days=100)
    assert fresh_bot.room(mia).last_used_at == fresh_bot.clock.now()


@pytest.mark.parametrize("look", ["/pmi", "/pmi invite", "/pmi history", "/pmi replace"])
def test_looking_and_copying_do_not_count_as_use(live_bot: BotUnderTest, look: str) -> None:
    """PMI-12."""
    mia = live_bot.newcomer()
    mia.type(look)
    assert live_bot.room(mia).last_used_at is None


def test_a_second_start_finds_the_room_open(live_bot: BotUnderTest) -> None:
    """MEET-1: one session."""
    mia = live_bot.newcomer()
    started(mia, "Planning")
    first, place = session_id(live_bot, mia), mia.messages()[-1].links["Enter"]
    said = started(mia)
    assert "already open" in said
    assert "Planning" in said
    assert session_id(live_bot, mia) == first
    assert mia.messages()[-1].links["Enter"] == place


def test_every_session_has_a_meeting_place_of_its_own(live_bot: BotUnderTest) -> None:
    """GATE-1."""
    mia = live_bot.newcomer()
    started(mia)
    place = mia.messages()[-1].links["Enter"]
    mia.press("End", confirm=True)
    started(mia)
    assert mia.messages()[-1].links["Enter"] != place


@pytest.mark.parametrize(
    "topic",
    [
        "Wäschekorb 🧺 und Ü",
        "a" * 199 + "🎈",
        "漢" * 200,
        "\u202eright to left",
        "*bold* _and_ `code` ~so~",
        "{name} %s {0}",
    ],
)
def test_a_topic_is_shown_as_it_was_typed(live_bot: BotUnderTest, topic: str) -> None:
    """Section 12: emoji, wide characters, right-to-left marks, formatting."""
    mia = live_bot.newcomer()
    started(mia, topic)
    profile = live_bot.profile(mia)
    assert profile is not None
    assert profile.session is not None
    assert profile.session.topic == topic


@pytest.mark.parametrize(
    "topic", ["<!channel> look", "<!here|here>", "<@U0MAX>", "<https://evil.example|click>", "&lt;!channel&gt;"]
)
def test_a_topic_can_neither_ping_nor_link(live_bot: BotUnderTest, topic: str) -> None:
    """Section 12."""
    mia = live_bot.newcomer()
    place = live_bot.channel(mia)
    mia.type(f"/pmi start {topic}", channel=place)
    mia.press("Share in this channel")
    live_bot.tick()
    assert any("has opened" in seen.text for seen in mia.messages(place))
    for seen in mia.messages(place):
        assert isinstance(seen.surface, Message)
        shown = str(seen.surface.blocks) + seen.surface.text
        assert not any(ping in shown for ping in ("<!channel", "<!here", "<!everyone", "<@U0MAX", "<https://evil"))
    assert "https://evil.example" not in mia.messages(place)[-1].links.values()


def test_a_topic_that_names_a_colleague_reads_as_their_name(live_bot: BotUnderTest) -> None:
    """Slack sends `<@U…|name>`: people read the name, and nobody is pinged."""
    mia, max_ = live_bot.newcomer(), live_bot.newcomer("Max")
    assert f"1:1 with @{max_.workspace.person(max_.user_id).name}" in started(mia, f"1:1 with @{live_bot.name(max_)}")


def test_an_ampersand_in_a_topic_stays_one(live_bot: BotUnderTest) -> None:
    """Slack may send `&amp;` for what was typed as `&`."""
    mia = live_bot.newcomer()
    assert "R&D" in started(mia, "R&amp;D")


def test_a_hundred_kilobytes_of_topic_are_cut(live_bot: BotUnderTest) -> None:
    """Section 12."""
    mia = live_bot.newcomer()
    assert "Your room is open" in started(mia, "<&>" * 33_000)
    profile = live_bot.profile(mia)
    assert profile is not None
    assert profile.session is not None
    assert len(profile.session.topic) == 200


def test_ending_asks_first_and_then_closes_the_room(live_bot: BotUnderTest) -> None:
    """UX-5."""
    mia = live_bot.newcomer()
    started(mia)
    with pytest.raises(CannotDo, match="End the meeting"):
        mia.press("End")
    mia.press("End", confirm=True)
    assert LEFT in mia.messages()[-1].text
    profile = live_bot.profile(mia)
    assert profile is not None
    assert profile.session is None


def test_an_old_end_button_says_so_and_leaves_the_next_meeting_alone(live_bot: BotUnderTest) -> None:
    """UX-5: a stale button never acts."""
    mia = live_bot.newcomer()
    mia.type("/pmi start First")
    stale = mia.messages()[-1]
    mia.type("/pmi")
    mia.press("End", where=mia.messages()[-1], confirm=True)
    started(mia, "Second")
    running = session_id(live_bot, mia)
    mia.press("End", where=stale, confirm=True)
    assert any("over already" in seen.text for seen in mia.messages())
    assert session_id(live_bot, mia) == running


def test_nobody_can_end_somebody_elses_meeting(live_bot: BotUnderTest) -> None:
    """Section 12: a forged id on the button."""
    mia, max_ = live_bot.newcomer(), live_bot.newcomer("Max")
    started(mia)
    started(max_)
    forge_button_value(max_.messages()[-1], "End", str(session_id(live_bot, mia)))
    max_.press("End", confirm=True)
    assert max_.messages()[-1].text == "Only the host can end a meeting."
    assert session_id(live_bot, mia)


@pytest.mark.parametrize("value", ["", "0", "-1", "999999999999999999999", "²", "one", "1; DROP TABLE rooms"])
def test_a_button_with_a_strange_value_ends_nothing(live_bot: BotUnderTest, value: str) -> None:
    """Section 12."""
    mia = live_bot.newcomer()
    started(mia)
    forge_button_value(mia.messages()[-1], "End", value)
    mia.press("End", confirm=True)
    assert mia.messages()[-1].text == "Only the host can end a meeting."
    assert session_id(live_bot, mia)


def test_a_session_ends_by_itself_after_a_day(fresh_bot: BotUnderTest) -> None:
    """Spec section 1: 24 hours."""
    mia = fresh_bot.newcomer()
    started(mia)
    first = session_id(fresh_bot, mia)
    fresh_bot.clock.advance(timedelta(hours=24))
    assert "Your room is open." in started(mia)
    assert session_id(fresh_bot, mia) != first


def test_an_expired_number_cannot_be_started_and_the_refusal_says_what_to_do(fresh_bot: BotUnderTest) -> None:
    """PMI-13."""
    mia = fresh_bot.newcomer()
    mia.type("/pmi")
    old = fresh_bot.room(mia).number
    fresh_bot.clock.advance(VALID_FOR)
    said = started(mia)
    assert "expired" in said
    assert "Use /pmi to get a new one" in said
    seen = mia.type("/pmi")
    assert seen is not None
    assert f"{format_number(old)} → {format_number(fresh_bot.room(mia).number)}" in seen.text
    assert "Your room is open" in started(mia)
