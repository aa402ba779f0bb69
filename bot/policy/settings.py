"""The settings that people may choose for themselves, each declared once (spec section 5)."""

from enum import StrEnum


class Setting(StrEnum):
    """A setting's key, as it is stored."""

    PMI_FOR_INSTANT = "pmi_for_instant"


DEFAULTS: dict[Setting, bool] = {Setting.PMI_FOR_INSTANT: False}
