"""What a scheduling form must know before it is saved: whether it was saved already, and what a person should be warned of."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy.answers import Denied
from bot.policy.collisions import Conflict
from bot.policy.meeting_forms import Draft, field_errors, recurrence_notice
from bot.policy.meetings import Meeting, MeetingKey
from bot.policy.people import TeamId, UserId
from bot.policy.terms import Options
from bot.use_cases import meetings, people
from storage import Database
from storage import meetings as meeting_store
from storage import people as people_store


@dataclass(frozen=True, slots=True)
class FormWarnings:
    """Both forbid nothing: a meeting on the same number that is too close (MEET-7), and what of the repeat is not as typed."""

    conflict: Conflict | None
    hint: str


def made_by_form(db: Database, team: TeamId, user: UserId, form: str) -> Meeting | None:
    """The meeting that this form of theirs has made already (MEET-2)."""
    with db.read() as tx:
        person = people_store.find(tx, team, user)
        account = people_store.find_account(tx, team)
        made = meeting_store.by_form(tx, account.id, form) if account else None
    return made if made and person and made.host == person.id else None


def form_warnings(
    db: Database, terms: Options, team: TeamId, user: UserId, draft: Draft, excluding: MeetingKey | None, now: datetime
) -> FormWarnings:
    """What is said once before saving; nothing yet of a new meeting that will be refused for another reason."""
    if excluding is None and _is_faulty(db, terms, team, user, draft, now):
        return FormWarnings(None, "")
    return FormWarnings(meetings.find_conflict(db, team, user, draft, excluding, now), recurrence_notice(draft))


def _is_faulty(db: Database, terms: Options, team: TeamId, user: UserId, draft: Draft, now: datetime) -> bool:
    """Whoever is invited may not be known yet, and is judged when it is saved."""
    with db.read() as tx:
        context = meetings.scheduling_context_of(tx, people.known_profile(tx, team, user), now)
    if isinstance(context, Denied):
        return True
    return bool(field_errors(replace(draft, invite=()), meetings.conditions(context, terms, []), now))
