"""What holds for one person, LOCK-1 to LOCK-5: the rules' table, and what is true of every account."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.setting_labels import setting_label
from bot.policy.ids import GroupId
from bot.policy.settings.catalogue import CATALOGUE, REQUIRE_PMI, Level, Setting, is_settable_at
from bot.policy.settings.lock_resolution import (
    FROM_ACCOUNT,
    FROM_DEFAULT,
    FROM_PERSON,
    UNSET,
    Group,
    Origin,
    PersonSettings,
    Resolved,
    SettingState,
    SettingsTree,
    Source,
    has_effect,
    in_effect,
    resolve,
    resolve_all,
)
from tests.support.factories.setting_strategies import people_with_settings, settings_trees

VECTORS = Path(__file__).parents[2] / "data" / "settings.csv"
ROWS = list(csv.DictReader(VECTORS.read_text(encoding="utf-8").splitlines()))
ON_BY_DEFAULT = [each for each in Setting if CATALOGUE[each].default and is_settable_at(each, Level.PERSON)]
settings = st.sampled_from(Setting)


def on_or_off(word: str) -> bool | None:
    return {"on": True, "off": False}.get(word)


def group_of(text: str, setting: Setting) -> Group:
    priority, word, *lock = text.split(":")
    state = UNSET if word == "unmanaged" else SettingState(on_or_off(word), locked=bool(lock))
    return Group(GroupId(int(priority)), f"Group {priority}", {setting: state})


def source_of(text: str) -> Source:
    origin, _, group = text.partition(" ")
    return Source(Origin(origin), GroupId(int(group)), f"Group {group}") if group else Source(Origin(origin))


@pytest.mark.parametrize("setting", ON_BY_DEFAULT)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row.values()))
def test_every_row_of_the_spec_s_table_resolves_as_it_says(row: dict[str, str], setting: Setting) -> None:
    """LOCK-1 (a) to (f), LOCK-2."""
    groups = tuple(group_of(text, setting) for text in row["groups"].split(";") if text)
    account = SettingState(on_or_off(row["account"]), locked=row["account_locked"] == "yes")
    own = on_or_off(row["own"])
    person = PersonSettings(frozenset(group.id for group in groups), {} if own is None else {setting: own})
    source = source_of(row["source"])
    expected = Resolved(row["value"] == "on", source, source if row["locked"] == "yes" else None)
    assert resolve(setting, SettingsTree({setting: account}, groups), person) == expected


def test_a_locked_account_without_a_value_gives_the_default_and_names_itself_as_source() -> None:
    """LOCK-1."""
    layout = SettingsTree({Setting.PMI_FOR_INSTANT: SettingState(None, locked=True)})
    person = PersonSettings(choices={Setting.PMI_FOR_INSTANT: True})
    assert resolve(Setting.PMI_FOR_INSTANT, layout, person) == Resolved(False, FROM_ACCOUNT, FROM_ACCOUNT)


def test_a_person_in_four_groups_with_contradicting_locks_is_under_the_first_that_says_anything() -> None:
    """LOCK-1 (b)."""
    states = [UNSET, SettingState(True), SettingState(False, locked=True), SettingState(True, locked=True)]
    groups = tuple(
        Group(GroupId(place), f"Group {place}", {Setting.PASSCODE_IN_LINK: state})
        for place, state in enumerate(states, 1)
    )
    everywhere = frozenset(group.id for group in groups)
    person = PersonSettings(everywhere, {Setting.PASSCODE_IN_LINK: False})
    assert resolve(Setting.PASSCODE_IN_LINK, SettingsTree({}, groups), person) == Resolved(False, FROM_PERSON)
    without_second = replace(person, groups=everywhere - {GroupId(2)})
    locked_by = Source(Origin.GROUP, GroupId(3), "Group 3")
    assert resolve(Setting.PASSCODE_IN_LINK, SettingsTree({}, groups), without_second) == Resolved(
        False, locked_by, locked_by
    )


@pytest.mark.parametrize("setting", [each for each in Setting if not is_settable_at(each, Level.PERSON)])
def test_what_is_not_a_person_s_to_choose_ignores_a_choice_that_is_on_record(setting: Setting) -> None:
    own = PersonSettings(choices={setting: not CATALOGUE[setting].default})
    assert resolve(setting, SettingsTree({}), own) == Resolved(CATALOGUE[setting].default, FROM_DEFAULT)


@given(settings, settings_trees(), people_with_settings())
def test_what_the_account_locks_holds_for_everybody(
    setting: Setting, layout: SettingsTree, person: PersonSettings
) -> None:
    """LOCK-1 (a), LOCK-5: groups and choices below are kept and have no say."""
    account = layout.state(setting)
    resolved = resolve(setting, layout, person)
    if account.locked:
        assert resolved.value == (CATALOGUE[setting].default if account.value is None else account.value)
        assert resolved.source == resolved.locked_by == FROM_ACCOUNT
    else:
        assert resolved.locked_by != FROM_ACCOUNT


@given(settings, settings_trees(), people_with_settings(), st.booleans())
def test_a_locked_value_is_the_same_whatever_somebody_chose(
    setting: Setting, layout: SettingsTree, person: PersonSettings, own: bool
) -> None:
    """LOCK-1: a lock is a lock."""
    resolved = resolve(setting, layout, person)
    if resolved.locked:
        assert resolve(setting, layout, replace(person, choices={**(person.choices or {}), setting: own})) == resolved


@given(settings, settings_trees(), people_with_settings())
def test_after_unlocking_what_was_chosen_counts_again(
    setting: Setting, layout: SettingsTree, person: PersonSettings
) -> None:
    """LOCK-3: a lock hides a choice and never deletes it."""
    unlocked = SettingsTree(
        {**layout.account, setting: replace(layout.state(setting), locked=False)},
        tuple(
            replace(each, states={**each.states, setting: replace(each.state(setting), locked=False)})
            for each in layout.groups
        ),
    )
    choice = person.choice(setting)
    if choice is not None:
        assert resolve(setting, unlocked, person) == Resolved(choice, FROM_PERSON)
    assert not resolve(setting, unlocked, person).locked


@given(settings, settings_trees(), people_with_settings(), st.data())
def test_a_group_behind_the_first_that_defines_a_setting_has_no_say(
    setting: Setting, layout: SettingsTree, person: PersonSettings, data: st.DataObject
) -> None:
    """LOCK-1: a lock of lower priority has no effect."""
    mine = [each for each in layout.groups if each.id in person.groups]
    defining = [place for place, each in enumerate(mine) if each.state(setting).value is not None]
    behind = mine[defining[0] + 1 :] if defining else []
    if behind:
        said = data.draw(
            st.sampled_from(
                [UNSET, SettingState(True, True), SettingState(False, True), SettingState(True), SettingState(False)]
            )
        )
        changed = data.draw(st.sampled_from(behind))
        groups = tuple(
            replace(each, states={**each.states, setting: said}) if each == changed else each for each in layout.groups
        )
        assert resolve(setting, replace(layout, groups=groups), person) == resolve(setting, layout, person)


@given(settings, settings_trees(), people_with_settings())
def test_groups_that_somebody_is_not_in_do_not_concern_them(
    setting: Setting, layout: SettingsTree, person: PersonSettings
) -> None:
    mine = tuple(each for each in layout.groups if each.id in person.groups)
    assert resolve(setting, replace(layout, groups=mine), person) == resolve(setting, layout, person)


@given(settings_trees(), people_with_settings())
def test_every_setting_has_an_answer_that_names_its_source(layout: SettingsTree, person: PersonSettings) -> None:
    """LOCK-2; and the same one for each setting alone."""
    resolved = resolve_all(layout, person)
    assert list(resolved) == list(CATALOGUE)
    for setting, answer in resolved.items():
        assert answer == resolve(setting, layout, person)
        assert answer.locked_by in (None, answer.source)
        assert (answer.source.group is not None) == (answer.source.origin is Origin.GROUP)


@given(settings_trees(), people_with_settings())
def test_without_a_pmi_the_other_settings_about_it_have_no_effect_and_keep_their_values(
    layout: SettingsTree, person: PersonSettings
) -> None:
    """LOCK-4."""
    off = replace(layout, account={**layout.account, Setting.PMI_ENABLED: SettingState(False, locked=True)})
    before, after = resolve_all(layout, person), resolve_all(off, person)
    for setting in REQUIRE_PMI:
        assert not has_effect(setting, after)
        assert not in_effect(setting, after)
        assert after[setting] == before[setting]
    for setting in set(Setting) - REQUIRE_PMI - {Setting.PMI_ENABLED}:
        assert in_effect(setting, after) == after[setting].value


def test_the_catalogue_is_the_spec_s_table() -> None:
    """Section 5."""
    declared = {setting.value: (each.default, len(each.levels)) for setting, each in CATALOGUE.items()}
    assert declared == {
        "pmi_enabled": (True, 3),
        "pmi_for_instant": (False, 3),
        "pmi_for_scheduled": (False, 3),
        "pmi_passcode_required": (True, 3),
        "meeting_passcode_required": (True, 3),
        "passcode_in_link": (True, 3),
        "pmi_self_service": (True, 2),
    }
    assert {setting for setting in Setting if setting.startswith("pmi_")} - REQUIRE_PMI == {Setting.PMI_ENABLED}
    assert setting_label(Setting.PMI_ENABLED) == "Enable Personal Meeting ID"
