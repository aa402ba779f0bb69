"""A request from its form to its end, told by three people: who asks, who decides, whom it hits (APP-1 to APP-6)."""

from datetime import timedelta

import pytest

from bot.policy.settings.catalogue import Setting
from bot.sandbox.client.driver import Driver
from bot.sandbox.client.snapshot import Snapshot
from bot.sandbox.faults import server_error
from bot.sandbox.workspace.messages import Message
from tests.support.database.databases import all_rows, table_rows
from tests.support.fixtures.bot_fixture import forge_button_value
from tests.support.fixtures.organisation import DAY, IN_LINK, LOCK_ALL, Organisation, open_console, request_lock
from tests.support.fixtures.screens import modal_depth, top_modal
from tests.support.machine.threads import run_concurrently

ASKED = "Waits for a decision"


def approves(org: Organisation, person: Driver) -> None:
    person.press("Approve", where=org.newest_request_post(person), confirm=True)


def surface(seen: Snapshot) -> Message:
    assert isinstance(seen.surface, Message)
    return seen.surface


def in_thread(org: Organisation) -> list[str]:
    """What stands in threads of #approvals."""
    messages = [one.surface for one in org.ada.messages("approvals")]
    return [one.text for one in messages if isinstance(one, Message) and one.thread_ts and one.thread_ts != one.ts]


def test_a_lock_is_asked_for_approved_and_holds(org: Organisation) -> None:
    """The whole story of a request: APP-1, APP-2, APP-3, APP-6, LOCK-2."""
    said = request_lock(org.olivia, reason="Links were passed on.")
    assert "Requested in #approvals" in said.text
    assert "A change waits for approval." in said.text
    assert not org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked
    org.tick()
    seen = org.newest_request_post(org.ada)
    for words in (
        "@Olivia asks for a change",
        IN_LINK,
        "on → off, 🔒 locked",
        "Links were passed on.",
        "people get another value",
        ASKED,
    ):
        assert words in seen.text
    assert seen.buttons == ("Approve", "Reject", "Who is affected?", "Withdraw", "Remind approvers")
    approves(org, org.ada)
    assert "Approved by @Ada" in org.newest_request_post(org.adam).text
    assert org.newest_request_post(org.adam).buttons == ()
    org.tick()
    assert "Approved by @Ada" in org.olivia.dm()[-1].text
    assert "on → off, 🔒 locked" in org.olivia.dm()[-1].text
    org.mia.type("/pmi settings")
    assert f"{IN_LINK}: off\n🔒 Locked by your organisation. Ask @Olivia or @Ada." in top_modal(org.mia).text


def test_nobody_approves_their_own_request(org: Organisation) -> None:
    """APP-4: refused aloud."""
    request_lock(org.ada)
    org.tick()
    approves_before = all_rows(org.live_bot.bot.database)
    org.ada.close(everything=True)
    approves(org, org.ada)
    assert "You asked for this yourself" in org.ada.messages()[-1].text
    org.ada.press("Reject", where=org.newest_request_post(org.ada))
    assert "You asked for this yourself" in org.ada.messages()[-1].text
    assert all_rows(org.live_bot.bot.database) == approves_before


def test_the_later_one_is_told_who_decided_and_when(org: Organisation) -> None:
    """APP-3; UX-5: a button on a message that has changed says so and refreshes it."""
    request_lock(org.olivia)
    org.tick()
    buttons = surface(org.newest_request_post(org.adam)).blocks
    open_console(org.ada, "Requests", "Open")
    org.ada.press("Approve", confirm=True)
    assert "Approved by @Ada" in top_modal(org.ada).text
    surface(org.newest_request_post(org.adam)).blocks.extend(
        block for block in buttons if block["type"] == "actions"
    )  # not drawn anew yet
    org.adam.press("Approve", where=org.newest_request_post(org.adam), confirm=True)
    assert "Approved by @Ada today at" in org.adam.messages()[-1].text
    assert org.newest_request_post(org.adam).buttons == ()


def test_two_admins_press_at_once_and_one_decision_is_made(org: Organisation) -> None:
    """APP-3, over real HTTP: the loser is told, nobody sees an error, the message tells the truth."""
    request_lock(org.olivia)
    org.tick()
    org.ada.press("Reject", where=org.newest_request_post(org.ada))
    org.ada.fill({"Reason": "Not now."})
    seen = org.newest_request_post(org.adam)
    run_concurrently([org.ada.submit, lambda: org.adam.press("Approve", where=seen, confirm=True)])
    org.tick()
    text = org.newest_request_post(org.olivia).text
    assert ("Approved by @Adam" in text) != ("Rejected by @Ada" in text)
    assert org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked is ("Approved by @Adam" in text)
    texts = [one.text for one in org.olivia.dm() if one.text.startswith("Your request")]
    assert len(texts) == 1


def test_one_presses_twice_at_once_and_it_counts_once(org: Organisation) -> None:
    """APP-3."""
    request_lock(org.olivia)
    org.tick()
    seen = org.newest_request_post(org.ada)
    again = Driver(org.live_bot.workspace, org.ada.user_id)
    run_concurrently([lambda each=each: each.press("Approve", where=seen, confirm=True) for each in (org.ada, again)])  # type: ignore[misc]  # a default binds it
    org.tick()
    decided = [row for row in table_rows(org.live_bot.bot.database, "audit") if "decided" in row]
    assert len(decided) == 1


def test_a_rejection_needs_a_reason_and_whoever_asked_reads_it(org: Organisation) -> None:
    """APP-2, APP-6."""
    request_lock(org.olivia)
    org.tick()
    org.ada.press("Reject", where=org.newest_request_post(org.ada))
    org.ada.fill({"Reason": "   "})
    org.ada.submit()
    assert top_modal(org.ada).errors == {"Reason": "Please say why, so that they know what to do."}
    org.ada.fill({"Reason": "After the <!channel> fair, please."})
    org.ada.submit()
    assert org.ada.modal is None
    assert "Rejected by @Ada" in org.newest_request_post(org.adam).text
    org.tick()
    assert "After the <!channel> fair, please." in org.olivia.dm()[-1].text
    assert not org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked


def test_rejecting_in_the_console_leads_back_to_the_request(org: Organisation) -> None:
    request_lock(org.olivia)
    open_console(org.ada, "Requests", "Open")
    org.ada.press("Reject")
    assert modal_depth(org.ada) == 2
    org.ada.fill({"Reason": "No."})
    org.ada.submit()
    assert modal_depth(org.ada) == 1
    assert "Rejected by @Ada" in top_modal(org.ada).text


def test_the_console_shows_each_reader_what_they_may_do_of_a_request(org: Organisation) -> None:
    """APP-4, UX-7: in the channel everybody sees the same buttons; here nobody presses in vain."""
    request_lock(org.olivia)
    open_console(org.olivia, "Requests", "Open")
    assert top_modal(org.olivia).buttons == ("Back", "Who is affected?", "Withdraw", "Remind approvers")
    assert "You asked for this, so another owner or admin decides." in top_modal(org.olivia).text
    open_console(org.ada, "Requests", "Open")
    assert top_modal(org.ada).buttons == ("Back", "Approve", "Reject", "Who is affected?")
    assert "You asked for this" not in top_modal(org.ada).text


def test_counts_that_moved_are_shown_and_confirmed(org: Organisation) -> None:
    """APP-3: people came since the request was posted."""
    request_lock(org.olivia)
    org.tick()
    for user in ("U0NEW1", "U0NEW2"):
        org.newcomer(user).type("/pmi", channel="general")
    seen = org.newest_request_post(org.ada)
    org.ada.press("Approve", where=seen, confirm=True)
    message = org.ada.messages()[-1]
    assert message.only_me
    assert "Not approved yet" in message.text
    assert not org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked
    counts = [line for line in message.text.splitlines() if "get another value" in line]
    assert counts[0].partition("By now, ")[2].partition(" people")[0] in org.newest_request_post(org.ada).text
    org.ada.press("Approve", where=message)
    assert org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked
    assert "Approved by @Ada" in org.ada.messages()[-1].text


def test_counts_that_moved_are_shown_in_the_console_too(org: Organisation) -> None:
    request_lock(org.olivia)
    open_console(org.ada, "Requests", "Open")
    org.newcomer("U0NEW1").type("/pmi", channel="general")
    org.ada.press("Approve", confirm=True)
    assert "it would now affect other people or meetings" in top_modal(org.ada).text
    org.ada.press("Approve", confirm=True)
    assert "Approved by @Ada" in top_modal(org.ada).text


def test_whoever_asked_can_withdraw_and_nobody_else(org: Organisation) -> None:
    """APP-2."""
    request_lock(org.olivia)
    org.tick()
    org.ada.press("Withdraw", where=org.newest_request_post(org.ada), confirm=True)
    assert "Only the person who asked can withdraw this." in org.ada.messages()[-1].text
    org.olivia.close(everything=True)
    org.olivia.press("Withdraw", where=org.newest_request_post(org.olivia), confirm=True)
    assert "Withdrawn by @Olivia" in org.newest_request_post(org.ada).text
    assert org.newest_request_post(org.ada).buttons == ()


def test_a_second_asker_is_shown_the_first_request(org: Organisation) -> None:
    """APP-3: at most one for a setting and scope."""
    request_lock(org.olivia)
    open_console(org.ada, "Account settings")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "Off", "Lock": ["🔒 Lock it for everybody"]})
    org.ada.submit()
    assert top_modal(org.ada).title == "Already requested"
    assert "@Olivia has already asked for a change of this." in top_modal(org.ada).text


def test_a_request_is_nudged_after_a_day_and_expires_after_seven(org: Organisation) -> None:
    """APP-5."""
    request_lock(org.olivia)
    org.tick()
    org.advance(DAY)
    org.advance(DAY)
    assert len(in_thread(org)) == 1
    assert "still waits for an owner or admin other than" in in_thread(org)[0]
    org.advance(5 * DAY - timedelta(seconds=1))
    assert ASKED in org.newest_request_post(org.ada).text
    org.advance(timedelta(seconds=1))
    assert "nobody decided within seven days" in org.newest_request_post(org.ada).text
    assert org.newest_request_post(org.ada).buttons == ()
    assert "nobody decided within seven days" in org.olivia.dm()[-1].text


def test_approvers_are_reminded_once_a_day_at_most(org: Organisation) -> None:
    """APP-5."""
    request_lock(org.olivia)
    org.tick()
    org.olivia.close(everything=True)
    org.ada.press("Remind approvers", where=org.newest_request_post(org.ada))
    assert "Only the person who asked can remind the approvers." in org.ada.messages()[-1].text
    for _ in range(2):
        org.olivia.press("Remind approvers", where=org.newest_request_post(org.olivia))
    assert "reminded within the last day" in org.olivia.messages()[-1].text
    org.tick()
    (reminder,) = in_thread(org)
    assert "<@U0ADA> <@U0ADAM>" in reminder
    assert "U0OLIVIA> <@" not in reminder
    org.advance(DAY)
    org.olivia.press("Remind approvers", where=org.newest_request_post(org.olivia))
    assert "I reminded the approvers" in org.olivia.messages()[-1].text


def test_a_request_whose_setting_changed_meanwhile_cannot_be_approved(org: Organisation) -> None:
    """APP-5: superseded."""
    request_lock(org.olivia)
    org.tick()
    open_console(org.ada, "Account settings")
    org.ada.press("Change", beside=IN_LINK)
    org.ada.fill({"Value": "Off"})
    org.ada.submit()
    assert "This applies from now on." in top_modal(org.ada).text
    org.tick()
    assert "it can no longer be approved" in org.newest_request_post(org.adam).text
    assert org.newest_request_post(org.adam).buttons == ()
    assert "Something that it is about has changed meanwhile." in org.olivia.dm()[-1].text


def test_the_sole_approvers_own_request_applies_at_once(org: Organisation) -> None:
    """APP-4: the form says so before, and the audit after."""
    for user in ("U0ADA", "U0ADAM"):
        org.live_bot.workspace.deactivate(user)
    org.tick()
    open_console(org.olivia, "Account settings")
    org.olivia.press("Change", beside=IN_LINK)
    org.olivia.fill({"Value": "Off", "Lock": [LOCK_ALL]})
    org.olivia.submit()
    assert (
        "You are the only one who could approve this, so it applies immediately: 4 people get"
        in top_modal(org.olivia).text
    )
    assert set(top_modal(org.olivia).fields) == {"Value", "Lock"}
    assert not org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked
    org.olivia.submit()
    assert "You are the only one who could approve it" in top_modal(org.olivia).text
    assert org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked
    assert "sole approver" in open_console(org.olivia, "Audit log").text


def test_who_is_affected_is_shown_to_admins_alone_page_by_page(org: Organisation) -> None:
    """APP-2, APP-7."""
    for number in range(60):
        org.newcomer(f"U0CROWD{number:02}").type("/pmi", channel="general")
    request_lock(org.olivia)
    org.tick()
    org.ada.press("Who is affected?", where=org.newest_request_post(org.ada))
    assert "66 people get another value" in top_modal(org.ada).text
    assert top_modal(org.ada).text.count("@") == 50
    org.ada.press("Next")
    assert top_modal(org.ada).text.count("@") == 16
    assert (modal_depth(org.ada), top_modal(org.ada).buttons) == (1, ("Previous",))
    member = org.person_at("U0CROWD07", "approvals")
    member.press("Who is affected?", where=org.newest_request_post(member))
    assert member.modal is None
    assert "Only owners and admins can do that. Ask @Olivia or @Ada." in member.messages()[-1].text


@pytest.mark.parametrize("label", ["Approve", "Reject", "Who is affected?"])
def test_guests_and_people_of_other_companies_are_refused(org: Organisation, label: str) -> None:
    """ROLE-1."""
    request_lock(org.olivia)
    org.tick()
    before = table_rows(org.live_bot.bot.database, "requests")
    for person in (org.newcomer("U0GUESTLY", guest=True), org.newcomer("U0OUTSIDE", external=True)):
        person.press(label, where=org.newest_request_post(person), confirm=label == "Approve")
        assert person.modal is None
        assert person.messages()[-1].text == "Only owners and admins can do that. Ask @Olivia or @Ada."
    assert table_rows(org.live_bot.bot.database, "requests") == before


def test_an_admin_who_was_demoted_a_moment_ago_decides_nothing(org: Organisation) -> None:
    """ROLE-1: the role is read at the click; the bot has not heard of the change."""
    request_lock(org.olivia)
    org.tick()
    with org.live_bot.workspace.changing():
        org.live_bot.workspace.people["U0ADA"] = demoted = type(org.live_bot.workspace.person("U0ADA"))(
            "U0ADA", "ada", "Ada"
        )
    assert not demoted.is_admin
    approves(org, org.ada)
    assert "Only owners and admins can do that." in org.ada.messages()[-1].text
    assert not org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked


def test_where_slack_cannot_be_asked_nothing_is_decided(org: Organisation) -> None:
    """ROLE-1: “try again”."""
    request_lock(org.olivia)
    org.tick()
    org.live_bot.workspace.faults.next("users.info", server_error())
    approves(org, org.ada)
    assert "Please try again" in org.ada.messages()[-1].text
    assert ASKED in org.newest_request_post(org.ada).text
    org.live_bot.workspace.faults.clear()
    approves(org, org.ada)
    assert org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked


def test_a_tampered_button_decides_nothing(org: Organisation) -> None:
    """Section 12: counts that nobody was shown are no approval."""
    request_lock(org.olivia)
    org.tick()
    for value in ["", "0", "99999.1.0", "-1", "1", "1.x.y", "1.2.3.4.5", "١.2.3", "9" * 40, "<!channel>"]:
        request = org.newest_request_post(org.ada)
        forge_button_value(request, "Approve", value)
        answered = len(org.ada.messages())
        org.ada.press("Approve", where=request, confirm=True)
        assert [each.only_me for each in org.ada.messages()[answered:]] == [True], value
        assert not org.resolved(org.mia, Setting.PASSCODE_IN_LINK).locked
