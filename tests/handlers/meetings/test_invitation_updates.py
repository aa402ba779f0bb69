"""Inviting again as hosts and invitees see it, whatever Slack does to the messages meanwhile (INV-3, INV-4)."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from bot.policy.rooms.numbers import format_number
from bot.sandbox.client.driver import Driver
from bot.sandbox.faults import server_error, slack_error
from bot.sandbox.workspace.messages import Message
from tests.support.fixtures.bot_fixture import BotUnderTest, running_bot
from tests.support.fixtures.edit_form import SWITCHED_ON_FOR_ME
from tests.support.fixtures.organisation import IN_LINK
from tests.support.fixtures.screens import messages_with, top_modal

SEND = "Send updated invitations"


@pytest.fixture(scope="module")
def live_bot(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotUnderTest]:
    """A bot whose jobs run when the test says so."""
    with running_bot(migrated_sqlite, tmp_path_factory.mktemp("again"), send_rate=10_000.0) as made:
        yield made


@pytest.fixture
def old_bot(migrated_sqlite: Path, tmp_path: Path) -> Iterator[BotUnderTest]:
    """The same for one test alone, in which years go by."""
    with running_bot(migrated_sqlite, tmp_path, send_rate=10_000.0) as made:
        yield made


def inviting(
    live_bot: BotUnderTest,
    topic: str,
    *others: Driver,
    on_pmi: bool = False,
    also: Mapping[str, object] | None = None,
) -> tuple[Driver, Driver]:
    """A host, and somebody who has got their invitation, as those others have."""
    mia, max_ = live_bot.newcomer(), live_bot.newcomer("Max")
    mia.type(f"/schedule {topic}")
    mia.press("More options")
    mia.fill({"Date": "2026-04-01", "Time": "15:00", "Invite": [live_bot.name(each) for each in (max_, *others)]})
    mia.fill({"Meeting ID": f"Personal Meeting ID {format_number(live_bot.room(mia).number)}"} if on_pmi else {})
    mia.fill(also or {})
    mia.submit()
    mia.close(everything=True)
    live_bot.tick()
    assert len(messages_with(max_, str((also or {}).get("Topic", topic)))) == 1
    return mia, max_


def moved(live_bot: BotUnderTest, mia: Driver, time: str) -> None:
    """The host moves their meeting."""
    mia.type("/schedule list")
    mia.press("Edit")
    mia.fill({"Time": time})
    mia.submit()
    mia.close(everything=True)
    live_bot.tick()


def test_a_message_that_nobody_pressed_yet_is_updated_and_not_repeated(live_bot: BotUnderTest) -> None:
    """INV-3: from what people know to what is true now."""
    mia, max_ = inviting(live_bot, "Roadmap")
    moved(live_bot, mia, "16:00")
    (first,) = messages_with(mia, "Roadmap")
    moved(live_bot, mia, "17:00")
    (again,) = messages_with(mia, "Roadmap")
    assert ("4:00 PM" in first.text, "4:00 PM" in again.text, "5:00 PM" in again.text) == (True, False, True)
    mia.press(SEND, where=again)
    live_bot.tick()
    (message,) = messages_with(max_, "has changed")
    assert ("3:00 PM" in message.text, "5:00 PM" in message.text) == (True, True)


def test_a_message_that_is_gone_comes_back_when_something_else_changes(live_bot: BotUnderTest) -> None:
    """INV-3: nobody can press what is not there."""
    mia, max_ = inviting(live_bot, "Vanishing")
    moved(live_bot, mia, "16:00")
    live_bot.workspace.faults.next("chat.update", slack_error("message_not_found"))
    moved(live_bot, mia, "17:00")
    newest = messages_with(mia, "Vanishing")[-1]
    assert len(messages_with(mia, "Vanishing")) == 2
    mia.press(SEND, where=newest)
    live_bot.tick()
    assert "on their way" in messages_with(mia, "Vanishing")[-1].text
    assert len(messages_with(max_, "has changed")) == 1


def test_what_slack_does_not_take_now_is_updated_later(live_bot: BotUnderTest) -> None:
    """INV-3: nothing is lost by a fault of Slack's."""
    mia, _ = inviting(live_bot, "Patience")
    moved(live_bot, mia, "16:00")
    live_bot.workspace.faults.always("chat.update", lambda _: server_error())
    moved(live_bot, mia, "18:00")
    assert "6:00 PM" not in messages_with(mia, "Patience")[0].text
    live_bot.workspace.faults.clear()
    live_bot.tick()
    assert "6:00 PM" in messages_with(mia, "Patience")[0].text


def test_a_post_that_is_gone_holds_nothing_up_and_may_be_posted_again(live_bot: BotUnderTest) -> None:
    """INV-3, UX-8."""
    mia, max_ = inviting(live_bot, "Open house", also={"Post to channel": "general"})
    moved(live_bot, mia, "16:00")
    general = live_bot.workspace.channels.find("general").id
    gone = slack_error("message_not_found")
    live_bot.workspace.faults.always("chat.update", lambda args: gone if args["channel"] == general else None)
    mia.press(SEND, where=messages_with(mia, "Open house")[0])
    live_bot.tick()
    assert len(messages_with(max_, "has changed")) == 1
    mia.type("/schedule list")
    mia.press("Copy invitation")
    mia.press("Post to a channel …")
    mia.fill({"Channel": "general"})
    mia.submit()
    live_bot.tick()
    assert top_modal(mia).title == "Posted"
    mia.close(everything=True)
    old, new = [seen.text for seen in mia.messages("general") if "invites you.\nOpen house" in seen.text]
    assert ("3:00 PM" in old, "4:00 PM" in new) == (True, True)


def test_fifty_invitees_are_told_once_each_and_the_host_sees_how_many(live_bot: BotUnderTest) -> None:
    """INV-3, issue 6."""
    guests = [live_bot.newcomer("Guest") for _ in range(49)]
    mia, max_ = inviting(live_bot, "All hands", *guests)
    moved(live_bot, mia, "16:00")
    (changed,) = messages_with(mia, "All hands")
    assert changed.text.count("@Guest") == 20
    assert "and 30 more" in changed.text
    mia.press(SEND, where=changed)
    live_bot.tick()
    assert [len(messages_with(each, "has changed")) for each in (max_, *guests)] == [1] * 50


def test_whatever_the_topic_says_nobody_is_pinged_by_invitation_post_or_update(live_bot: BotUnderTest) -> None:
    """Section 12, issue 6: mentions, `&`, emoji and 200 wide characters."""
    topic = "<!channel> & 👩‍💻 "
    topic += "会" * (200 - len(topic))
    mia, max_ = inviting(live_bot, "Loud", also={"Topic": topic, "Post to channel": "general"})
    moved(live_bot, mia, "16:00")
    (changed,) = messages_with(mia, topic)
    mia.press(SEND, where=changed)
    live_bot.tick()
    (message,) = messages_with(max_, "has changed")
    (post,) = [seen for seen in mia.messages("general") if "invites you" in seen.text and topic in seen.text]
    for seen in (changed, message, post):
        assert isinstance(seen.surface, Message)
        assert topic in seen.text
        assert "<!channel>" not in f"{seen.surface.blocks} {seen.surface.text}"


def test_a_yes_to_an_old_invitation_shows_what_changed_and_asks_again(live_bot: BotUnderTest) -> None:
    """UX-5."""
    mia, max_ = inviting(live_bot, "Breakfast")
    moved(live_bot, mia, "16:00")
    max_.press("Yes", where=messages_with(max_, "Breakfast")[0])
    (asked,) = messages_with(max_, "Breakfast")
    assert ("has changed" in asked.text, "Will you come?" in asked.text, "You said" in asked.text) == (
        True,
        True,
        False,
    )
    max_.press("Yes", where=asked)
    assert "You said yes" in messages_with(max_, "Breakfast")[0].text


def test_a_moved_and_a_dropped_date_of_a_series_are_told_by_their_days(live_bot: BotUnderTest) -> None:
    """INV-3: old → new."""
    mia, max_ = inviting(live_bot, "Stand-up", also={"Repeats": "Every week"})
    mia.type("/schedule list")
    mia.press("Edit")
    mia.fill({"Which occurrences?": "This one"})
    mia.submit()
    mia.fill({"Date": "2026-04-02", "Time": "09:00"})
    mia.submit()
    mia.close(everything=True)
    live_bot.tick()
    mia.press(SEND, where=messages_with(mia, "Stand-up")[0])
    live_bot.tick()
    assert "One date: Apr 1, 2026 at 3:00 PM → Apr 2, 2026 at 9:00 AM" in messages_with(max_, "has changed")[0].text


def test_a_pmi_that_expires_before_its_meeting_is_replaced_and_everybody_hears_of_it(old_bot: BotUnderTest) -> None:
    """INV-4, PMI-13, GATE-3: marked until its host comes, who then has another number."""
    mia, max_ = inviting(old_bot, "Anniversary", on_pmi=True, also={"Date": "2027-04-01"})
    old = format_number(old_bot.room(mia).number)
    join = messages_with(max_, "Anniversary")[0].links["Join"].removeprefix("https://pmi.example.com")
    old_bot.clock.advance(timedelta(days=366))
    assert "This meeting ID has expired" in old_bot.http_client().get(join).text
    mia.type("/schedule list")
    assert "needs a new ID" in mia.messages()[-1].text
    mia.press("Start")
    assert "expired" in mia.messages()[-1].text
    mia.open_home()
    old_bot.tick_until(lambda: messages_with(mia, f"{old} → ") != [])
    new = format_number(old_bot.room(mia).number)
    mia.press(SEND, where=messages_with(mia, f"{old} → {new}")[0])
    old_bot.tick()
    (message,) = messages_with(max_, f"{old} → {new}")
    assert "needs a new ID" not in message.text
    assert (
        "Not started yet"
        in old_bot.http_client().get(message.links["Join"].removeprefix("https://pmi.example.com")).text
    )


def test_review_lists_what_needs_a_new_id_and_each_can_be_switched_alone(live_bot: BotUnderTest) -> None:
    """APP-6, INV-4, UX-5: also when the host switched their PMI off themselves."""
    mia, max_ = inviting(live_bot, "Choir", on_pmi=True)
    mia.type("/schedule Band")
    mia.fill({"Date": "2027-05-01", "Meeting ID": f"Personal Meeting ID {format_number(live_bot.room(mia).number)}"})
    mia.submit()
    mia.close(everything=True)
    switched_off(mia)
    live_bot.tick()
    (message,) = messages_with(mia, "need a new ID")
    assert "You have switched off your Personal Meeting ID." in message.text
    mia.press("Review", where=message)
    review = mia.dm()[-1]
    assert "Meetings that need a new ID (2)" in review.text
    mia.press("Copy invitation", where=review, beside="Choir")
    copied = mia.dm()[-1]
    assert "needs a new ID: nobody can join it." in copied.text
    assert ("/j/" in copied.text, "holds the passcode" in copied.text) == (False, False)
    mia.press("Switch to a generated ID", where=review, beside="Choir", confirm=True)
    mia.press("Review", where=message)
    assert "Meetings that need a new ID (1)" in mia.dm()[-1].text
    mia.press("Switch to a generated ID", where=copied, confirm=True)
    assert "changed since" in "".join(seen.text for seen in mia.dm())
    live_bot.tick()
    mia.press(SEND, where=messages_with(mia, "Choir\nMeeting ID")[0])
    live_bot.tick()
    assert len(messages_with(max_, "→")) == 1


def switched_off(mia: Driver) -> None:
    """They want no PMI any more."""
    mia.type("/pmi settings")
    assert mia.modal is not None
    chosen = mia.modal.fields["Switched on for me"]
    mia.fill({"Switched on for me": [label for label in chosen if label != "Enable Personal Meeting ID"]})
    mia.submit()
    mia.close(everything=True)


def ics_at(live_bot: BotUnderTest, address: str) -> dict[str, str]:
    """Link and sequence of the file behind “Add to calendar”."""
    found = Calendar.from_ical(live_bot.http_client().get(address).content)
    (event,) = found.walk("VEVENT")
    return {"link": str(event["URL"]), "sequence": str(event["SEQUENCE"])}


def switch_in_link(person: Driver, *, on: bool) -> None:
    person.type("/pmi settings", channel="general")
    chosen = set(top_modal(person).fields[SWITCHED_ON_FOR_ME])
    person.fill({SWITCHED_ON_FOR_ME: sorted(chosen | {IN_LINK} if on else chosen - {IN_LINK})})
    person.submit()
    person.close(everything=True)


def test_a_link_that_opens_by_one_click_no_longer_is_offered_to_the_host_once(live_bot: BotUnderTest) -> None:
    """INV-2, INV-3, PASS-2: whatever reads the file sees the other link and the next sequence together; and so again."""
    mia, max_ = inviting(live_bot, "Clicking")
    address = max_.press("Add to calendar", where=max_.dm()[-1]).removeprefix("https://pmi.example.com")
    before = ics_at(live_bot, address)
    switch_in_link(mia, on=False)
    off = ics_at(live_bot, address)
    assert (off["link"], off["sequence"]) == (before["link"].partition("?")[0], "1")
    live_bot.tick()
    (message,) = messages_with(mia, "Clicking")
    assert "now asks for the passcode" in message.text
    mia.press(SEND, where=message)
    live_bot.tick()
    assert "now asks for the passcode" in messages_with(max_, "Clicking")[-1].text
    switch_in_link(mia, on=True)
    assert ics_at(live_bot, address) == {"link": before["link"], "sequence": "2"}
    live_bot.tick()
    assert "opens with one click again" in messages_with(mia, "Clicking")[-1].text
    assert len(messages_with(mia, "Clicking")) == 2
