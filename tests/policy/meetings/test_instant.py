"""Which ID a meeting gets that is started at once, and why (MEET-1)."""

from datetime import timedelta

import pytest

from bot.policy.meetings.instant import IDENTICAL_WITHIN, DecidedBy, IdChoice, IdDecision, choose_meeting_id
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import FROM_ACCOUNT, PersonSettings, SettingState, SettingsTree, resolve_all
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied

NO = Denied(reason("rooms.stopped_by_expiry"))


@pytest.mark.parametrize(
    "choice,for_instant,enabled,may,expected",
    [
        (IdChoice.BY_SETTING, True, True, Allowed(), IdDecision(True, DecidedBy.SETTING)),
        (IdChoice.BY_SETTING, False, True, Allowed(), IdDecision(False, DecidedBy.SETTING)),
        (IdChoice.BY_SETTING, False, True, NO, IdDecision(False, DecidedBy.SETTING)),
        (IdChoice.BY_SETTING, True, True, NO, IdDecision(False, DecidedBy.PMI_UNUSABLE, NO.reason)),
        (IdChoice.BY_SETTING, True, False, NO, IdDecision(False, DecidedBy.PMI_UNUSABLE, NO.reason)),
        (IdChoice.BY_SETTING, False, False, NO, IdDecision(False, DecidedBy.SETTING)),
        (IdChoice.NEW, True, True, Allowed(), IdDecision(False, DecidedBy.CHOSEN)),
        (IdChoice.PMI, False, True, Allowed(), IdDecision(True, DecidedBy.CHOSEN)),
        (IdChoice.PMI, True, True, NO, NO),
    ],
)
def test_the_setting_decides_unless_somebody_chooses_and_no_question_is_asked(
    choice: IdChoice, for_instant: bool, enabled: bool, may: Allowed | Denied, expected: IdDecision | Denied
) -> None:
    own = {Setting.PMI_FOR_INSTANT: for_instant, Setting.PMI_ENABLED: enabled}
    settings = resolve_all(SettingsTree({}), PersonSettings(choices=own))
    assert choose_meeting_id(choice, settings, may) == expected


def test_a_lock_that_decided_is_named() -> None:
    """LOCK-2, MEET-1: the reply says why where a rule decided."""
    locked = SettingsTree({Setting.PMI_FOR_INSTANT: SettingState(True, True)})
    settings = resolve_all(locked, PersonSettings())
    decision = choose_meeting_id(IdChoice.BY_SETTING, settings, Allowed())
    assert decision == IdDecision(True, DecidedBy.SETTING, locked_by=FROM_ACCOUNT)
    assert timedelta(seconds=30) == IDENTICAL_WITHIN
