"""The App Home: for members, guests and those who cannot be looked up; renewed after each change (PMI-11, PMI-13, UX-4)."""

from datetime import timedelta

from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import VALID_FOR
from bot.sandbox.client.driver import Driver
from bot.sandbox.client.snapshot import Snapshot
from bot.sandbox.faults import server_error
from tests.support.fixtures.bot_fixture import BotUnderTest, wait_until
from tests.support.fixtures.screens import top_modal


def home(person: Driver) -> Snapshot:
    """Their App Home, opened for the first time."""
    person.open_home()
    person.wait_for(lambda: bool(person.home.text))
    return person.home


def bar(seen: Snapshot) -> str:
    """The signs before “… days left”."""
    return next(line for line in seen.text.splitlines() if " left, until" in line).split()[0]


def calls(live_bot: BotUnderTest) -> int:
    return len(live_bot.workspace.calls.of("views.publish"))


def opened_again(live_bot: BotUnderTest, person: Driver) -> Snapshot:
    before = calls(live_bot)
    person.open_home()
    person.wait_for(
        lambda: calls(live_bot) > before and live_bot.workspace.calls.of("views.publish")[-1].outcome == "ok"
    )
    return person.home


def test_home_is_a_first_contact_and_shows_the_profile(live_bot: BotUnderTest) -> None:
    """PMI-11, section 11 of the rules."""
    mia = live_bot.newcomer()
    seen = home(mia)
    room = live_bot.room(mia)
    for words in (format_number(room.number), room.link, "••••••", "365 days left", "/pmi help"):
        assert words in seen.text
    assert set(seen.buttons) >= {"Show", "Start", "Copy invitation", "Edit", "History", "Replace my number"}
    assert room.passcode not in seen.text


def test_the_messages_tab_is_no_contact(live_bot: BotUnderTest) -> None:
    """PMI-11: `tab: home` only."""
    mia = live_bot.newcomer()
    mia.open_messages()
    other = live_bot.newcomer()
    home(other)
    assert live_bot.profile(mia) is None


def test_validity_is_a_bar_with_the_days_that_are_left(fresh_bot: BotUnderTest) -> None:
    mia = fresh_bot.newcomer()
    full, length = bar(home(mia))[0], len(bar(mia.home))
    assert bar(mia.home) == full * length
    fresh_bot.clock.advance(timedelta(days=182, hours=12))
    assert bar(opened_again(fresh_bot, mia)).count(full) == length / 2
    assert "183 days left" in mia.home.text
    fresh_bot.clock.advance(timedelta(days=182, hours=6))
    assert " 1 day left" in opened_again(fresh_bot, mia).text
    assert full not in bar(mia.home)


def test_the_date_is_in_the_readers_zone(live_bot: BotUnderTest) -> None:
    """UX-4: 1 March 2027, 09:00 UTC is late in Kiritimati and early in Honolulu."""
    east, west = live_bot.newcomer("Ea", tz="Pacific/Kiritimati"), live_bot.newcomer("We", tz="Pacific/Honolulu")
    assert "11:00 PM" in home(east).text
    assert "February 28th, 2027 at 11:00 PM" in home(west).text


def test_an_expired_number_is_replaced_when_home_is_opened_and_shown_old_to_new(fresh_bot: BotUnderTest) -> None:
    """PMI-13."""
    mia = fresh_bot.newcomer()
    home(mia)
    old = fresh_bot.room(mia)
    fresh_bot.clock.advance(VALID_FOR)
    seen = opened_again(fresh_bot, mia)
    now = fresh_bot.room(mia)
    assert f"{format_number(old.number)} → {format_number(now.number)}" in seen.text
    assert (now.link, now.passcode) == (old.link, old.passcode)
    assert f"{format_number(old.number)} →" not in opened_again(fresh_bot, mia).text


def test_starting_and_ending_from_home_show_there_at_once(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    home(mia)
    mia.press("Start")
    assert "Your room is open" in top_modal(mia).text
    mia.close()
    assert "Your room has been open since" in mia.home.text
    mia.press("End", confirm=True)
    assert "Your room is open" not in mia.home.text
    assert mia.modal is None


def test_a_start_by_command_shows_on_home_too(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    home(mia)
    mia.type("/pmi start Planning", channel="general")
    assert "Your room has been open for Planning since" in mia.home.text


def test_a_stale_end_button_on_home_says_so_and_refreshes(fresh_bot: BotUnderTest) -> None:
    """UX-5: the day is over, and Home was not opened since."""
    mia = fresh_bot.newcomer()
    home(mia)
    mia.press("Start")
    mia.close()
    fresh_bot.clock.advance(timedelta(hours=24))
    mia.press("End", confirm=True)
    assert "over already" in top_modal(mia).text
    mia.close()
    assert "End" not in mia.home.buttons


def test_a_guest_reads_why_they_have_no_room(live_bot: BotUnderTest) -> None:
    """PMI-11, ROLE-1."""
    for flags in ({"is_restricted": True}, {"is_restricted": True, "is_ultra_restricted": True}):
        guest = live_bot.newcomer("Gus", **flags)
        seen = home(guest)
        assert "Guests have no personal meeting room" in seen.text
        assert seen.buttons == ()
        profile = live_bot.profile(guest)
        assert profile is not None
        assert profile.room is None


def test_a_guest_who_becomes_a_member_gets_their_number(live_bot: BotUnderTest) -> None:
    guest = live_bot.newcomer("Gus", is_restricted=True)
    assert "Guests" in home(guest).text
    live_bot.workspace.change(guest.user_id, is_restricted=False)
    wait_until(lambda: (known := live_bot.profile(guest)) is not None and known.person.role == "member")
    seen = opened_again(live_bot, guest)
    assert format_number(live_bot.room(guest).number) in seen.text


def test_when_slack_cannot_be_asked_at_a_first_contact_home_says_so_and_nothing_is_stored(
    live_bot: BotUnderTest,
) -> None:
    mia = live_bot.newcomer()
    live_bot.workspace.faults.next("users.info", server_error())
    assert "Slack did not answer" in home(mia).text
    assert live_bot.profile(mia) is None
    assert show_number(opened_again(live_bot, mia))


def show_number(seen: Snapshot) -> bool:
    return "Personal Meeting ID" in seen.text


def test_what_home_shows_is_published_over_what_the_person_saw(live_bot: BotUnderTest) -> None:
    """Slack.md 1.6: a stale hash loses."""
    mia = live_bot.newcomer()
    home(mia)
    mia.press("Start")
    mia.close()
    last = live_bot.workspace.calls.of("views.publish")[-1]
    assert last.args.get("hash")
