"""Which ID a meeting gets that is started at once, and why (MEET-1)."""

import pytest

from bot.policy.answers import Allowed, Denied
from bot.policy.instant_meetings import Choice, Verdict, Why, which_id
from bot.policy.resolution import Layout, Situation, resolve_all
from bot.policy.settings import Setting

NO = Denied("Your Personal Meeting ID has expired.")


@pytest.mark.parametrize(
    "choice,for_instant,enabled,may,expected",
    [
        (Choice.BY_SETTING, True, True, Allowed(), Verdict(True, Why.SETTING)),
        (Choice.BY_SETTING, False, True, Allowed(), Verdict(False, Why.SETTING)),
        (Choice.BY_SETTING, False, True, NO, Verdict(False, Why.SETTING)),
        (Choice.BY_SETTING, True, True, NO, Verdict(False, Why.PMI_UNUSABLE, NO.reason)),
        (Choice.BY_SETTING, True, False, NO, Verdict(False, Why.PMI_UNUSABLE, NO.reason)),
        (Choice.BY_SETTING, False, False, NO, Verdict(False, Why.SETTING)),
        (Choice.NEW, True, True, Allowed(), Verdict(False, Why.CHOSEN)),
        (Choice.PMI, False, True, Allowed(), Verdict(True, Why.CHOSEN)),
        (Choice.PMI, True, True, NO, NO),
    ],
)
def test_the_setting_decides_unless_somebody_chooses_and_no_question_is_asked(
    choice: Choice, for_instant: bool, enabled: bool, may: Allowed | Denied, expected: Verdict | Denied
) -> None:
    own = {Setting.PMI_FOR_INSTANT: for_instant, Setting.PMI_ENABLED: enabled}
    settings = resolve_all(Layout({}), Situation(own=own))
    assert which_id(choice, settings, may) == expected
