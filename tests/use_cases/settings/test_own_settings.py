"""One's own settings: shown with their source, chosen where nothing locks them, kept under a lock (LOCK-2, LOCK-3, LOCK-6, LOCK-7)."""

from bot.i18n.reasons import reason_text
from bot.i18n.setting_labels import setting_label
from bot.policy.approvals.changes import ChangeSetting
from bot.policy.audit.events import AuditAction
from bot.policy.ids import UserId
from bot.policy.rooms.rooms import Room
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.lock_resolution import FROM_ACCOUNT, FROM_DEFAULT, FROM_PERSON, Resolved
from bot.use_cases.approvals.follow_ups import run_follow_ups
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.settings.settings import (
    OwnSettings,
    RefusedChoices,
    SettingsOverview,
    choose_own,
    overview,
    own_settings,
)
from storage import Database
from storage.rooms import rooms as room_store
from tests.support.database.databases import all_rows
from tests.support.factories.people import NOW, TEAM, caller, choose_setting, make_context, start_room
from tests.support.fixtures.admin_fixture import (
    ANN,
    BEN,
    GUEST,
    OFF,
    OFF_LOCKED,
    ON_LOCKED,
    PASSCODE_IN_LINK,
    PASSCODE_REQUIRED,
    PMI_ENABLED,
    AdminHarness,
    expect_denied,
)

INSTANT = Setting.PMI_FOR_INSTANT


def seen(answer: object) -> OwnSettings:
    assert isinstance(answer, OwnSettings), answer
    return answer


def refused(answer: object) -> dict[Setting, str]:
    assert isinstance(answer, RefusedChoices), answer
    return {setting: reason_text(each) for setting, each in answer.reasons.items()}


def room(db: Database, user: UserId = ANN) -> Room:
    with db.read() as tx:
        profile = room_store.profile(tx, TEAM, user)
    assert profile is not None
    assert profile.room is not None
    return profile.room


def without_passcode(db: Database, user: UserId = ANN) -> None:
    """A room of somebody who needs no passcode."""
    with db.write(TEAM) as tx:
        room_store.set_passcode(tx, room(db, user).id, "", "token")


def test_everybody_sees_every_setting_with_where_it_comes_from(db: Database, harness: AdminHarness) -> None:
    """LOCK-2: a locked switch is shown, not hidden."""
    harness.apply_setting(PASSCODE_IN_LINK, OFF_LOCKED)
    choose_setting(db, ANN, INSTANT, value=True)
    own = seen(own_settings(make_context(db), caller(ANN)))
    assert list(own.resolved) == list(CATALOGUE)
    assert own.resolved[PASSCODE_IN_LINK] == Resolved(False, FROM_ACCOUNT, FROM_ACCOUNT)
    assert own.resolved[INSTANT] == Resolved(True, FROM_PERSON)
    assert own.resolved[PMI_ENABLED] == Resolved(True, FROM_DEFAULT)


def test_a_choice_counts_at_once_and_is_written_down(db: Database, harness: AdminHarness) -> None:
    """AUDIT-1."""
    chosen = seen(choose_setting(db, ANN, INSTANT, value=True))
    assert chosen.resolved[INSTANT] == Resolved(True, FROM_PERSON)
    choose_setting(db, ANN, INSTANT, value=False)
    entries = [(entry.event.before, entry.event.after, entry.cause.actor) for entry in harness.audit_entries()]
    assert entries == [(None, True, ANN), (True, False, ANN)]
    assert {(entry.event.action, entry.event.person) for entry in harness.audit_entries()} == {
        (AuditAction.CHOICE, harness.ids[ANN])
    }


def test_what_a_form_shows_as_it_is_has_not_been_chosen(db: Database, harness: AdminHarness) -> None:
    """Else whoever saves a form would no longer follow their group."""
    before = all_rows(db)
    choose_own(make_context(db), caller(ANN), {setting: CATALOGUE[setting].default for setting in Setting})
    assert all_rows(db) == before
    harness.apply_setting(PASSCODE_IN_LINK, OFF)
    assert harness.resolved(ANN) == Resolved(False, FROM_ACCOUNT)


def test_a_form_that_was_opened_before_a_lock_and_is_saved_after_it_is_refused_by_name(
    db: Database, harness: AdminHarness
) -> None:
    """LOCK-2: by the settings of the moment of saving; and nothing of it is saved."""
    group = harness.create_group("Sales", ANN)
    harness.apply_setting(PASSCODE_IN_LINK, ON_LOCKED, group)
    before = all_rows(db)
    reasons = refused(choose_own(make_context(db), caller(ANN), {PASSCODE_IN_LINK: False, INSTANT: True}))
    assert reasons == {PASSCODE_IN_LINK: f"“{setting_label(PASSCODE_IN_LINK)}” is locked by your group Sales."}
    assert all_rows(db) == before
    harness.apply_setting(PASSCODE_IN_LINK, OFF_LOCKED)
    assert "your organisation" in refused(choose_setting(db, ANN, PASSCODE_IN_LINK, value=True))[PASSCODE_IN_LINK]


def test_a_lock_hides_a_choice_and_lifting_it_brings_the_choice_back(db: Database, harness: AdminHarness) -> None:
    """LOCK-3."""
    choose_setting(db, ANN, PASSCODE_IN_LINK, value=False)
    harness.apply_setting(PASSCODE_IN_LINK, ON_LOCKED)
    own = seen(own_settings(make_context(db), caller(ANN)))
    assert (own.resolved[PASSCODE_IN_LINK].value, own.own_choices) == (True, {PASSCODE_IN_LINK: False})
    harness.apply_setting(PASSCODE_IN_LINK, OFF)
    assert harness.resolved(ANN) == Resolved(False, FROM_PERSON)


def test_what_only_admins_set_is_not_for_anybody_to_choose(db: Database) -> None:
    """Section 5: `pmi_self_service` has no level of the person."""
    AdminHarness(db)
    assert (
        "Only admins"
        in refused(choose_setting(db, ANN, Setting.PMI_SELF_SERVICE, value=False))[Setting.PMI_SELF_SERVICE]
    )


def test_guests_and_strangers_have_nothing_to_choose(db: Database) -> None:
    """ROLE-1."""
    AdminHarness(db)
    before = all_rows(db)
    assert "Guests" in expect_denied(choose_setting(db, GUEST, INSTANT, value=True))
    expect_denied(choose_setting(db, UserId("U0NOBODY"), INSTANT, value=True))
    expect_denied(own_settings(make_context(db), caller(UserId("U0NOBODY"))))
    assert all_rows(db) == before


def test_switching_one_s_own_pmi_off_closes_the_open_room_at_once(db: Database) -> None:
    """LOCK-6; section 1: a session ends the moment its room is disabled."""
    AdminHarness(db)
    session = start_room(db, ANN).session
    choose_setting(db, ANN, PMI_ENABLED, value=False)
    with db.read() as tx:
        profile = room_store.profile(tx, TEAM, ANN)
    assert profile is not None
    assert profile.session is None
    assert session.ended_at is None


def test_requiring_a_passcode_oneself_gives_the_room_one_and_says_so(db: Database, harness: AdminHarness) -> None:
    """LOCK-7."""
    choose_setting(db, ANN, PASSCODE_REQUIRED, value=False)
    without_passcode(db)
    choose_setting(db, ANN, PASSCODE_REQUIRED, value=True)
    run_follow_ups(harness.context, NOW)
    assert len(room(db).passcode) == 6
    assert harness.recipients_of(MessageKind.PASSCODE_GIVEN) == [ANN]


def test_the_overview_shows_account_groups_and_how_many_are_in_each(db: Database, harness: AdminHarness) -> None:
    sales = harness.create_group("Sales", ANN, BEN)
    harness.create_group("Empty")
    harness.change(ChangeSetting(None, PASSCODE_IN_LINK, OFF))
    found = overview(db, TEAM)
    assert isinstance(found, SettingsOverview)
    assert [group.name for group in found.tree.groups] == ["Sales", "Empty"]
    assert found.tree.account == {PASSCODE_IN_LINK: OFF}
    assert found.sizes == {sales: 2}
