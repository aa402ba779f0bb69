"""What people choose for themselves, and in which words they hear that they may not (LOCK-2, LOCK-3)."""

import pytest

from bot.i18n.setting_labels import setting_help, setting_label
from bot.policy.ids import GroupId
from bot.policy.settings.catalogue import CATALOGUE, Level, Setting, is_settable_at
from bot.policy.settings.choices import changed_choices, refusals
from bot.policy.settings.lock_resolution import (
    Group,
    PersonSettings,
    SettingState,
    SettingsTree,
    resolve_all,
)
from bot.policy.values.reasons import reason

TEAM = GroupId(1)
LINK, PMI, SELF = Setting.PASSCODE_IN_LINK, Setting.PMI_ENABLED, Setting.PMI_SELF_SERVICE
LOCKED = SettingState(True, True)
ANN = PersonSettings(frozenset({TEAM}))
UNLOCKED = resolve_all(SettingsTree({}), ANN)
BY_ACCOUNT = resolve_all(SettingsTree({LINK: LOCKED}), ANN)
BY_GROUP = resolve_all(SettingsTree({}, (Group(TEAM, "Sales", {LINK: LOCKED}),)), ANN)


def test_what_a_form_merely_shows_was_not_chosen() -> None:
    shown = {setting: each.value for setting, each in UNLOCKED.items()}
    assert changed_choices(shown, UNLOCKED) == {}
    assert changed_choices({**shown, LINK: False}, UNLOCKED) == {LINK: False}


def test_what_is_not_locked_may_be_chosen_either_way() -> None:
    for value in (True, False):
        assert refusals({setting: value for setting in CATALOGUE if setting is not SELF}, UNLOCKED) == {}


def test_what_is_locked_may_not_be_chosen_not_even_as_it_is() -> None:
    """LOCK-2: the refusal names who locked it; other settings stay free."""
    for value in (True, False):
        choices = {LINK: value, PMI: value}
        assert refusals(choices, BY_ACCOUNT) == {LINK: reason("settings.locked_by_organisation", setting=LINK)}
        assert refusals(choices, BY_GROUP) == {LINK: reason("settings.locked_by_group", setting=LINK, group="Sales")}


def test_what_is_no_person_s_to_choose_is_refused_to_everybody() -> None:
    """Section 5, `pmi_self_service`."""
    assert refusals({SELF: False}, UNLOCKED) == {SELF: reason("settings.only_admins", setting=SELF)}


@pytest.mark.parametrize("setting", Setting)
def test_every_setting_is_declared_with_its_default_and_levels(setting: Setting) -> None:
    """Section 5: off by default are the two that use the PMI by themselves; self-service is no person's."""
    spec = CATALOGUE[setting]
    assert setting_label(setting)
    assert setting_help(setting).endswith(".")
    assert spec.default is (setting not in {Setting.PMI_FOR_INSTANT, Setting.PMI_FOR_SCHEDULED})
    assert is_settable_at(setting, Level.ACCOUNT)
    assert is_settable_at(setting, Level.GROUP)
    assert is_settable_at(setting, Level.PERSON) is (setting is not SELF)
