"""A rejection that is sent while the clock is in doubt stays a form, with its reason in it (CLOCK-1, UX-1)."""

from datetime import timedelta
from typing import Any

import pytest

from bot.handlers.approvals.requests import ApprovalRequestHandlers
from bot.handlers.meetings.cards import card_renderers
from bot.handlers.request.admin_context import AdminContext
from bot.handlers.request.context import HandlerContext
from bot.i18n.reasons import reason_text
from bot.policy.approvals.requests import RequestState
from bot.policy.clock import CLOCK_DOUBTED, Instant
from bot.protocol import FieldErrors, Request, RequestKind, Surface
from bot.views.approvals import request as request_views
from bot.views.components.view_state import encode_metadata
from storage import Database
from tests.support.factories.people import NOW, OPTIONS, TEAM, NoMessenger
from tests.support.fixtures.admin_fixture import LOCK, OWNER, AdminHarness


@pytest.mark.parametrize("ahead", [timedelta(days=7), timedelta(days=3650)])
def test_the_form_of_a_rejection_stays_with_what_was_typed(db: Database, ahead: timedelta) -> None:
    """CLOCK-1: nothing is closed, and nothing has to be typed again in a minute."""
    harness = AdminHarness(db)
    asked = harness.request_change(LOCK)
    messenger: Any = NoMessenger()
    context = HandlerContext(db, harness.directory, messenger, OPTIONS, card_renderers(OPTIONS))
    view = {
        "private_metadata": encode_metadata(request=asked.id),
        "state": {"values": {request_views.REASON_BLOCK: {"text": {"type": "plain_text_input", "value": "Not now."}}}},
    }
    submission = Request(
        kind=RequestKind.SUBMISSION,
        name=request_views.SAVE_REJECTION,
        team=TEAM,
        user=OWNER,
        user_team=TEAM,
        channel="",
        text="",
        surface=Surface.MODAL,
        instant=Instant(NOW + ahead, believed=False),
        reference="KTW-4821",
        body={"view": view},
    )
    (answer,) = ApprovalRequestHandlers(AdminContext(context)).reject(submission)
    assert answer == FieldErrors({request_views.REASON_BLOCK: reason_text(CLOCK_DOUBTED.reason)})
    assert harness.request(asked).state is RequestState.PENDING
