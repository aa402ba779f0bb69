"""**“Report”** in the console: the figures as text, and as a picture and files in the admin's messages (issue 5)."""

import re
from datetime import timedelta

from bot.sandbox.faults import slack_error
from tests.support.fixtures.organisation import (
    IN_LINK,
    LOCK_ALL,
    Organisation,
    create_group,
    csv_rows,
    open_console,
    sent_file,
)
from tests.support.fixtures.screens import top_modal

PNG = b"\x89PNG"


def test_the_report_counts_what_expires_who_uses_their_room_and_what_locks_hide(org: Organisation) -> None:
    org.mia.type("/pmi start")
    org.mia.type("/pmi settings")
    org.mia.fill({"Switched on for me": []})
    org.mia.submit()
    org.mia.close()
    create_group(org.ada, "Sales", "@Max")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "On"})
    org.ada.submit()
    open_console(org.olivia, "Account settings")
    org.olivia.press("Change", beside=IN_LINK)
    org.olivia.fill({"Value": "On", "Lock": [LOCK_ALL]})
    org.olivia.submit()
    org.olivia.submit()
    open_console(org.adam, "Requests", "Open")
    org.adam.press("Approve", confirm=True)
    seen = open_console(org.ada, "Report").text
    assert "No number expires within 90 days." in seen
    assert "5 people have a room." in seen
    assert "1 started it in the last 90 days" in seen
    assert "4 never started it" in seen
    assert f"🔒 “{IN_LINK}” is on, locked by the account. It overrides the choice of 1 person." in seen
    assert "It overrides the setting of 1 group." in seen
    org.live_bot.clock.advance(timedelta(days=300))
    assert "1 started it longer ago" in open_console(org.ada, "Report").text
    assert "0 started it in the last 90 days" in top_modal(org.ada).text


def test_numbers_that_expire_stand_week_by_week(org: Organisation) -> None:
    org.live_bot.clock.advance(timedelta(days=340))
    assert open_console(org.ada, "Report").text.count(": ") >= 13
    assert ": 5" in top_modal(org.ada).text


def test_who_cannot_be_reached_stands_there_with_the_reason_until_they_come_themselves(org: Organisation) -> None:
    """REM-5."""
    org.live_bot.workspace.faults.always(
        "chat.postMessage", lambda args: slack_error("user_disabled") if args["channel"] == org.mia.user_id else None
    )
    org.advance(timedelta(days=336))  # everybody is reminded
    assert re.search(r"Not reached\n+@Mia since .+: their account is deactivated", open_console(org.ada, "Report").text)
    open_console(org.ada, "People")
    org.ada.fill({"Find somebody": "@Mia"})
    assert "My messages have not reached them since" in top_modal(org.ada).text
    org.mia.type("/pmi")
    assert "Not reached" not in open_console(org.ada, "Report").text


def test_picture_and_files_come_by_message(org: Organisation) -> None:
    org.live_bot.clock.advance(timedelta(days=340))
    open_console(org.ada, "Report")
    org.ada.press("Send me chart and CSV")
    org.ada.wait_for(lambda: "I sent you the chart and two CSV files" in top_modal(org.ada).text, seconds=20)
    assert sent_file(org, org.ada, "report-2027-02-04.png").startswith(PNG)
    figures = csv_rows(sent_file(org, org.ada, "report-2027-02-04.csv"))
    assert sum(int(row["count"]) for row in figures if row["figure"].startswith("expiring")) == 5
    unused = csv_rows(sent_file(org, org.ada, "inactive-people"))
    assert {row["name"] for row in unused} == {"Olivia", "Ada", "Adam", "Mia", "Max"}
    assert org.live_bot.room(org.mia).passcode not in str(unused)
    picture = [file for file in org.live_bot.workspace.files._all.values() if file.name.endswith(".png")]  # noqa: SLF001 - the stand-in's own store
    assert "5 personal meeting IDs expire within 90 days" in picture[0].alt_text
