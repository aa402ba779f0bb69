"""The scheduling form when things are not as they should be: nothing is saved, nothing typed is lost (MEET-2, MEET-4, MEET-7)."""

import json
from typing import Any

import pytest
from sqlalchemy import update

from bot.policy.rooms.rooms import VALID_FOR
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import SettingState
from bot.sandbox.client.driver import Driver
from bot.sandbox.faults import server_error
from storage.tables.people_and_rooms import people
from tests.support.database.databases import table_rows
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.screens import top_modal, top_view

SCHEDULED = "Meeting scheduled"
NO_ZONE = {"Date": "Choose a time zone from the list."}


def opened(live_bot: BotUnderTest, topic: str, **filled: object) -> Driver:
    """Somebody with the form open, for the afternoon of 1 April in London."""
    mia = live_bot.newcomer(tz="Europe/London")
    mia.type(f"/schedule {topic}")
    mia.fill({"Date": "2026-04-01", "Time": "15:00", **filled})
    return mia


def meetings_in(live_bot: BotUnderTest) -> int:
    return len(table_rows(live_bot.bot.database, "meetings"))


def test_the_form_says_which_id_it_proposes_and_why(fresh_bot: BotUnderTest) -> None:
    """MEET-2, LOCK-2: before saving."""
    mia = opened(fresh_bot, "Tea")
    label = "“Use Personal Meeting ID (PMI) when scheduling a meeting”"
    assert f"Proposed: a generated ID, because {label} is off. You can choose the other one." in top_modal(mia).text
    assert top_modal(mia).fields["Meeting ID"] == "Generate automatically"
    mia.close()
    fresh_bot.set_account_setting(mia, Setting.PMI_FOR_SCHEDULED, SettingState(value=True, locked=True))
    mia.type("/schedule Tea")
    assert (
        f"Proposed: your Personal Meeting ID, because {label} is on. 🔒 Locked by your organisation."
        in top_modal(mia).text
    )
    assert str(top_modal(mia).fields["Meeting ID"]).startswith("Personal Meeting ID ")
    assert "Passcode: ••••••, the one of your room." in top_modal(mia).text


def test_a_pmi_that_cannot_be_chosen_stands_there_with_its_reason(fresh_bot: BotUnderTest) -> None:
    """MEET-2, UX-7; a passcode can be chosen all the same."""
    mia = opened(fresh_bot, "Tea")
    mia.close()
    fresh_bot.set_account_setting(mia, Setting.PMI_ENABLED, SettingState(value=False, locked=True))
    mia.type("/schedule Tea")
    assert "switched off in your organisation. 🔒 That is locked: ask an admin." in top_modal(mia).text
    assert "Meeting ID" not in top_modal(mia).fields
    mia.press("More options")
    assert "Passcode" in top_modal(mia).fields
    mia.close()
    fresh_bot.set_account_setting(mia, Setting.PMI_ENABLED, SettingState(value=True))
    mia.type("/schedule Tea")
    fresh_bot.clock.advance(VALID_FOR)
    mia.press("More options")
    assert "Your Personal Meeting ID has expired. Use /pmi to get a new one." in top_modal(mia).text


def test_a_meeting_without_a_passcode_where_none_is_required(fresh_bot: BotUnderTest) -> None:
    """MEET-2: the setting decides whether that can be chosen."""
    mia = opened(fresh_bot, "Tea")
    mia.press("More options")
    assert "Open to everybody" not in top_modal(mia).fields
    mia.close()
    fresh_bot.set_account_setting(mia, Setting.MEETING_PASSCODE_REQUIRED, SettingState(value=False))
    mia.type("/schedule Tea")
    mia.press("More options")
    mia.fill({"Open to everybody": ["Without a passcode"], "Repeats": "Every day"})
    assert top_modal(mia).fields["Open to everybody"] == ("Without a passcode",)
    mia.submit()
    mia.press("Copy invitation")
    assert "Meeting ID: " in top_modal(mia).text
    assert "asscode" not in top_modal(mia).text


def test_when_slack_cannot_be_asked_about_an_invitee_the_form_stays_as_it_is(live_bot: BotUnderTest) -> None:
    """UX-1, section 12: it may be sent again."""
    max_ = live_bot.newcomer("Max")
    mia = opened(live_bot, "Tea", Invite=[live_bot.name(max_)])
    before = meetings_in(live_bot)
    live_bot.workspace.faults.next("users.info", server_error())
    mia.submit()
    assert "Slack" in top_modal(mia).errors["Topic"]
    assert (top_modal(mia).fields["Topic"], top_modal(mia).fields["Invite"]) == ("Tea", (live_bot.name(max_),))
    assert meetings_in(live_bot) == before
    mia.submit()
    assert top_modal(mia).title == SCHEDULED


def test_what_is_wrong_is_said_before_what_is_only_to_be_known(live_bot: BotUnderTest) -> None:
    """MEET-3, MEET-4: nobody saves anyway and is refused then."""
    mia = opened(live_bot, "Tea")
    mia.press("More options")
    mia.fill({"Date": "2020-01-31", "Repeats": "Every month on this date"})
    mia.submit()
    assert "in the past" in str(top_modal(mia).errors)
    mia.fill({"Date": "2027-01-31"})
    mia.submit()
    assert "Months without a 31st are skipped." in top_modal(mia).text
    mia.press("Save anyway")
    assert top_modal(mia).title == SCHEDULED


def test_an_hour_that_the_clocks_leave_out_is_refused_and_one_that_comes_twice_is_the_first(
    live_bot: BotUnderTest,
) -> None:
    """MEET-4: beside the field."""
    mia = opened(live_bot, "Tea", Date="2026-03-29", Time="01:30")
    mia.submit()
    assert "does not exist" in top_modal(mia).errors["Time"]
    mia.fill({"Date": "2026-10-25"})
    mia.submit()
    assert top_modal(mia).title == SCHEDULED
    with live_bot.bot.database.read() as tx:
        at = tx.exec_driver_sql("SELECT current_at FROM meetings ORDER BY id DESC LIMIT 1").scalar_one()
    assert "2026-10-25 00:30" in str(at)


def test_a_collision_is_got_around_by_a_generated_id(live_bot: BotUnderTest) -> None:
    """MEET-7: the form offers one, and forbids nothing."""
    mia = opened(live_bot, "One")
    on_pmi = next(label for label in options(mia, "Meeting ID") if label.startswith("Personal"))
    mia.fill({"Meeting ID": on_pmi})
    mia.submit()
    mia.close(everything=True)
    mia.type("/schedule Two & three")
    mia.fill({"Date": "2026-04-01", "Time": "15:40", "Meeting ID": on_pmi})
    mia.submit()
    assert (
        "“One” Apr 1, 2026 at 3:00 PM is on your Personal Meeting ID too, within 15 minutes of this one"
        in top_modal(mia).text
    )
    mia.fill({"Time": "15:20"})
    mia.submit()
    assert "is on your Personal Meeting ID too, at the same time as this one" in top_modal(mia).text
    assert "A generated ID keeps them apart." in top_modal(mia).text
    mia.fill({"Meeting ID": "Generate automatically"})
    assert "walk into the second" not in top_modal(mia).text
    mia.submit()
    assert top_modal(mia).title == SCHEDULED


def options(person: Driver, label: str) -> list[str]:
    view = person.workspace.views.top(person.user_id)
    assert view is not None
    block = next(each for each in view.blocks if each.get("label", {}).get("text") == label)
    return [each["text"]["text"] for each in block["element"]["options"]]


def test_a_form_that_is_sent_again_shows_the_first_result_and_posts_nothing_twice(live_bot: BotUnderTest) -> None:
    """MEET-2, UX-8: Slack sends it again where our answer got lost."""
    place = live_bot.channel()
    mia = live_bot.newcomer()
    live_bot.workspace.channels.find(place).members.add(mia.user_id)
    mia.type("/schedule Tea")
    mia.press("More options")
    mia.fill({"Date": "2026-04-01", "Time": "15:00", "Post to channel": place})
    view = mia.workspace.views.top(mia.user_id)
    assert view is not None
    body = dict(view.body)
    mia.submit()
    assert top_modal(mia).title == SCHEDULED
    assert f"Posting in #{place} …" in top_modal(mia).text
    number = top_modal(mia).text.split("Meeting ID ")[1][:13]
    mia.close(everything=True)
    mia.type("/schedule Other")
    again = mia.workspace.views.top(mia.user_id)
    assert again is not None
    again.body.update(private_metadata=body["private_metadata"])
    mia.submit()
    assert top_modal(mia).title == "Scheduled already"
    assert number in top_modal(mia).text
    live_bot.tick()
    assert sum("invites you" in seen.text for seen in mia.messages(place)) == 1


@pytest.mark.parametrize("id_", ["", "x" * 32, "ab" * 400, "AB" * 16, "../" * 10])
def test_a_form_whose_id_was_tampered_with_saves_nothing(live_bot: BotUnderTest, id_: str) -> None:
    """Section 12."""
    mia = opened(live_bot, "Tea")
    view = mia.workspace.views.top(mia.user_id)
    assert view is not None
    before = meetings_in(live_bot)
    view.body["private_metadata"] = f'{{"id": "{id_}", "zone": "UTC"}}'
    mia.submit()
    assert "not available any more" in top_modal(mia).text
    assert meetings_in(live_bot) == before


@pytest.mark.parametrize(
    "memory, errors",
    [
        ({"zone": "Mars/Base"}, NO_ZONE),
        ({"zone": 7, "rule": ["x"], "unfolded": "yes"}, NO_ZONE),
        ({"rule": "FREQ=SECONDLY"}, {}),
        ({"scope": "everything"}, {}),
        ({"channel": "C0ELSEWHERE"}, {}),
    ],
    ids=str,
)
def test_a_form_whose_memory_was_tampered_with_is_read_or_refused(
    live_bot: BotUnderTest, memory: dict[str, Any], errors: dict[str, str]
) -> None:
    """Section 12: it is never an error of ours."""
    mia = opened(live_bot, "Tea")
    view = mia.workspace.views.top(mia.user_id)
    assert view is not None
    kept = json.loads(view.body["private_metadata"])
    view.body["private_metadata"] = json.dumps({**kept, **memory})
    mia.submit()
    assert top_modal(mia).errors == errors
    assert (top_modal(mia).title == SCHEDULED) == (not errors)
    assert "went wrong" not in top_modal(mia).text


@pytest.mark.parametrize("topic", ["<!channel> & <@U0MIA>", "👩‍💻🎉 abc", "会" * 200, "&" * 200])
def test_any_topic_is_shown_as_it_was_typed_and_pings_nobody(live_bot: BotUnderTest, topic: str) -> None:
    """Section 12: in the answer, the list, the question before it is cancelled, the invitation and the channel."""
    place = live_bot.channel()
    mia = live_bot.newcomer()
    live_bot.workspace.channels.find(place).members.add(mia.user_id)
    mia.type("/schedule")
    mia.press("More options")
    mia.fill({"Topic": topic, "Date": "2026-04-01", "Time": "15:00", "Post to channel": place})
    mia.submit()
    live_bot.tick()
    assert topic in top_modal(mia).text
    mia.press("Copy invitation")
    assert topic in top_modal(mia).text
    mia.close(everything=True)
    assert topic in mia.messages(place)[-1].text
    for seen in (mia.type("/schedule list"), mia.messages(place)[-1]):
        assert seen is not None
        assert topic in seen.text
        assert "<!channel>" not in str(seen.surface).replace("&lt;!channel&gt;", "")
        assert "&am…" not in str(seen.surface)
    mia.press("Cancel meeting", where=mia.messages()[-1], confirm=True)
    assert topic in mia.messages()[-1].text


def test_every_zone_can_be_found(live_bot: BotUnderTest) -> None:
    """MEET-2: an external select; what is typed is looked for, what begins with it comes first."""
    mia = opened(live_bot, "Tea")
    mia.press("More options")
    for zone in ("Asia/Kolkata", "America/New York", "America/Argentina/Buenos Aires", "UTC", "Australia/Lord Howe"):
        mia.fill({"Time zone": zone})
        assert top_modal(mia).fields["Time zone"] == zone
    mia.submit()
    assert top_modal(mia).title == SCHEDULED


@pytest.mark.parametrize(
    "typed,first",
    [("york", "America/New York"), ("  BERL", "Europe/Berlin"), ("los_ang", "America/Los Angeles"), ("utc", "UTC")],
)
def test_what_begins_as_was_typed_comes_first_among_the_zones(live_bot: BotUnderTest, typed: str, first: str) -> None:
    """MEET-2."""
    offered = zones_for(live_bot, typed)
    assert len(offered) <= 100
    assert next(each for each in offered if each.startswith(first) or first in each) == first


def test_without_a_word_some_zones_are_offered_and_nonsense_finds_none(live_bot: BotUnderTest) -> None:
    """Section 12."""
    assert len(zones_for(live_bot, "")) == 100
    assert zones_for(live_bot, "<b>" * 1000) == []


def zones_for(live_bot: BotUnderTest, typed: str) -> list[str]:
    mia = opened(live_bot, "Tea")
    mia.press("More options")
    view = mia.workspace.views.top(mia.user_id)
    assert view is not None
    block = next(each for each in view.blocks if each.get("element", {}).get("type") == "external_select")
    return [each["text"]["text"] for each in mia.actions.options(view, block["block_id"], "meeting_zone", typed)]


def test_fifty_people_are_invited_at_once_and_each_can_be_seen(live_bot: BotUnderTest) -> None:
    """Issue 6: people whom the bot has never met."""
    names = [live_bot.name(live_bot.newcomer("Guest")) for _ in range(50)]
    mia = opened(live_bot, "Tea", Invite=names)
    mia.submit()
    mia.wait_for(lambda: top_modal(mia).title == SCHEDULED)
    mia.press("Who is coming?")
    assert all(f"@{name} – no answer yet" in top_modal(mia).text for name in names)


def test_a_list_of_guests_is_a_topic_and_so_is_a_help_desk(live_bot: BotUnderTest) -> None:
    """UX-3: only “list” and “help” alone are commands."""
    for topic in ("list of guests", "Help desk"):
        mia = opened(live_bot, topic)
        assert top_modal(mia).fields["Topic"] == topic


def test_what_is_open_can_be_entered_again_from_list_and_home(fresh_bot: BotUnderTest) -> None:
    """MEET-5: a message that only one person sees is gone with the next reload."""
    mia = fresh_bot.newcomer()
    mia.type("/schedule now Tea & cake")
    place = mia.messages()[-1].links["Enter"]
    seen = mia.type("/schedule list")
    assert seen is not None
    assert "Your meeting Tea & cake has been open since" in seen.text
    mia.press("Enter")
    assert mia.messages()[-1].links["Enter"] == place
    home = mia.open_home()
    assert "Your meeting Tea & cake has been open since" in home.text
    mia.press("Enter", where="home", beside="Tea")
    assert top_modal(mia).links["Enter"] == place
    mia.press("End", confirm=True)
    mia.wait_for(lambda: "Tea & cake" not in mia.home.text)


@pytest.mark.parametrize(
    "zone, said",
    [
        ("US/Pacific-New", "In UTC, because your time zone in Slack, “US/Pacific-New”, is not known."),
        ("<!channel>", "In UTC, because your time zone in Slack, “<!channel>”, is not known."),
        ("", "In UTC, because Slack does not tell your time zone."),
        ("Europe/Kiev", "In Europe/Kyiv."),
    ],
)
def test_the_form_says_which_zone_it_is_in_and_why(live_bot: BotUnderTest, zone: str, said: str) -> None:
    """MEET-2: zones vanish, and have old names."""
    mia = live_bot.newcomer()
    mia.type("/pmi")
    with live_bot.bot.database.write("test") as tx:
        tx.execute(update(people).where(people.c.slack_user == mia.user_id).values(zone=zone))
    mia.type("/schedule")
    view = top_view(mia)
    assert said in [block["hint"]["text"] for block in view.blocks if block.get("hint")]
    assert "<!channel>" not in str([block for block in view.blocks if block["type"] == "context"])
