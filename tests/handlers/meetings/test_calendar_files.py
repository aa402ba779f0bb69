"""The .ics behind “Add to calendar” (INV-2)."""

from datetime import timedelta

import httpx
from icalendar import Calendar

from bot.sandbox.client.driver import Driver
from tests.support.fixtures.bot_fixture import BotUnderTest, wait_until
from tests.support.fixtures.screens import messages_with


def weekly(live_bot: BotUnderTest) -> tuple[Driver, str]:
    """Somebody with a weekly meeting, and the address of its file."""
    mia = live_bot.newcomer()
    mia.type("/schedule Weekly & more")
    mia.press("More options")
    mia.fill({"Date": "2026-04-01", "Time": "09:00", "Time zone": "Europe/Berlin", "Repeats": "Every week"})
    mia.submit()
    mia.press("Copy invitation")
    return mia, mia.press("Add to calendar").removeprefix("https://pmi.example.com")


def read(answer: httpx.Response) -> Calendar:
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    found = Calendar.from_ical(answer.content)
    assert isinstance(found, Calendar)
    return found


def test_a_series_is_a_file_with_its_zone_its_rule_and_no_address(live_bot: BotUnderTest) -> None:
    """RFC 5545, INV-2."""
    _, address = weekly(live_bot)
    answer = live_bot.http_client().get(address)
    found = read(answer)
    (event,) = found.walk("VEVENT")
    assert found["METHOD"] == "PUBLISH"
    assert event["SUMMARY"] == "Weekly & more"
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert "RRULE:FREQ=WEEKLY" in answer.text
    assert found.walk("VTIMEZONE")
    assert "mailto:" not in answer.text


def test_a_cancelled_meeting_says_so_with_the_next_sequence(live_bot: BotUnderTest) -> None:
    """INV-2."""
    mia, address = weekly(live_bot)
    (before,) = read(live_bot.http_client().get(address)).walk("VEVENT")
    mia.close(everything=True)
    mia.type("/schedule list")
    mia.press("Cancel meeting")
    mia.fill({"Which occurrences?": "All"})
    mia.submit()
    found = read(live_bot.http_client().get(address))
    (after,) = found.walk("VEVENT")
    assert found["METHOD"] == "CANCEL"
    assert (after["UID"], str(before["SEQUENCE"]), str(after["SEQUENCE"])) == (before["UID"], "0", "1")
    assert after["SUMMARY"] == "Cancelled: Weekly & more"
    assert ("URL" in before, "URL" in after, "LOCATION" in after) == (True, False, False)
    assert "pmi.example.com" not in str(after["DESCRIPTION"])


def test_the_meeting_of_a_host_who_left_is_cancelled_until_they_are_back_or_somebody_takes_it_over(
    live_bot: BotUnderTest,
) -> None:
    """INV-2, MEET-9: each time with the next SEQUENCE."""
    mia, address = weekly(live_bot)

    def shown() -> tuple[str, str, str]:
        found = read(live_bot.http_client().get(address))
        (event,) = found.walk("VEVENT")
        return str(found["METHOD"]), str(event["STATUS"]), str(event["SEQUENCE"])

    live_bot.workspace.deactivate(mia.user_id)
    wait_until(lambda: shown() == ("CANCEL", "CANCELLED", "1"))
    assert "pwd=" not in live_bot.http_client().get(address).text
    live_bot.workspace.reactivate(mia.user_id)
    wait_until(lambda: shown() == ("PUBLISH", "CONFIRMED", "2"))


def test_a_file_that_has_not_changed_is_not_sent_again(live_bot: BotUnderTest) -> None:
    """INV-2, GATE-4: only the calendar that fetched it keeps it, and asks each time."""
    mia, address = weekly(live_bot)
    client = live_bot.http_client()
    first = client.get(address)
    tag = first.headers["etag"]
    live_bot.clock.advance(timedelta(hours=1))
    again = client.get(address)
    assert (again.content, again.headers["etag"]) == (first.content, tag)
    assert again.headers["cache-control"] == "private, no-cache"
    for named in (tag, f"W/{tag}", f'"other", W/{tag}', "*"):
        for answer in (
            client.get(address, headers={"If-None-Match": named}),
            client.head(address, headers={"If-None-Match": named}),
        ):
            assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert client.head(address).status_code == 200
    for named in ('"other"', tag.strip('"'), "", f'"{tag}'):
        assert client.get(address, headers={"If-None-Match": named}).status_code == 200
    mia.close(everything=True)
    mia.type("/schedule list")
    mia.press("Cancel meeting")
    mia.fill({"Which occurrences?": "All"})
    mia.submit()
    changed = client.get(address, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_whoever_is_not_invited_any_more_takes_the_meeting_out_of_their_calendar(live_bot: BotUnderTest) -> None:
    """INV-2, INV-3: for the others it takes place."""
    max_ = live_bot.newcomer("Max")
    mia = live_bot.newcomer()
    mia.type("/schedule Garden party")
    mia.fill({"Date": "2026-04-01", "Time": "15:00", "Invite": [live_bot.name(max_)]})
    mia.submit()
    mia.close(everything=True)
    live_bot.tick_until(lambda: bool(messages_with(max_, "invites you")))
    invited = max_.press("Add to calendar", where=messages_with(max_, "invites you")[0])
    mia.type("/schedule list")
    mia.press("Edit")
    mia.fill({"Invite": []})
    mia.submit()
    live_bot.tick_until(lambda: bool(messages_with(max_, "has cancelled")))
    withdrawn = max_.press("Remove from calendar", where=messages_with(max_, "has cancelled")[0])
    before, after = (
        read(live_bot.http_client().get(address.removeprefix("https://pmi.example.com")))
        for address in (invited, withdrawn)
    )
    (theirs,), (gone,) = before.walk("VEVENT"), after.walk("VEVENT")
    assert (before["METHOD"], theirs["STATUS"], theirs["SUMMARY"]) == ("PUBLISH", "CONFIRMED", "Garden party")
    assert (after["METHOD"], gone["STATUS"], gone["SUMMARY"]) == ("CANCEL", "CANCELLED", "Cancelled: Garden party")
    assert (gone["UID"], str(gone["SEQUENCE"])) == (theirs["UID"], "1")
    assert b"/j/" not in after.to_ical()


def test_a_guessed_name_leads_nowhere(live_bot: BotUnderTest) -> None:
    assert live_bot.http_client().get(f"/i/{'0' * 32}.ics").status_code == 404
    assert live_bot.http_client().get("/calendar/anything.ics").status_code == 404


def test_a_file_does_not_depend_on_who_fetches_it_and_a_host_s_language_is_no_change_of_the_meeting(
    live_bot: BotUnderTest,
) -> None:
    """LANG-1, INV-2: it is in the host's language; decision 11 says why the SEQUENCE stays."""
    mia, address = weekly(live_bot)
    client = live_bot.http_client()
    first = client.get(address)
    assert client.get(address, headers={"Accept-Language": "de"}).content == first.content
    live_bot.workspace.change(mia.user_id, locale="de-DE")
    live_bot.workspace.settle()
    (before,), (after,) = (read(each).walk("VEVENT") for each in (first, client.get(address)))
    assert (after["SEQUENCE"], after["DTSTAMP"].to_ical()) == (before["SEQUENCE"], before["DTSTAMP"].to_ical())
    profile = live_bot.profile(mia)
    assert profile is not None
    assert profile.person.locale == "de-DE"
