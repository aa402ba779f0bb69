"""A host who left: the admins are told, and hand their meetings over (MEET-9)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.policy.audit.events import AuditAction, AuditFilter
from bot.policy.ids import InvitationUpdateId, MeetingKey, PersonId, UserId
from bot.policy.people.people import Actor, Person, Role
from bot.policy.values.results import Denied
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.deliveries.worker import Discard
from bot.use_cases.invitations import updates
from bot.use_cases.invitations.updates import SentUpdates
from bot.use_cases.meetings import cancellations, handovers, starts
from bot.use_cases.meetings.handovers import HandedOver, Handover, LeftBehind, ReceivedMeetings
from bot.use_cases.meetings.starts import StartedMeeting
from bot.use_cases.people import identities
from bot.use_cases.personal_data import erasure
from bot.views.meetings import handovers as handover_views
from storage import Database
from storage.audit import audit as audit_store
from tests.support.database.databases import all_rows, table_rows
from tests.support.factories.meetings import (
    ADMIN,
    GUEST,
    GUEST_2,
    WEEKLY,
    directory,
    enqueued,
    meeting_id_of,
    save_following_form,
    schedule_meeting,
    seen_version,
    stored_meeting,
    upcoming_meetings,
)
from tests.support.factories.people import (
    HOST,
    NOW,
    OTHER,
    TEAM,
    add_person,
    caller,
    identity,
    make_context,
    open_profile,
)
from tests.support.fixtures.meeting_queue import send_pending

BOTH = (GUEST, GUEST_2)


def leave(db: Database) -> None:
    """Slack says that the host's account is deactivated."""
    identities.sync_identity(db, identity(active=False), NOW)


def hand_over(
    db: Database, to: UserId = OTHER, actor: Actor = ADMIN, one: MeetingKey | None = None
) -> HandedOver | Denied:
    return handovers.hand_over(make_context(db, directory=directory()), caller(actor), Handover(HOST, to, one))


def handed_over(db: Database, to: UserId = OTHER, **chosen: Any) -> HandedOver:  # noqa: ANN401 - any argument of the above
    answer = hand_over(db, to, **chosen)
    assert isinstance(answer, HandedOver), answer
    return answer


def with_meetings(db: Database) -> None:
    add_person(db, "U0ADMIN", role=Role.ADMIN)
    add_person(db, OTHER, name="Dan")
    open_profile(db)
    schedule_meeting(db, "pmi", on_pmi=True, invite=BOTH)
    schedule_meeting(db, "own", rule=WEEKLY, invite=(GUEST,))
    send_pending(db)


def test_the_admins_are_told_what_somebody_who_left_had_planned(db: Database) -> None:
    with_meetings(db)
    leave(db)
    deliveries = enqueued(db, MessageKind.HOST_LEFT)
    assert [each.recipient.user for each in deliveries] == ["U0ADMIN"]
    facts = handovers.left_behind_content(db, deliveries[0].subject, NOW)
    assert isinstance(facts, LeftBehind)
    assert [each.meeting.topic for each in facts.meetings] == ["Design review"] * 2
    seen = handovers.left_behind_by(make_context(db), caller(ADMIN), HOST)
    assert seen == replace(facts, reader_zone="Europe/Berlin")


def test_nothing_is_said_where_nothing_was_planned_or_they_came_back(db: Database) -> None:
    add_person(db, "U0ADMIN", role=Role.ADMIN)
    add_person(db)
    leave(db)
    assert enqueued(db, MessageKind.HOST_LEFT) == []
    identities.sync_identity(db, identity(), NOW)
    schedule_meeting(db)
    leave(db)
    identities.sync_identity(db, identity(), NOW)
    assert handovers.left_behind_content(db, enqueued(db, MessageKind.HOST_LEFT)[0].subject, NOW) == Discard(
        "they came back"
    )


def test_an_open_meeting_closes_with_its_host(db: Database) -> None:
    meeting = schedule_meeting(db)
    started = starts.start_meeting(make_context(db, directory=directory()), caller(HOST), meeting.key)
    assert isinstance(started, StartedMeeting)
    leave(db)
    assert [row[6] for row in table_rows(db, "sessions")] == [NOW]


def test_every_meeting_goes_to_the_new_host_and_those_on_a_pmi_get_a_generated_id(db: Database) -> None:
    with_meetings(db)
    numbers = {each.meeting.key: each.snapshot.number for each in upcoming_meetings(db)}
    leave(db)
    answer = handed_over(db)
    assert upcoming_meetings(db) == []
    now_theirs = upcoming_meetings(db, OTHER)
    assert [each.meeting.key for each in now_theirs] == [each.key for each in answer.meetings]
    assert all(meeting_id_of(each.meeting).host == answer.to.id for each in now_theirs)
    assert [each.snapshot.number != numbers[each.meeting.key] for each in now_theirs] == [True, False]
    holders = {row[0]: row[1] for row in table_rows(db, "numbers")}
    assert {holders[each.snapshot.number] for each in now_theirs} == {answer.to.id}


def test_leaving_and_each_handover_is_one_step_of_a_meetings_version(db: Database) -> None:
    """INV-2: SEQUENCE one up at each change, also where the meeting gets another ID with its host."""
    with_meetings(db)
    assert [each.meeting.version for each in upcoming_meetings(db)] == [0, 0]
    leave(db)
    assert [each.meeting.version for each in upcoming_meetings(db)] == [1, 1]
    assert [each.version for each in handed_over(db).meetings] == [2, 2]
    identities.sync_identity(db, identity(OTHER, name="Danny"), NOW)
    assert [each.meeting.version for each in upcoming_meetings(db, OTHER)] == [2, 2]


def test_one_meeting_goes_with_all_parts_of_its_series_and_the_rest_stays(db: Database) -> None:
    """Parts of a series that was cut share an ID."""
    add_person(db, "U0ADMIN", role=Role.ADMIN)
    add_person(db, OTHER, name="Dan")
    single, series = schedule_meeting(db, "single"), schedule_meeting(db, "series", rule=WEEKLY, on_pmi=True)
    save_following_form(db, series, topic="Another name", on_pmi=True)
    leave(db)
    answer = handed_over(db, one=series.key)
    assert sorted(each.topic for each in answer.meetings) == ["Another name", "Design review"]
    assert len({meeting_id_of(each).id for each in answer.meetings}) == 1
    left = handovers.left_behind_by(make_context(db), caller(ADMIN), HOST)
    assert isinstance(left, LeftBehind)
    assert [each.meeting.key for each in left.meetings] == [single.key]
    assert [(person.user, count) for person, count in gone(db)] == [(HOST, 1)]


def gone(db: Database) -> list[tuple[Person, int]]:
    answer = handovers.departed_hosts(make_context(db), caller(ADMIN))
    assert isinstance(answer, list)
    return answer


def test_admins_see_everybody_who_left_meetings_behind_also_as_a_guest(db: Database) -> None:
    """A menu of people offers nobody who is deactivated."""
    with_meetings(db)
    schedule_meeting(db, "other", user=OTHER)
    schedule_meeting(db, "of a guest", user=GUEST)
    assert gone(db) == []
    leave(db)
    identities.sync_identity(db, identity(GUEST, name="Ben", role=Role.GUEST), NOW)
    assert [(person.user, count) for person, count in gone(db)] == [(HOST, 2), (GUEST, 1)]
    assert [each.subject["host"] for each in enqueued(db, MessageKind.HOST_LEFT)] == [
        person.id for person, _ in gone(db)
    ]
    handed_over(db)
    assert [person.user for person, _ in gone(db)] == [GUEST]


def test_the_new_host_is_told_whose_meetings_are_theirs_now(db: Database) -> None:
    with_meetings(db)
    leave(db)
    answer = handed_over(db)
    (delivery,) = enqueued(db, MessageKind.MEETINGS_GIVEN)
    assert delivery.recipient.user == OTHER
    content = handovers.handover_content(db, answer.to.id, delivery.subject, NOW)
    assert isinstance(content, ReceivedMeetings)
    assert (content.by, content.host.user) == (ADMIN.user, HOST)
    assert [each.meeting.key for each in content.meetings] == [each.key for each in answer.meetings]
    for each in answer.meetings:
        cancellations.cancel(make_context(db), caller(OTHER), seen_version(each))
    assert isinstance(handovers.handover_content(db, answer.to.id, delivery.subject, NOW), Discard)


def pressed(db: Database, user: UserId) -> SentUpdates:
    """The new host presses **“Send updated invitations”**."""
    update = InvitationUpdateId(int(enqueued(db, MessageKind.INVITATION_UPDATE)[0].subject["renewal"]))
    answer = updates.send_updates(make_context(db), caller(user), update)
    assert isinstance(answer, SentUpdates)
    return answer


def test_the_new_host_tells_the_invitees(db: Database) -> None:
    """INV-3."""
    with_meetings(db)
    leave(db)
    handed_over(db)
    assert [each.recipient.user for each in enqueued(db, MessageKind.INVITATION_UPDATE)] == [OTHER]
    facts = send_pending(db)[-1]
    assert len(facts.changed) == 2
    assert pressed(db, OTHER).people == 3
    assert {each.invitee.person.user for each in send_pending(db)} == {GUEST, GUEST_2}


def test_where_nobody_was_invited_there_is_nobody_to_tell(db: Database) -> None:
    add_person(db, OTHER, name="Dan")
    schedule_meeting(db)
    leave(db)
    handed_over(db)
    assert enqueued(db, MessageKind.INVITATION_UPDATE) == []
    assert len(enqueued(db, MessageKind.MEETINGS_GIVEN)) == 1


def test_an_invitee_who_becomes_the_host_is_invited_no_more_and_told_of_no_cancellation(db: Database) -> None:
    with_meetings(db)
    leave(db)
    handed_over(db, GUEST)
    pressed(db, GUEST)
    notified = [each.invitee.person.user for each in send_pending(db) if hasattr(each, "invitee")]
    assert notified == [GUEST_2]


def test_it_stands_in_the_audit_of_both(db: Database) -> None:
    """AUDIT-1, section 4."""
    with_meetings(db)
    leave(db)
    answer = handed_over(db)
    with db.read() as tx:
        entries = audit_store.page(tx, answer.meetings[0].account, AuditFilter(), None, 10)
    found = [
        (each.event.action, each.cause.actor, each.cause.note) for each in entries if "meetings" in each.event.action
    ]
    whats = [AuditAction.MEETINGS_GIVEN, AuditAction.MEETINGS_TAKEN]
    assert found == [(what, ADMIN.user, "2 meetings") for what in whats]


def test_a_host_who_is_still_here_keeps_their_meetings(db: Database) -> None:
    with_meetings(db)
    before = all_rows(db)
    assert hand_over(db) == handovers.STILL_HERE
    assert all_rows(db) == before


def test_only_a_confirmed_admin_hands_over_and_only_to_somebody_who_may_host(db: Database) -> None:
    """ROLE-1, section 4."""
    with_meetings(db)
    add_person(db, "U0VISITOR", role=Role.GUEST)
    leave(db)
    before = all_rows(db)
    member = Actor(OTHER, Role.MEMBER, NOW)
    stale = Actor(ADMIN.user, Role.ADMIN, NOW - timedelta(minutes=2))
    answers = [
        hand_over(db, actor=member),
        hand_over(db, actor=stale),
        hand_over(db, UserId("U0VISITOR")),
        hand_over(db, HOST),
        handovers.left_behind_by(make_context(db), caller(member), HOST),
        handovers.departed_hosts(make_context(db), caller(member)),
    ]
    assert {type(answer) for answer in answers} == {Denied}
    assert all_rows(db) == before


def test_somebody_whom_the_bot_has_not_met_may_host_from_now_on(db: Database) -> None:
    schedule_meeting(db, invite=(GUEST,))
    leave(db)
    assert [each.host.user for each in upcoming_meetings(db, OTHER)] == []
    handed_over(db)
    assert [each.host.user for each in upcoming_meetings(db, OTHER)] == [OTHER]


def test_handing_over_twice_hands_over_once(db: Database) -> None:
    with_meetings(db)
    leave(db)
    first = handed_over(db)
    before = all_rows(db)
    assert handed_over(db, GUEST).meetings == []
    assert all_rows(db) == before
    assert stored_meeting(db, first.meetings[0].key).host == PersonId(first.to.id)


def test_the_new_host_hears_of_it_though_the_old_one_is_erased_meanwhile(db: Database) -> None:
    """MEET-9: the message that waits names them no more."""
    with_meetings(db)
    given = schedule_meeting(db, invite=BOTH)
    leave(db)
    handed_over(db)
    erasure.erase(db, TEAM, HOST, NOW)
    (message,) = enqueued(db, MessageKind.MEETINGS_GIVEN)
    facts = handovers.handover_content(db, add_person(db, OTHER, name="Dan").person.id, message.subject, NOW)
    assert isinstance(facts, ReceivedMeetings)
    assert given.key in [view.meeting.key for view in facts.meetings]
    said = str(handover_views.handed_over(facts.by, facts.host, facts.meetings))
    assert "somebody who was erased has left" in said
    assert HOST not in said
