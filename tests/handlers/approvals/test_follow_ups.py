"""What a decision does to people's rooms, and what they are told (LOCK-3, LOCK-6, LOCK-7, LOCK-8)."""

from bot.i18n.setting_labels import setting_label
from bot.policy.rooms.numbers import format_number
from bot.policy.settings.catalogue import Setting
from bot.sandbox.client.driver import Driver
from bot.sandbox.client.snapshot import Snapshot
from tests.support.fixtures.organisation import DAY, LOCK_ALL, PMI, Organisation, open_console
from tests.support.fixtures.screens import top_modal

PASSCODE = setting_label(Setting.PMI_PASSCODE_REQUIRED)
MINE = "Switched on for me"


def decided(org: Organisation, label: str, value: str, *, locked: bool = True) -> None:
    """Olivia asks, Ada approves."""
    open_console(org.olivia, "Account settings")
    org.olivia.press("Change", beside=f"{label}\n")
    org.olivia.fill({"Value": value, "Lock": [LOCK_ALL] if locked else []})
    org.olivia.submit()
    org.olivia.submit()
    open_console(org.ada, "Requests", "Open")
    org.ada.press("Approve", confirm=True)
    assert "Approved by @Ada" in top_modal(org.ada).text


def without_passcode(person: Driver) -> None:
    """Somebody who has none, by a choice of their own."""
    person.type("/pmi settings")
    chosen = top_modal(person).fields[MINE]
    person.fill({MINE: [label for label in chosen if label != PASSCODE]})
    person.submit()
    person.close()
    person.type("/pmi edit")
    person.fill({"Passcode": ""})
    person.submit()
    person.close()


def test_a_room_that_must_have_a_passcode_gets_one_and_its_host_is_told_once(org: Organisation) -> None:
    """LOCK-7; PASS-3: the message does not hold it."""
    without_passcode(org.mia)
    assert org.live_bot.room(org.mia).passcode == ""
    decided(org, PASSCODE, "On")
    org.tick()
    room = org.live_bot.room(org.mia)
    assert len(room.passcode) >= 6
    (message,) = [one for one in org.mia.dm() if "has a passcode now" in one.text]
    assert room.passcode not in str(message.surface)
    org.mia.press("See my room", where=message)
    assert "••••••" in org.mia.dm()[-1].text
    org.mia.press("Settings", where=message)
    assert "🔒 Locked by your organisation." in top_modal(org.mia).text
    assert [one for one in org.max.dm() if "has a passcode now" in one.text] == []


def test_switched_off_for_all_and_on_again_the_same_number_comes_back(org: Organisation) -> None:
    """LOCK-6, LOCK-8: from the instant of the decision."""
    org.mia.type("/pmi start")
    number = org.live_bot.room(org.mia).number
    decided(org, PMI, "Off")
    org.mia.type("/pmi start")
    assert "Personal Meeting IDs are switched off in your organisation." in org.mia.messages()[-1].text
    profile = org.live_bot.profile(org.mia)
    assert profile is not None
    assert profile.session is None
    decided(org, PMI, "On", locked=False)
    org.mia.type("/pmi start")
    assert "Your room is open" in org.mia.messages()[-1].text
    assert org.live_bot.room(org.mia).number == number


def test_a_post_in_a_channel_says_that_a_meeting_needs_a_new_id_and_when_that_is_over(org: Organisation) -> None:
    """INV-4, UX-8: edited in place, with no link that leads nowhere."""
    org.live_bot.workspace.invite_bot("general")
    org.mia.type("/schedule Open house", channel="general")
    org.mia.press("More options")
    wanted = {"Date": "2026-04-01", "Time": "15:00", "Post to channel": "general"}
    number = org.live_bot.room(org.mia).number
    on_pmi = f"Personal Meeting ID {format_number(number)}"
    org.mia.fill({**wanted, "Meeting ID": on_pmi})
    org.mia.submit()
    org.tick()
    org.mia.close(everything=True)
    assert "Join" in the_post(org).links
    decided(org, PMI, "Off")
    org.tick()
    assert "needs a new ID" in the_post(org).text
    assert "Join" not in the_post(org).links
    decided(org, PMI, "On", locked=False)
    org.tick()
    assert "needs a new ID" not in the_post(org).text
    assert "Join" in the_post(org).links


def test_a_post_in_a_channel_says_so_when_the_number_has_expired(org: Organisation) -> None:
    """INV-4, PMI-13: nobody has to press anything for that."""
    org.live_bot.workspace.invite_bot("general")
    org.mia.type("/schedule Open house weekly", channel="general")
    number = org.live_bot.room(org.mia).number
    on_pmi = f"Personal Meeting ID {format_number(number)}"
    org.mia.fill({"Post to channel": "general", "Meeting ID": on_pmi})
    org.mia.submit()
    org.tick()
    org.mia.close(everything=True)
    org.advance(366 * DAY)
    assert "needs a new ID" in the_post(org).text


def the_post(org: Organisation) -> Snapshot:
    """The invitation in #general."""
    return [seen for seen in org.mia.messages("general") if "invites you" in seen.text][-1]


def test_after_unlocking_ones_own_choice_counts_again(org: Organisation) -> None:
    """LOCK-3."""
    without_passcode(org.mia)
    decided(org, PASSCODE, "On")
    assert org.resolved(org.mia, Setting.PMI_PASSCODE_REQUIRED).locked
    decided(org, PASSCODE, "On", locked=False)
    assert not org.resolved(org.mia, Setting.PMI_PASSCODE_REQUIRED).value


def test_everybody_of_many_is_followed_up_once(org: Organisation) -> None:
    """LOCK-7, LOCK-8: each of them once."""
    people = [org.newcomer(f"U0CROWD{number:03}") for number in range(8)]
    for person in people:
        without_passcode(person)
    decided(org, PASSCODE, "On")
    org.tick()
    assert all(org.live_bot.room(person).passcode for person in people)
    assert all(sum("has a passcode now" in one.text for one in person.dm()) == 1 for person in people)
