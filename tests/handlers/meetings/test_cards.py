"""An open room or meeting as a card in a channel: shared once, joined by a token of its own, marked when it is over (MEET-1, PASS-3, UX-8)."""

import re
from datetime import timedelta

import pytest

from bot.policy.rooms.numbers import format_number
from bot.sandbox.client.driver import Driver
from bot.sandbox.client.snapshot import Snapshot
from bot.sandbox.faults import server_error, server_error_after, slack_error
from bot.sandbox.workspace.messages import Message
from storage.meetings import meeting_ids as meeting_id_store
from tests.support.fixtures.bot_fixture import BotUnderTest, forge_button_value
from tests.support.fixtures.screens import messages_with, top_modal

SHARE = "Share in this channel"
ROOM, INSTANT = "/pmi start", "/schedule now new"
EITHER = pytest.mark.parametrize("start", [ROOM, INSTANT], ids=["room", "instant"])


def sharing(live_bot: BotUnderTest, place: str, *, topic: str = "", start: str = ROOM) -> Driver:
    """Somebody who has started their room, or a meeting with a generated ID, in this channel."""
    mia = live_bot.newcomer()
    live_bot.workspace.channels.find(place).members.add(mia.user_id)
    mia.type(f"{start} {topic}".strip(), channel=place)
    return mia


def share(live_bot: BotUnderTest, person: Driver, where: Snapshot | None = None) -> None:
    """The card is asked for, and comes by the queue."""
    person.press(SHARE, where=where)
    live_bot.tick()


def cards(person: Driver, place: str) -> list[str]:
    """What everybody in the channel can read."""
    return [seen.text for seen in person.messages(place) if not seen.only_me]


def everything(person: Driver) -> str:
    return "\n".join(seen.text for seen in person.messages())


def test_a_card_says_who_and_what_and_leads_in_by_a_token_of_this_session(live_bot: BotUnderTest) -> None:
    """PASS-3."""
    max_ = live_bot.newcomer("Max")
    place = live_bot.channel(max_)
    mia = sharing(live_bot, place, topic="Planning")
    share(live_bot, mia)
    card = max_.messages(place)[-1]
    room, profile = live_bot.room(mia), live_bot.profile(mia)
    assert profile is not None
    assert profile.session is not None
    assert f"@{live_bot.name(mia)} has opened their meeting room for Planning" in card.text
    assert format_number(room.number) in card.text
    assert card.links["Join"] == f"https://pmi.example.com/j/{room.number}?pwd={profile.session.token}"
    assert room.token not in str(card)
    assert room.passcode not in str(card)
    assert max_.press("Join", where=card)


def test_a_meeting_with_a_generated_id_has_such_a_card_too(live_bot: BotUnderTest) -> None:
    """MEET-1, GATE-1, GATE-3, PASS-3: the token admits as long as the meeting is open, and to nothing else."""
    max_ = live_bot.newcomer("Max")
    place = live_bot.channel(max_)
    mia = sharing(live_bot, place, topic="R&D <!channel>", start=INSTANT)
    passcode = re.search(r"Passcode (\d+)", mia.messages()[-1].text)
    assert passcode
    share(live_bot, mia)
    card = max_.messages(place)[-1]
    assert f"@{live_bot.name(mia)} has opened a meeting for R&D @channel" in card.text
    assert passcode[1] not in str(card)
    number = re.sub(r"\D", "", re.search(r"Meeting ID ([\d ]+)", card.text)[1])  # type: ignore[index]  # it is there
    path = card.links["Join"].removeprefix("https://pmi.example.com")
    assert path.startswith(f"/j/{number}?pwd=")
    assert own_token(live_bot, number) not in path
    guest = live_bot.http_client()
    assert guest.get(path).headers["location"].startswith("http://127.0.0.1:9/")
    mia.press("End", confirm=True)
    assert "This meeting is over" in guest.get(path).text
    assert "Enter the passcode" in guest.get(f"/j/{number}").text


def own_token(live_bot: BotUnderTest, number: str) -> str:
    with live_bot.bot.database.read() as tx:
        found = meeting_id_store.join_target(tx, number)
    assert found is not None
    return found.credentials.token


def test_a_scheduled_meeting_that_was_started_has_such_a_card_too(live_bot: BotUnderTest) -> None:
    place = live_bot.channel()
    mia = live_bot.newcomer()
    live_bot.workspace.channels.find(place).members.add(mia.user_id)
    mia.type("/schedule Planning", channel=place)
    mia.submit()
    mia.close(everything=True)
    mia.type("/schedule list")
    mia.press("Start")
    share(live_bot, mia)
    assert f"@{live_bot.name(mia)} has opened a meeting for Planning" in cards(mia, place)[0]
    mia.press("End", confirm=True)
    assert f"@{live_bot.name(mia)}’s meeting for Planning is over" in cards(mia, place)[0]


@EITHER
def test_a_session_has_one_card_in_a_channel_however_often_it_is_shared(live_bot: BotUnderTest, start: str) -> None:
    place = live_bot.channel()
    mia = sharing(live_bot, place, start=start)
    offer = mia.messages()[-1]
    share(live_bot, mia)
    share(live_bot, mia, offer)
    assert mia.messages()[-1].text == "Your open meeting is shared in this channel already."
    assert len(cards(mia, place)) == 1


def test_where_the_bot_is_not_the_person_is_told_how_to_invite_it_and_may_try_again(live_bot: BotUnderTest) -> None:
    """UX-8: by one direct message, since a button has no modal that could be redrawn."""
    place = live_bot.channel(with_bot=False)
    mia = sharing(live_bot, place)
    offer = mia.messages()[-1]
    share(live_bot, mia)
    (told,) = messages_with(mia, "Not posted")
    assert told.text.startswith(f":warning: Not posted in #{place}. I am not in that channel yet.")
    assert "/invite @PMI Bot" in told.text
    live_bot.workspace.invite_bot(place)
    share(live_bot, mia, offer)
    assert len(cards(mia, place)) == 1
    assert len(messages_with(mia, "Not posted")) == 1


def test_the_message_of_a_card_that_failed_tries_again_in_the_same_channel_or_another(live_bot: BotUnderTest) -> None:
    """UX-8."""
    place = live_bot.channel(with_bot=False)
    mia = sharing(live_bot, place)
    share(live_bot, mia)
    live_bot.workspace.invite_bot(place)
    mia.press("Try again", where=messages_with(mia, "Not posted")[0])
    assert top_modal(mia).fields == {"Channel": place}
    mia.submit()
    assert top_modal(mia).title == "Posting …"
    live_bot.tick()
    assert top_modal(mia).title == "Shared"
    assert len(cards(mia, place)) == 1


def test_a_session_that_ends_before_its_card_is_sent_has_none(live_bot: BotUnderTest) -> None:
    """UX-8, REM-3: the card is made of the facts of the moment; its host hears why there is none, once."""
    place = live_bot.channel()
    mia = sharing(live_bot, place)
    mia.press(SHARE)
    mia.press("End", confirm=True)
    live_bot.tick()
    live_bot.tick()
    assert cards(mia, place) == []
    (told,) = messages_with(mia, "Not posted")
    assert "That meeting is over." in told.text


def test_nobody_tries_somebody_elses_post_again(live_bot: BotUnderTest) -> None:
    """UX-5, section 12: the button carries an id, and rights are asked at the press."""
    place = live_bot.channel(with_bot=False)
    mia, max_ = sharing(live_bot, place), sharing(live_bot, place)
    for each in (mia, max_):
        share(live_bot, each)
    (told,), (other,) = messages_with(mia, "Not posted"), messages_with(max_, "Not posted")
    assert isinstance(told.surface, Message)
    forge_button_value(other, "Try again", told.surface.blocks[1]["elements"][0]["value"])
    max_.press("Try again", where=other)
    assert "That post is not yours." in max_.dm()[-1].text


def test_a_card_of_which_slack_does_not_say_whether_it_took_it_is_not_posted_twice(fresh_bot: BotUnderTest) -> None:
    """REM-4: it is looked for before it may be sent again; until then the channel has its card."""
    place = fresh_bot.channel()
    mia = sharing(fresh_bot, place)
    offer = mia.messages()[-1]
    fresh_bot.tick()  # the greeting is sent
    fresh_bot.workspace.faults.next("chat.postMessage", server_error_after())
    share(fresh_bot, mia)
    share(fresh_bot, mia, offer)
    assert mia.messages()[-1].text == "Your open meeting is shared in this channel already."
    assert len(cards(mia, place)) == 1


@EITHER
def test_a_direct_message_offers_no_sharing(live_bot: BotUnderTest, start: str) -> None:
    mia = live_bot.newcomer()
    mia.open_messages()
    mia.type(start)
    assert SHARE not in mia.dm()[-1].buttons


def test_slack_is_not_called_before_button_and_form_are_answered(live_bot: BotUnderTest) -> None:
    """UX-9: who is in the channel is asked when the card is sent."""
    place, other = live_bot.channel(), live_bot.channel()
    mia = sharing(live_bot, place)
    live_bot.workspace.channels.find(other).members.add(mia.user_id)
    before = len(live_bot.workspace.calls)
    mia.press(SHARE)
    assert len(live_bot.workspace.calls) == before
    mia.shortcut("start_meeting")
    mia.press("Share in a channel …")
    mia.fill({"Channel": other})
    before = len(live_bot.workspace.calls)
    mia.submit()
    assert top_modal(mia).title == "Posting …"
    assert len(live_bot.workspace.calls) == before


def test_where_there_is_no_channel_sharing_asks_for_one(live_bot: BotUnderTest) -> None:
    """UX-7, UX-8: on Home and behind a shortcut; what became of it stands in the modal."""
    place, without_bot = live_bot.channel(), live_bot.channel(with_bot=False)
    mia = live_bot.newcomer()
    for name in (place, without_bot):
        live_bot.workspace.channels.find(name).members.add(mia.user_id)
    mia.open_home()
    mia.wait_for(lambda: "Start" in mia.home.buttons)
    mia.press("Start")
    assert mia.modal is not None
    assert SHARE not in mia.modal.buttons
    mia.press("Share in a channel …")
    mia.fill({"Channel": without_bot})
    mia.submit()
    assert mia.modal.title == "Posting …"
    live_bot.tick()
    assert mia.modal.title == "Not posted"
    assert "/invite @PMI Bot" in mia.modal.text
    mia.press("Try again")
    assert mia.modal.fields == {"Channel": without_bot}
    mia.fill({"Channel": place})
    mia.submit()
    live_bot.tick()
    assert mia.modal.title == "Shared"
    assert "has opened their meeting room" in cards(mia, place)[0]
    mia.close(everything=True)
    mia.shortcut("start_meeting")
    mia.press("Share in a channel …")
    mia.fill({"Channel": place})
    mia.submit()
    live_bot.tick()
    assert "has opened a meeting" in cards(mia, place)[1]
    assert messages_with(mia, "Not posted") == []


def test_a_meeting_that_is_over_is_not_shared(live_bot: BotUnderTest) -> None:
    """UX-5."""
    place = live_bot.channel()
    mia = sharing(live_bot, place)
    offer = mia.messages()[-1]
    mia.type("/pmi")
    mia.press("End", where=mia.messages()[-1], confirm=True)
    share(live_bot, mia, offer)
    assert "That meeting is over" in mia.messages()[-1].text
    assert cards(mia, place) == []


@EITHER
def test_nobody_shares_somebody_elses_meeting(live_bot: BotUnderTest, start: str) -> None:
    """Section 12."""
    place = live_bot.channel()
    mia = sharing(live_bot, place, start=start)
    offer = mia.messages()[-1].surface
    assert isinstance(offer, Message)
    session = next(one for one in offer.blocks[1]["elements"] if one["action_id"] == "card_share")["value"]
    max_ = sharing(live_bot, place)
    forge_button_value(max_.messages()[-1], SHARE, session)
    max_.press(SHARE)
    assert "That meeting is over" in max_.messages()[-1].text
    assert cards(mia, place) == []


@EITHER
def test_the_card_is_marked_when_the_host_ends_the_meeting(live_bot: BotUnderTest, start: str) -> None:
    place = live_bot.channel()
    mia = sharing(live_bot, place, topic="Planning", start=start)
    share(live_bot, mia)
    mia.press("End", confirm=True)
    (card,) = cards(mia, place)
    assert f"@{live_bot.name(mia)}’s meeting for Planning is over" in card
    assert "Join" not in [label for seen in mia.messages(place) for label in seen.links]


@pytest.mark.parametrize("act", ["replace", "edit"])
def test_the_card_is_marked_when_the_number_is_replaced(live_bot: BotUnderTest, act: str) -> None:
    """Spec section 1: that ends the session."""
    place = live_bot.channel()
    mia = sharing(live_bot, place)
    share(live_bot, mia)
    mia.type(f"/pmi {act}")
    if act == "replace":
        mia.press("Replace my number", confirm=True)
    else:
        mia.press("Generate a passcode")
        mia.submit()
    assert "is over" in cards(mia, place)[0]


def test_after_a_day_the_clock_marks_the_cards(fresh_bot: BotUnderTest) -> None:
    place = fresh_bot.channel()
    for start in (ROOM, INSTANT):
        share(fresh_bot, sharing(fresh_bot, place, start=start))
    fresh_bot.clock.advance(timedelta(hours=24))
    mia = sharing(fresh_bot, place)
    fresh_bot.bot.scheduler.start()
    mia.wait_for(lambda: all("is over" in card for card in cards(mia, place)))
    fresh_bot.bot.scheduler.stop()
    assert len(cards(mia, place)) == 2


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "message_not_found", "cant_update_message"])
def test_a_card_that_is_gone_holds_nothing_up(live_bot: BotUnderTest, error: str) -> None:
    first, second = live_bot.channel(), live_bot.channel()
    mia = sharing(live_bot, first)
    share(live_bot, mia)
    other = sharing(live_bot, second)
    share(live_bot, other)
    live_bot.workspace.faults.next("chat.update", slack_error(error))
    mia.press("End", confirm=True)
    assert "Your room is closed" in everything(mia)
    other.press("End", confirm=True)
    assert "is over" in cards(other, second)[0]


def test_a_card_that_slack_cannot_change_now_is_marked_later(live_bot: BotUnderTest) -> None:
    place = live_bot.channel()
    mia = sharing(live_bot, place)
    share(live_bot, mia)
    live_bot.workspace.faults.next("chat.update", server_error())
    mia.press("End", confirm=True)
    assert "Your room is closed" in everything(mia)
    assert "is over" not in cards(mia, place)[0]
    again = sharing(live_bot, live_bot.channel())
    again.press("End", confirm=True)
    assert "is over" in cards(mia, place)[0]


def test_cards_that_cannot_be_changed_for_good_are_given_up_after_a_day(fresh_bot: BotUnderTest) -> None:
    first, second = fresh_bot.channel(), fresh_bot.channel()
    first_id = fresh_bot.workspace.channels.find(first).id
    stuck = [sharing(fresh_bot, first) for _ in range(3)]
    for mia in stuck:
        share(fresh_bot, mia)
    fresh_bot.workspace.faults.always(
        "chat.update", lambda args: slack_error("fatal_error") if args["channel"] == first_id else None
    )
    for mia in stuck:
        mia.press("End", confirm=True)
    fresh_bot.clock.advance(timedelta(hours=25))
    other = sharing(fresh_bot, second)
    share(fresh_bot, other)
    other.press("End", confirm=True)
    assert "is over" in cards(other, second)[0]


@pytest.mark.parametrize("start,title", [(ROOM, "meeting room"), (INSTANT, "meeting")], ids=["room", "instant"])
def test_a_call_without_a_topic_is_named_after_its_host(fresh_bot: BotUnderTest, start: str, title: str) -> None:
    fresh_bot.workspace.scopes.add("calls:write")
    mia = sharing(fresh_bot, fresh_bot.channel(), start=start)
    share(fresh_bot, mia)
    (call,) = fresh_bot.workspace.external_calls.values()
    assert call["title"] == f"{fresh_bot.name(mia)}’s {title}"


def test_with_the_scope_the_card_is_a_call_of_slacks_own(fresh_bot: BotUnderTest) -> None:
    """Issue: Slack's Calls API where the workspace grants the scope."""
    fresh_bot.workspace.scopes.add("calls:write")
    place = fresh_bot.channel()
    mia = sharing(fresh_bot, place, topic="Planning")
    share(fresh_bot, mia)
    (call,) = fresh_bot.workspace.external_calls.values()
    profile = fresh_bot.profile(mia)
    assert profile is not None
    assert profile.session is not None
    assert call["title"] == "Planning"
    assert call["join_url"].endswith(f"?pwd={profile.session.token}")
    assert call["id"] in str(mia.messages(place)[-1].surface)
    mia.press("End", confirm=True)
    assert "date_end" in call
    assert "is over" in cards(mia, place)[0]
