"""Entries of the audit log in words, one message per case (AUDIT-1, LANG-1)."""

import pytest

from bot.policy.approvals.requests import RequestState
from bot.policy.audit.events import SOLE_APPROVER, AuditAction, AuditEntry, AuditEvent, Cause
from bot.policy.ids import AuditEntryId, GroupId, PersonId, RequestId, UserId
from bot.policy.settings.catalogue import Setting
from bot.views.admin.audit_text import csv_row, entry_text
from tests.support.factories.people import NOW
from tests.support.views.catalogue_of_admin_views import sample_person_named

SALES, GONE = GroupId(1), GroupId(9)
MIA, ERASED = PersonId(1), PersonId(2)
IN_LINK = "“Embed passcode in invite link for one-click join”"
UNSET = {"value": None, "locked": False}
LOCKED = {"value": False, "locked": True}
PEOPLE = {MIA: sample_person_named("Mia")}
GROUPS = {SALES: "Sales & Co"}


def said(event: AuditEvent, note: str = "", request: int | None = None, actor: str = "U0ADA") -> str:
    """The line without its time."""
    cause = Cause(UserId(actor), NOW, RequestId(request) if request else None, note)
    return entry_text(AuditEntry(AuditEntryId(1), event, cause), PEOPLE, GROUPS).partition(" · ")[2]


@pytest.mark.parametrize(
    "event, line",
    [
        (
            AuditEvent(AuditAction.SETTING, setting=Setting.PASSCODE_IN_LINK, before=UNSET, after=LOCKED),
            f"changed {IN_LINK} for everybody: on → *off, 🔒 locked*",
        ),
        (
            AuditEvent(AuditAction.SETTING, None, SALES, Setting.PASSCODE_IN_LINK, before=UNSET, after=LOCKED),
            f"changed {IN_LINK} for the group *Sales &amp; Co*: not managed → *off, 🔒 locked*",
        ),
        (
            AuditEvent(AuditAction.CHOICE, MIA, setting=Setting.PASSCODE_IN_LINK, after=True),
            f"chose {IN_LINK}: not set → *on*",
        ),
        (
            AuditEvent(AuditAction.LICENSE, MIA, before="basic", after="licensed"),
            "changed the license of <@U0MIA>: Basic → *Licensed*",
        ),
        (AuditEvent(AuditAction.PLAN, before="gold", after="free"), "changed the plan: gold → *Free*"),
        (
            AuditEvent(AuditAction.APPROVALS_CHANNEL, before="", after="C0NEW"),
            "changed the approvals channel: not set → *<#C0NEW>*",
        ),
        (
            AuditEvent(AuditAction.GROUPS_ORDERED, before=[1, 9], after=[9, 1]),
            "changed the order of the groups: Sales &amp; Co, (deleted) → *(deleted), Sales &amp; Co*",
        ),
        (AuditEvent(AuditAction.PASSCODE, MIA, before=False, after=True), "set a passcode for <@U0MIA>"),
        (AuditEvent(AuditAction.PASSCODE, MIA, before=True, after=False), "removed the passcode of <@U0MIA>"),
        (AuditEvent(AuditAction.PASSCODE, MIA, before=True, after=True), "changed the passcode of <@U0MIA>"),
        (
            AuditEvent(AuditAction.LINK, MIA, personal_before="mia", personal_after="m<i>a"),
            "changed the personal link of <@U0MIA>: mia → *m&lt;i&gt;a*",
        ),
        (AuditEvent(AuditAction.LINK, MIA), "changed the personal link of <@U0MIA>"),
        (
            AuditEvent(AuditAction.GROUP_DELETED, group=GONE, personal_before="Old"),
            "deleted the group *Old*",
        ),
        (
            AuditEvent(AuditAction.MEMBER_ADDED, ERASED, GONE),
            "added somebody who was erased to the group *(deleted)*",
        ),
    ],
)
def test_each_change_is_a_sentence_of_its_own(event: AuditEvent, line: str) -> None:
    assert said(event) == f"<@U0ADA> {line}"


def test_how_it_was_done_stands_at_the_end() -> None:
    assert said(AuditEvent(AuditAction.PLAN), SOLE_APPROVER, 1234) == (
        "<@U0ADA> changed the plan _(request 1234, sole approver)_"
    )
    taken = AuditEvent(AuditAction.MEETINGS_TAKEN, MIA)
    assert said(taken, "1 meeting").endswith("_(1 meeting)_")
    assert said(taken, "1234 meetings").endswith("_(1,234 meetings)_")
    assert said(taken, "by <hand>").endswith("_(by &lt;hand&gt;)_")


@pytest.mark.parametrize(
    "subject, line",
    [
        ("order", "The order of the groups"),
        ("creation", "A new group"),
        ("members", "The members of the group *(deleted)*"),
        ("deletion", "Deleting the group *(deleted)*"),
    ],
)
def test_what_was_asked_for_and_why_follow_who_asked(subject: str, line: str) -> None:
    """The reason is never taken for the name of a group that is gone."""
    asked = AuditEvent(AuditAction.REQUESTED, group=GONE, after=subject, personal_after="Because.")
    assert said(asked) == f"<@U0ADA> asked for approval · {line} · “Because.”"


@pytest.mark.parametrize(
    "state, group, line",
    [
        (RequestState.APPROVED, SALES, "<@U0ADA> approved a request · The group *Sales &amp; Co*"),
        (RequestState.WITHDRAWN, None, "<@U0ADA> withdrew a request · The groups"),
        (RequestState.EXPIRED, None, "<@U0ADA> closed a request that nobody decided in time · The groups"),
    ],
)
def test_each_end_of_a_request_is_said(state: RequestState, group: GroupId | None, line: str) -> None:
    assert said(AuditEvent(AuditAction.DECIDED, group=group, before="pending", after=state)) == line


def test_what_nobody_did_was_done_by_the_bot() -> None:
    assert said(AuditEvent(AuditAction.PLAN), actor="").startswith("PMI Bot changed")


def test_a_file_stays_as_it_is_stored() -> None:
    """LANG-1: CSV is English."""
    event = AuditEvent(AuditAction.PLAN, before="business", after="pro")
    row = csv_row(AuditEntry(AuditEntryId(1), event, Cause(UserId("U0ADA"), NOW, None, SOLE_APPROVER)), {}, {}, {})
    assert (row[3], row[9], row[10], row[-1]) == ("plan", '"business"', '"pro"', "sole approver")
