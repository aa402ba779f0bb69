"""One's own settings: shown with their source, chosen where nothing locks them, kept under a lock (LOCK-2, LOCK-3, LOCK-6, LOCK-7)."""

from bot.policy.audit import AuditAction
from bot.policy.changes import ChangeSetting
from bot.policy.people import UserId
from bot.policy.resolution import FROM_ACCOUNT, FROM_DEFAULT, FROM_PERSON, Resolved
from bot.policy.rooms import Room
from bot.policy.settings import CATALOGUE, Setting
from bot.use_cases.follow_ups import PASSCODE_GIVEN, run_follow_ups
from bot.use_cases.settings import OwnSettings, RefusedChoices, SettingsOverview, choose_own, overview, own_settings
from storage import Database
from storage import rooms as room_store
from tests.databases import everything_in
from tests.factories import NOW, TEAM, started
from tests.office import ANN, BEN, GUEST, LINK, OFF, OFF_LOCKED, ON_LOCKED, PMI, Office, denied

INSTANT = Setting.PMI_FOR_INSTANT
REQUIRED = Setting.PMI_PASSCODE_REQUIRED


def seen(answer: object) -> OwnSettings:
    assert isinstance(answer, OwnSettings), answer
    return answer


def refused(answer: object) -> dict[Setting, str]:
    assert isinstance(answer, RefusedChoices), answer
    return dict(answer.reasons)


def choose(db: Database, setting: Setting, value: bool, user: UserId = ANN) -> object:
    return choose_own(db, TEAM, user, {setting: value}, NOW)


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


def test_everybody_sees_every_setting_with_where_it_comes_from(db: Database) -> None:
    """LOCK-2: a locked switch is shown, not hidden."""
    office = Office(db)
    office.lock(LINK, OFF_LOCKED)
    choose(db, INSTANT, True)
    own = seen(own_settings(db, TEAM, ANN))
    assert list(own.resolved) == list(CATALOGUE)
    assert own.resolved[LINK] == Resolved(False, FROM_ACCOUNT, FROM_ACCOUNT)
    assert own.resolved[INSTANT] == Resolved(True, FROM_PERSON)
    assert own.resolved[PMI] == Resolved(True, FROM_DEFAULT)


def test_a_choice_counts_at_once_and_is_written_down(db: Database) -> None:
    """AUDIT-1."""
    office = Office(db)
    chosen = seen(choose(db, INSTANT, True))
    assert chosen.resolved[INSTANT] == Resolved(True, FROM_PERSON)
    choose(db, INSTANT, False)
    entries = [(entry.event.before, entry.event.after, entry.cause.actor) for entry in office.audit()]
    assert entries == [(None, True, ANN), (True, False, ANN)]
    assert {(entry.event.action, entry.event.person) for entry in office.audit()} == {
        (AuditAction.CHOICE, office.ids[ANN])
    }


def test_what_a_form_shows_as_it_is_has_not_been_chosen(db: Database) -> None:
    """Else whoever saves a form would no longer follow their group."""
    office = Office(db)
    before = everything_in(db)
    choose_own(db, TEAM, ANN, {setting: CATALOGUE[setting].default for setting in Setting}, NOW)
    assert everything_in(db) == before
    office.lock(LINK, OFF)
    assert office.resolved(ANN) == Resolved(False, FROM_ACCOUNT)


def test_a_form_that_was_opened_before_a_lock_and_is_saved_after_it_is_refused_by_name(db: Database) -> None:
    """LOCK-2: by the settings of the moment of saving; and nothing of it is saved."""
    office = Office(db)
    group = office.group("Sales", ANN)
    office.lock(LINK, ON_LOCKED, group)
    before = everything_in(db)
    reasons = refused(choose_own(db, TEAM, ANN, {LINK: False, INSTANT: True}, NOW))
    assert reasons == {LINK: f"“{CATALOGUE[LINK].label}” is locked by your group Sales."}
    assert everything_in(db) == before
    office.lock(LINK, OFF_LOCKED)
    assert "your organisation" in refused(choose(db, LINK, True))[LINK]


def test_a_lock_hides_a_choice_and_lifting_it_brings_the_choice_back(db: Database) -> None:
    """LOCK-3."""
    office = Office(db)
    choose(db, LINK, False)
    office.lock(LINK, ON_LOCKED)
    own = seen(own_settings(db, TEAM, ANN))
    assert (own.resolved[LINK].value, own.own_choices) == (True, {LINK: False})
    office.lock(LINK, OFF)
    assert office.resolved(ANN) == Resolved(False, FROM_PERSON)


def test_what_only_admins_set_is_not_for_anybody_to_choose(db: Database) -> None:
    """Section 5: `pmi_self_service` has no level of the person."""
    Office(db)
    assert "only admins" in refused(choose(db, Setting.PMI_SELF_SERVICE, False))[Setting.PMI_SELF_SERVICE]


def test_guests_and_strangers_have_nothing_to_choose(db: Database) -> None:
    """ROLE-1."""
    Office(db)
    before = everything_in(db)
    assert "Guests" in denied(choose(db, INSTANT, True, GUEST))
    denied(choose(db, INSTANT, True, UserId("U0NOBODY")))
    denied(own_settings(db, TEAM, UserId("U0NOBODY")))
    assert everything_in(db) == before


def test_switching_one_s_own_pmi_off_closes_the_open_room_at_once(db: Database) -> None:
    """LOCK-6; section 1: a session ends the moment its room is disabled."""
    Office(db)
    session = started(db, ANN).session
    choose(db, PMI, False)
    with db.read() as tx:
        profile = room_store.profile(tx, TEAM, ANN)
    assert profile is not None
    assert profile.session is None
    assert session.ended_at is None


def test_requiring_a_passcode_oneself_gives_the_room_one_and_says_so(db: Database) -> None:
    """LOCK-7."""
    office = Office(db)
    choose(db, REQUIRED, False)
    without_passcode(db)
    choose(db, REQUIRED, True)
    run_follow_ups(office.admin, NOW)
    assert len(room(db).passcode) == 6
    assert office.owed_to(PASSCODE_GIVEN) == [ANN]


def test_the_overview_shows_account_groups_and_how_many_are_in_each(db: Database) -> None:
    office = Office(db)
    sales = office.group("Sales", ANN, BEN)
    office.group("Empty")
    office.change(ChangeSetting(None, LINK, OFF))
    found = overview(db, TEAM)
    assert isinstance(found, SettingsOverview)
    assert [group.name for group in found.tree.groups] == ["Sales", "Empty"]
    assert found.tree.account == {LINK: OFF}
    assert found.sizes == {sales: 2}
