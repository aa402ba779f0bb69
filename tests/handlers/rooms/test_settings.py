"""**`/pmi settings`**: one's own switches, locked ones as text with whom to ask, and what a form meets that is no longer true."""

from typing import Any

import pytest

from bot.i18n.setting_labels import setting_label
from bot.policy.settings.catalogue import CATALOGUE, Level, Setting, is_settable_at
from bot.sandbox.client.driver import Driver
from bot.views.settings.my_settings import remind_me_label
from tests.support.database.databases import table_rows
from tests.support.fixtures.edit_form import SWITCHED_ON_FOR_ME
from tests.support.fixtures.organisation import (
    IN_LINK,
    LOCK_GROUP,
    PMI,
    Organisation,
    create_group,
    open_console,
    request_lock,
)
from tests.support.fixtures.screens import top_modal, top_view

MEETINGS, REMIND_ME = "Meetings", remind_me_label()
INSTANT = setting_label(Setting.PMI_FOR_INSTANT)
OWN = [setting_label(setting) for setting in CATALOGUE if is_settable_at(setting, Level.PERSON)]


def choosing(person: Driver) -> Driver:
    person.type("/pmi settings", channel="general")
    assert top_modal(person).title == "My settings"
    return person


def switches(person: Driver) -> set[str]:
    """Those that are on."""
    chosen = top_modal(person).fields[SWITCHED_ON_FOR_ME]
    return set(chosen)


def options_of(person: Driver) -> list[dict[str, Any]]:
    (found, _reminders) = [block["element"]["options"] for block in top_view(person).blocks if block["type"] == "input"]
    return found  # type: ignore[no-any-return]  # Slack's JSON


def offered(person: Driver) -> list[str]:
    """All that can be switched."""
    return [option["text"]["text"] for option in options_of(person)]


def abouts(person: Driver) -> dict[str, str]:
    """What the form says of its settings; of a default it says nothing."""
    return {each["value"]: each["description"]["text"] for each in options_of(person) if "description" in each}


def locked_by_account(org: Organisation, label: str = IN_LINK, value: str = "Off") -> None:
    request_lock(org.olivia, label, value=value)
    open_console(org.ada, "Requests", "Open")
    org.ada.press("Approve", confirm=True)
    for person in (org.olivia, org.ada):
        person.close(everything=True)


def test_the_switches_have_the_labels_that_people_know(org: Organisation) -> None:
    """Spec section 5: the form is made from the catalogue."""
    choosing(org.mia)
    assert offered(org.mia) == OWN
    assert switches(org.mia) == {setting_label(each) for each in CATALOGUE if CATALOGUE[each].default} & set(OWN)


def test_what_is_chosen_holds_at_once_and_stands_in_the_audit(org: Organisation) -> None:
    """LOCK-1 (c), AUDIT-1."""
    choosing(org.mia)
    org.mia.fill({SWITCHED_ON_FOR_ME: [*switches(org.mia), INSTANT]})
    org.mia.submit()
    assert "Your settings are saved." in top_modal(org.mia).text
    assert org.resolved(org.mia, Setting.PMI_FOR_INSTANT).value
    assert f"{INSTANT}: on" in org.mia.home.text
    org.mia.close()
    assert f"@Mia chose “{INSTANT}”: not set → on" in open_console(org.ada, "Audit log").text
    choosing(org.mia)
    assert abouts(org.mia) == {Setting.PMI_FOR_INSTANT: "Your own choice"}


def test_what_the_form_merely_shows_nobody_has_chosen(org: Organisation) -> None:
    """LOCK-3."""
    choosing(org.mia)
    org.mia.submit()
    assert table_rows(org.live_bot.bot.database, "choices") == []


def test_a_lock_of_ones_group_is_shown_in_the_words_of_the_spec(org: Organisation) -> None:
    """LOCK-2: “🔒 Locked by your group Sales. Ask @admin.”"""
    create_group(org.olivia, "Sales", "@Mia")
    org.olivia.press("Change", beside=IN_LINK)
    org.olivia.fill({"Value": "Off", "Lock": [LOCK_GROUP]})
    org.olivia.submit()
    org.olivia.submit()
    open_console(org.ada, "Requests", "Open")
    org.ada.press("Approve", confirm=True)
    choosing(org.mia)
    assert "🔒 Locked by your group Sales. Ask @Olivia or @Ada." in top_modal(org.mia).text
    assert IN_LINK not in offered(org.mia)
    choosing(org.max)
    assert IN_LINK in offered(org.max)


def test_a_form_opened_before_a_lock_and_saved_after_it_saves_nothing_and_keeps_the_other_wishes(
    org: Organisation,
) -> None:
    """LOCK-2; architecture: the rule is asked at the act."""
    choosing(org.mia)
    before = table_rows(org.live_bot.bot.database, "choices")
    locked_by_account(org, IN_LINK, "On")
    org.mia.fill({SWITCHED_ON_FOR_ME: [PMI, INSTANT], MEETINGS: []})
    org.mia.submit()
    seen = top_modal(org.mia)
    assert seen.fields[MEETINGS] == ()
    assert table_rows(org.live_bot.bot.database, "reminders_off") == []
    assert "Nothing was saved yet" in seen.text
    assert f"“{IN_LINK}” is locked by your organisation." in seen.text
    assert "🔒 Locked by your organisation." in seen.text
    assert switches(org.mia) == {PMI, INSTANT}
    assert table_rows(org.live_bot.bot.database, "choices") == before
    org.mia.submit()
    assert org.resolved(org.mia, Setting.PMI_FOR_INSTANT).value
    assert org.resolved(org.mia, Setting.PASSCODE_IN_LINK).value


def test_with_everything_locked_only_what_nobody_locks_can_be_chosen(org: Organisation) -> None:
    """UX-7: text, not inputs. MEET-8."""
    for label in OWN:
        locked_by_account(org, label)
    choosing(org.mia)
    assert set(top_modal(org.mia).fields) == {MEETINGS}
    assert top_modal(org.mia).text.count("🔒 Locked by your organisation.") == len(OWN)
    org.mia.fill({MEETINGS: []})
    org.mia.submit()
    assert f"{REMIND_ME}: off" in top_modal(org.mia).text


def test_meeting_reminders_are_switched_off_and_on(org: Organisation) -> None:
    """MEET-8: per person."""
    choosing(org.mia)
    assert top_modal(org.mia).fields[MEETINGS] == (REMIND_ME,)
    for wanted, words in (((), "off"), ((REMIND_ME,), "on")):
        org.mia.fill({MEETINGS: list(wanted)})
        org.mia.submit()
        assert f"{REMIND_ME}: {words}" in top_modal(org.mia).text
        org.mia.close()
        choosing(org.mia)
        assert top_modal(org.mia).fields[MEETINGS] == wanted
    choosing(org.max)
    assert top_modal(org.max).fields[MEETINGS] == (REMIND_ME,)


def test_without_a_personal_meeting_id_the_others_say_that_they_mean_nothing(org: Organisation) -> None:
    """LOCK-4; the form stays open to whoever has switched it off."""
    choosing(org.mia)
    org.mia.fill({SWITCHED_ON_FOR_ME: [label for label in switches(org.mia) if label != PMI]})
    org.mia.submit()
    org.mia.close()
    choosing(org.mia)
    idle = [setting for setting, about in abouts(org.mia).items() if "Without effect" in about]
    assert idle == [Setting.PMI_FOR_INSTANT, Setting.PMI_FOR_SCHEDULED, Setting.PMI_PASSCODE_REQUIRED]
    org.mia.fill({SWITCHED_ON_FOR_ME: [*switches(org.mia), PMI]})
    org.mia.submit()
    assert org.resolved(org.mia, Setting.PMI_ENABLED).value


def test_the_button_on_the_profile_and_on_home_opens_it_too(org: Organisation) -> None:
    org.mia.type("/pmi")
    org.mia.press("Settings")
    assert top_modal(org.mia).title == "My settings"
    org.mia.close()
    org.mia.open_home()
    org.mia.wait_for(lambda: "Settings" in org.mia.home.buttons)
    org.mia.press("Settings", where="home")
    assert top_modal(org.mia).title == "My settings"


def test_guests_have_nothing_to_set(org: Organisation) -> None:
    """ROLE-1."""
    gus = org.person_at("U0GUS")
    gus.type("/pmi settings")
    assert gus.modal is None
    assert "Guests have no personal meeting room" in gus.messages()[-1].text


@pytest.mark.parametrize("value", ["pmi_self_service", "no_such_setting", "", "<!channel>", "x" * 100])
def test_a_switch_of_the_forgers_own_changes_nothing(org: Organisation, value: str) -> None:
    """Section 12: what is for admins is not anybody's choice."""
    choosing(org.mia)
    option = options_of(org.mia)[1]
    option["value"] = value
    held = next(iter(top_view(org.mia).state.values()))["on"]
    held["selected_options"] = [each for each in held["selected_options"] if each["value"] == Setting.PMI_ENABLED] + [
        option
    ]
    org.mia.submit()
    chosen = {row[1] for row in table_rows(org.live_bot.bot.database, "choices")}
    assert chosen <= {each for each in Setting if is_settable_at(each, Level.PERSON)} - {Setting.PMI_FOR_INSTANT}
    assert org.resolved(org.mia, Setting.PMI_SELF_SERVICE).value
