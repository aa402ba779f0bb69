"""The settings, each declared once (section 5 of the rules): forms and audit texts are made from this."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Setting(StrEnum):
    """A setting's key, as it is stored. They stand in the order in which they are shown."""

    PMI_ENABLED = "pmi_enabled"
    PMI_FOR_INSTANT = "pmi_for_instant"
    PMI_FOR_SCHEDULED = "pmi_for_scheduled"
    PMI_PASSCODE_REQUIRED = "pmi_passcode_required"
    MEETING_PASSCODE_REQUIRED = "meeting_passcode_required"
    PASSCODE_IN_LINK = "passcode_in_link"
    PMI_SELF_SERVICE = "pmi_self_service"


class Level(StrEnum):
    """A level at which a setting can have a value."""

    ACCOUNT = "account"
    GROUP = "group"
    PERSON = "person"


ALL_LEVELS = frozenset(Level)
ADMIN_LEVELS = frozenset({Level.ACCOUNT, Level.GROUP})


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """What is known of a setting; the texts that people read stand in `bot/i18n/setting_labels.py`."""

    default: bool
    levels: frozenset[Level] = ALL_LEVELS


CATALOGUE: Mapping[Setting, SettingSpec] = MappingProxyType(
    {
        Setting.PMI_ENABLED: SettingSpec(default=True),
        Setting.PMI_FOR_INSTANT: SettingSpec(default=False),
        Setting.PMI_FOR_SCHEDULED: SettingSpec(default=False),
        Setting.PMI_PASSCODE_REQUIRED: SettingSpec(default=True),
        Setting.MEETING_PASSCODE_REQUIRED: SettingSpec(default=True),
        Setting.PASSCODE_IN_LINK: SettingSpec(default=True),
        Setting.PMI_SELF_SERVICE: SettingSpec(default=True, levels=ADMIN_LEVELS),
    }
)

REQUIRE_PMI = frozenset(
    {Setting.PMI_FOR_INSTANT, Setting.PMI_FOR_SCHEDULED, Setting.PMI_PASSCODE_REQUIRED, Setting.PMI_SELF_SERVICE}
)
"""Without effect while `pmi_enabled` is off (LOCK-4)."""


def is_settable_at(setting: Setting, level: Level) -> bool:
    """Whether a setting can be set at this level."""
    return level in CATALOGUE[setting].levels
