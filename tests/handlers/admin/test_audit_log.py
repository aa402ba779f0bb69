"""**“Audit log”** in the console: newest first, filtered, in pages, and as a CSV file in the admin's messages (AUDIT-1)."""

from bot.i18n.setting_labels import setting_label
from bot.policy.settings.catalogue import Setting
from bot.sandbox.client.driver import Driver
from bot.sandbox.faults import slack_error
from tests.support.fixtures.organisation import (
    IN_LINK,
    Organisation,
    create_group,
    csv_rows,
    open_console,
    request_lock,
    sent_file,
)
from tests.support.fixtures.screens import top_modal

INSTANT = setting_label(Setting.PMI_FOR_INSTANT)


def lines(person: Driver) -> list[str]:
    return [line for line in top_modal(person).text.splitlines() if " · " in line]


def some_history(org: Organisation) -> None:
    create_group(org.ada, "Sales", "@Mia")
    org.ada.press("Change", beside=INSTANT)
    org.ada.fill({"Value": "On"})
    org.ada.submit()
    open_console(org.olivia, "Account settings")
    org.olivia.press("Change", beside=IN_LINK)
    org.olivia.fill({"Value": "Off"})
    org.olivia.submit()


def test_the_newest_stands_first(org: Organisation) -> None:
    some_history(org)
    open_console(org.ada, "Audit log")
    assert [line.partition(" · ")[2] for line in lines(org.ada)] == [
        f"@Olivia changed “{IN_LINK}” for everybody: on → off",
        f"@Ada changed “{INSTANT}” for the group Sales: not managed → on",
        "@Ada added @Mia to the group Sales",
        "@Ada created the group Sales",
    ]


def test_what_became_of_a_request_is_said_in_its_own_words(org: Organisation) -> None:
    """AUDIT-1: asked, rejected with the reason, asked again, withdrawn, overtaken by a change made at once."""
    for again in (False, True):
        request_lock(org.olivia, reason="Because.")
        if not again:
            open_console(org.ada, "Requests", "Open")
            org.ada.press("Reject")
            org.ada.fill({"Reason": "Not now."})
            org.ada.submit()
    open_console(org.olivia, "Requests", "Open")
    org.olivia.press("Withdraw", confirm=True)
    request_lock(org.olivia, reason="")
    open_console(org.ada, "Account settings")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "Off"})
    org.ada.submit()
    open_console(org.ada, "Audit log")
    about, outdated = f"“{IN_LINK}” for everybody", "Something that it is about has changed meanwhile."
    assert [line.partition(" · ")[2] for line in lines(org.ada)] == [
        f"PMI Bot closed a request that can no longer be approved · {about} · {outdated} (request 3)",
        f"@Ada changed {about}: on → off",
        f"@Olivia asked for approval · {about} (request 3)",
        f"@Olivia withdrew a request · {about} (request 2)",
        f"@Olivia asked for approval · {about} · “Because.” (request 2)",
        f"@Ada rejected a request · {about} · “Not now.” (request 1)",
        f"@Olivia asked for approval · {about} · “Because.” (request 1)",
    ]


def test_a_group_that_is_gone_is_spoken_of_as_such(org: Organisation) -> None:
    """AUDIT-1: its name stands in the entries of its making and its end alone, where it can be erased."""
    create_group(org.ada, "Sales", "@Mia")
    org.ada.press("Delete")
    org.ada.submit()
    open_console(org.ada, "Audit log")
    assert [line.partition(" · ")[2] for line in lines(org.ada)] == [
        "@Ada deleted the group Sales",
        "@Ada added @Mia to the group (deleted)",
        "@Ada created the group Sales",
    ]


def test_it_is_filtered_by_person_and_by_setting(org: Organisation) -> None:
    some_history(org)
    open_console(org.ada, "Audit log")
    org.ada.fill({"Anybody": "@Mia"})
    assert [line.partition(" · ")[2] for line in lines(org.ada)] == ["@Ada added @Mia to the group Sales"]
    org.ada.fill({"Any setting": IN_LINK})
    assert "No entries match these filters." in top_modal(org.ada).text
    org.ada.press("Show all")
    assert len(lines(org.ada)) == 4
    org.ada.fill({"Any setting": INSTANT})
    assert len(lines(org.ada)) == 1
    org.ada.fill({"Any setting": "Any setting"})
    assert len(lines(org.ada)) == 4


def test_it_has_pages(org: Organisation) -> None:
    for number in range(15):
        create_group(org.ada, f"Group {number}")
    open_console(org.ada, "Audit log")
    assert len(lines(org.ada)) == 12
    org.ada.press("Older")
    assert len(lines(org.ada)) == 3
    org.ada.press("Newer")
    assert "Group 14" in lines(org.ada)[0]


def test_the_export_holds_every_entry_with_names_beside_ids(org: Organisation) -> None:
    """AUDIT-1; section 12: a spreadsheet runs nothing that people typed."""
    some_history(org)
    create_group(org.ada, "=HYPERLINK(1)")
    open_console(org.ada, "Audit log")
    org.ada.press("Export as CSV")
    assert "I sent you the audit log" in top_modal(org.ada).text
    found = csv_rows(sent_file(org, org.ada, "audit-"))
    assert [row["what"] for row in found] == ["group_created", "member_added", "setting", "setting", "group_created"]
    assert (found[1]["by (name)"], found[1]["person"], found[1]["person (name)"]) == ("Ada", "U0MIA", "Mia")
    assert (found[3]["before"], found[3]["after"]) == (
        '{"value": null, "locked": false}',
        '{"value": false, "locked": false}',
    )
    assert found[4]["text after"] == "'=HYPERLINK(1)"
    assert found[0]["time (UTC)"] == "2026-03-01T09:00:00+00:00"


def test_the_export_follows_the_filters(org: Organisation) -> None:
    some_history(org)
    open_console(org.ada, "Audit log")
    org.ada.fill({"Any setting": IN_LINK})
    org.ada.press("Export as CSV")
    assert [row["setting"] for row in csv_rows(sent_file(org, org.ada, "audit-"))] == ["passcode_in_link"]


def test_a_long_export_is_read_in_batches(org: Organisation) -> None:
    """Streaming: more entries than are read at once, over names that are asked for together."""
    users = [f"U0CROWD{number:03}" for number in range(30)]
    for user in users:
        org.newcomer(user)
    for number in range(20):
        create_group(org.ada, f"Group {number}", *(f"@{user}" for user in users))
    open_console(org.ada, "Audit log")
    org.ada.press("Export as CSV")
    found = csv_rows(sent_file(org, org.ada, "audit-"))
    assert len(found) == 20 * 31
    assert {row["person"] for row in found} == {"", *users}


def test_a_passcode_is_nowhere_in_it(org: Organisation) -> None:
    """AUDIT-1: a passcode never by its value."""
    org.mia.type("/pmi edit")
    org.mia.fill({"Passcode": "Hush-123"})
    org.mia.submit()
    assert "changed the passcode of @Mia" in open_console(org.ada, "Audit log").text
    org.ada.press("Export as CSV")
    assert b"Hush-123" not in sent_file(org, org.ada, "audit-")


def test_without_the_permission_to_send_files_the_admin_is_told(org: Organisation) -> None:
    open_console(org.ada, "Audit log")
    org.live_bot.workspace.faults.next("files.getUploadURLExternal", slack_error("missing_scope"))
    org.ada.press("Export as CSV")
    assert "has not given me the permission for that" in top_modal(org.ada).text


def test_only_admins_read_it(org: Organisation) -> None:
    """Section 4: a group admin does not."""
    create_group(org.ada, "Sales")
    org.ada.press("Change", beside="Group admins")
    org.ada.fill({"Group admins": ["@Mia"]})
    org.ada.submit()
    open_console(org.mia)
    view = org.live_bot.workspace.views.top("U0MIA")
    assert view is not None
    for action in ("admin_audit", "admin_audit_export", "admin_report", "admin_people", "admin_account", "admin_menu"):
        view.body["blocks"][-2]["accessory"] = {**view.body["blocks"][-2]["accessory"], "action_id": action}
        org.mia.press("Open")
        assert "Only owners and admins can do that." in top_modal(org.mia).text
        org.mia.close()
