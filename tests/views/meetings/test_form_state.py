"""What a meeting form remembers in its metadata: a form that somebody has open outlives an update of the program."""

import json
from datetime import datetime

from bot.policy.meetings.drafts import Draft
from bot.policy.settings.lock_resolution import FROM_ACCOUNT, Resolved
from bot.policy.values.results import Allowed
from bot.views.meetings import form as form_views
from bot.views.meetings.form import SCOPE_ALL, SCOPE_ONE, FormContext, FormState
from bot.views.meetings.form_content import initial_content
from tests.support.factories.people import NOW
from tests.support.views.catalogue_of_meeting_views import WEEKLY

NINE = datetime(2026, 4, 1, 9)  # noqa: DTZ001 - a local time
CONTEXT = FormContext(None, Allowed(), Resolved(False, FROM_ACCOUNT, None), False, 6, NOW)
STATE = FormState("ab" * 16, unfolded=True, noted="0123", target="7.3.2026-04-01T09:00", scope=SCOPE_ONE)
DRAFT = Draft("Standup", NINE, "Europe/Berlin", 30, WEEKLY)


def test_the_keys_of_the_metadata_stay_whatever_the_fields_are_called() -> None:
    """MEET-2."""
    view = form_views.form(CONTEXT, initial_content(DRAFT, "C0GENERAL"), STATE)
    assert json.loads(view["private_metadata"]) == {
        "id": "ab" * 16,
        "unfolded": 1,
        "zone": "Europe/Berlin",
        "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=10",
        "channel": "C0GENERAL",
        "noted": "0123",
        "target": "7.3.2026-04-01T09:00",
        "scope": SCOPE_ONE,
    }
    read = form_views.read_state(view)
    assert (read.id, read.unfolded, read.noted, read.target, read.scope) == (
        STATE.id, True, STATE.noted, STATE.target, SCOPE_ONE,
    )  # fmt: skip
    assert (read.zone, read.channel, read.rule) == (
        "Europe/Berlin",
        "C0GENERAL",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=10",
    )


def test_metadata_that_no_form_wrote_is_that_of_a_new_form() -> None:
    """Section 12."""
    for metadata in ("", "{}", "[]", "nonsense", '{"unfolded": "yes"}'):
        assert form_views.read_state({"private_metadata": metadata}) == FormState("", zone="", scope=SCOPE_ALL)
