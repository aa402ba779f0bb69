"""What a person's settings mean for their room, and in which words they hear of it (LOCK-2, LOCK-4, LOCK-6, ROLE-2)."""

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.ids import GroupId
from bot.policy.people.people import Role
from bot.policy.rooms.room_rules import RoomRules, room_rules
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Group, PersonSettings, SettingState, SettingsTree, resolve_all
from bot.policy.values.results import Allowed, Denied

TEAM = GroupId(1)
OFF, OFF_LOCKED = SettingState(False), SettingState(False, True)
PMI = Setting.PMI_ENABLED


def rules(
    account: dict[Setting, SettingState] | None = None,
    group: dict[Setting, SettingState] | None = None,
    chosen: dict[Setting, bool] | None = None,
    role: Role = Role.MEMBER,
    name: str = "Sales",
) -> RoomRules:
    tree = SettingsTree(account or {}, (Group(TEAM, name, group or {}),))
    return room_rules(resolve_all(tree, PersonSettings(frozenset({TEAM}), chosen)), role)


def test_by_default_a_room_is_on_has_a_passcode_in_its_links_and_may_be_changed() -> None:
    """Section 5."""
    assert rules() == RoomRules(Allowed(), passcode_required=True, token_in_links=True, may_choose=Allowed())


@pytest.mark.parametrize(
    "account,group,chosen,reason",
    [
        (OFF, None, None, "Personal Meeting IDs are switched off in your organisation. Switch yours on with"),
        (OFF_LOCKED, None, None, "Personal Meeting IDs are switched off in your organisation. 🔒 That is locked"),
        (None, OFF, None, "Personal Meeting IDs are switched off for your group Sales. Switch yours on with"),
        (None, OFF_LOCKED, True, "Personal Meeting IDs are switched off for your group Sales. 🔒 That is locked"),
        (None, None, False, "You have switched off your Personal Meeting ID. Switch it on again with /pmi settings."),
    ],
)
def test_who_switched_a_room_off_is_named_with_the_way_out(
    account: SettingState | None, group: SettingState | None, chosen: bool | None, reason: str
) -> None:
    """LOCK-6, ROLE-2."""
    found = rules(
        {PMI: account} if account else {}, {PMI: group} if group else {}, None if chosen is None else {PMI: chosen}
    )
    assert isinstance(found.enabled, Denied)
    assert reason_text(found.enabled.reason).startswith(reason)


def test_a_group_s_name_does_not_turn_the_text_around() -> None:
    """Section 12."""
    enabled = rules(group={PMI: OFF}, name='<!channel> & \u202e"x"').enabled
    assert isinstance(enabled, Denied)
    assert 'for your group <!channel> & "x". ' in reason_text(enabled.reason)


def test_a_room_that_is_off_requires_no_passcode() -> None:
    """LOCK-4."""
    assert not rules({PMI: OFF}).passcode_required
    assert not rules({Setting.PMI_PASSCODE_REQUIRED: OFF}).passcode_required


def test_links_carry_a_token_as_the_setting_says() -> None:
    """PASS-2."""
    assert not rules(chosen={Setting.PASSCODE_IN_LINK: False}).token_in_links


def test_without_self_service_only_admins_may_change_number_and_link() -> None:
    """Section 5, `pmi_self_service`."""
    off = {Setting.PMI_SELF_SERVICE: OFF}
    assert isinstance(rules(off).may_choose, Denied)
    assert rules(off, role=Role.ADMIN).may_choose == Allowed()
