"""Invitations to meetings as invitees and hosts see them: messages, answers, posts, and inviting again (INV-3, INV-5)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.policy.rooms.numbers import format_number
from bot.sandbox.client.driver import Driver
from tests.support.fixtures.bot_fixture import BotUnderTest, running_bot
from tests.support.fixtures.screens import messages_with, top_modal


@pytest.fixture(scope="module")
def live_bot(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotUnderTest]:
    """A bot whose messages are not rate-limited."""
    with running_bot(migrated_sqlite, tmp_path_factory.mktemp("inviting"), send_rate=10_000.0) as made:
        yield made


def inviting(live_bot: BotUnderTest, topic: str, *, on_pmi: bool = False) -> tuple[Driver, Driver]:
    """A host, and somebody who has got their invitation."""
    mia, max_ = live_bot.newcomer(), live_bot.newcomer("Max")
    mia.type(f"/schedule {topic}")
    mia.fill({"Date": "2026-04-01", "Time": "15:00", "Invite": [live_bot.name(max_)]})
    if on_pmi:
        mia.fill({"Meeting ID": f"Personal Meeting ID {format_number(live_bot.room(mia).number)}"})
    mia.submit()
    mia.close(everything=True)
    live_bot.tick_until(lambda: len(messages_with(max_, topic)) == 1)
    return mia, max_


def test_an_invitee_answers_and_the_host_sees_it(live_bot: BotUnderTest) -> None:
    """INV-3."""
    mia, max_ = inviting(live_bot, "Roof garden")
    max_.press("Yes", where=messages_with(max_, "Roof garden")[0])
    assert "You said yes" in messages_with(max_, "Roof garden")[-1].text
    mia.type("/schedule list")
    mia.press("Edit")
    mia.submit()
    mia.press("Who is coming?")
    assert "yes" in top_modal(mia).text


def test_a_new_number_is_told_to_the_host_and_by_their_press_to_the_invitees_once(live_bot: BotUnderTest) -> None:
    """INV-3, INV-4: old → new."""
    mia, max_ = inviting(live_bot, "Quarter figures", on_pmi=True)
    old = format_number(live_bot.room(mia).number)
    mia.type("/pmi replace")
    mia.press("Replace my number", confirm=True)
    new = format_number(live_bot.room(mia).number)
    live_bot.tick_until(lambda: len(messages_with(mia, f"{old} → {new}")) == 1)
    message = messages_with(mia, f"{old} → {new}")[0]
    mia.press("Send updated invitations", where=message)
    live_bot.tick_until(lambda: len(messages_with(max_, f"{old} → {new}")) == 1)
    assert "on their way" in messages_with(mia, f"{old} → {new}")[0].text


def test_all_are_switched_and_the_host_can_tell_everybody(live_bot: BotUnderTest) -> None:
    """INV-5."""
    mia, max_ = inviting(live_bot, "Budget round", on_pmi=True)
    mia.type("/schedule list")
    mia.press("Switch all to generated IDs", confirm=True)
    live_bot.tick_until(
        lambda: len(messages_with(mia, "Send updated invitations") or messages_with(mia, "changed after")) == 1
    )
    mia.press("Send updated invitations", where=messages_with(mia, "changed after")[0])
    live_bot.tick_until(lambda: len(messages_with(max_, "→")) == 1)


def test_a_cancelled_meeting_is_told_to_whoever_was_invited(live_bot: BotUnderTest) -> None:
    """MEET-5."""
    mia, max_ = inviting(live_bot, "Garden party")
    mia.type("/schedule list")
    mia.press("Cancel meeting", confirm=True)
    live_bot.tick_until(lambda: len(messages_with(max_, "has cancelled")) == 1)


def test_a_scheduled_meeting_that_cannot_be_posted_says_why_and_tries_again(live_bot: BotUnderTest) -> None:
    """UX-8: the meeting is saved whatever becomes of its post."""
    mia = live_bot.newcomer()
    place = live_bot.channel(mia, with_bot=False)
    mia.type("/schedule Closed house", channel=place)
    mia.press("More options")
    mia.fill({"Date": "2026-04-01", "Time": "15:00", "Post to channel": place})
    mia.submit()
    live_bot.tick()
    assert top_modal(mia).title == "Meeting scheduled"
    assert f"Not posted in #{place}. I am not in that channel yet" in top_modal(mia).text
    assert "Closed house" in top_modal(mia).text
    live_bot.workspace.invite_bot(place)
    mia.press("Try again")
    assert top_modal(mia).fields == {"Channel": place, "Passcode": ()}
    mia.submit()
    live_bot.tick()
    assert top_modal(mia).title == "Posted"
    assert len([seen for seen in mia.messages(place) if "invites you" in seen.text]) == 1
    mia.close(everything=True)


def test_a_meeting_is_posted_from_its_own_form_too(live_bot: BotUnderTest) -> None:
    """UX-8, UX-9: asked for again while it is there, it is there."""
    mia = live_bot.newcomer()
    place = live_bot.channel(mia)
    mia.type("/schedule Tea")
    mia.submit()
    for answer in ("Posting …", "Posted"):
        before = len(live_bot.workspace.calls)
        mia.press("Post to a channel …")
        mia.fill({"Channel": place})
        opened = len(live_bot.workspace.calls)
        mia.submit()
        assert (opened - before, top_modal(mia).title) == (1, answer)
        assert len(live_bot.workspace.calls) == opened
        live_bot.tick()
        assert top_modal(mia).title == "Posted"
        mia.close()
    assert len(mia.messages(place)) == 1
    mia.close(everything=True)


def test_the_post_in_a_channel_holds_no_passcode_and_says_when_it_is_cancelled(live_bot: BotUnderTest) -> None:
    """PASS-3, UX-8, UX-9, INV-3."""
    mia = live_bot.newcomer()
    place = live_bot.channel(mia)
    mia.type("/schedule Open house", channel=place)
    mia.press("More options")
    mia.fill({"Date": "2026-04-01", "Time": "15:00", "Post to channel": place})
    asked = [len(live_bot.workspace.calls.of(each)) for each in ("conversations.members", "chat.postMessage")]
    mia.submit()
    assert f"Posting in #{place} …" in top_modal(mia).text
    assert [len(live_bot.workspace.calls.of(each)) for each in ("conversations.members", "chat.postMessage")] == asked
    live_bot.tick()
    assert f"Posted in #{place}." in top_modal(mia).text
    (post,) = [seen for seen in mia.messages(place) if "invites you" in seen.text]
    assert "Open house" in post.text
    assert "Passcode `" not in post.text
    assert "pwd=" not in post.links["Join"]
    mia.close(everything=True)
    mia.type("/schedule list")
    mia.press("Cancel meeting", confirm=True)
    live_bot.tick_until(lambda: any("has cancelled" in seen.text for seen in mia.messages(place)))
