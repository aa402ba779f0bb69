"""**“Who is affected?”**: the people whose effective settings a change would alter, as things are now (APP-2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.policy.answers import Denied
from bot.policy.approvals import RequestId
from bot.policy.people import Actor, Person, PersonId, TeamId
from bot.policy.rights import may_administer
from bot.use_cases import changes
from bot.use_cases.administration import Administration
from bot.use_cases.decisions import find_request
from storage import people as people_store


@dataclass(frozen=True, slots=True)
class AffectedPage:
    """A page of them, and how many they are. `stopping_meetings`: how many upcoming meetings of each stop working, if any."""

    people: list[Person]
    total: int
    stopping_meetings: Mapping[PersonId, int]


def affected_people(
    admin: Administration, team: TeamId, actor: Actor, request_id: RequestId, skip: int, most: int, now: datetime
) -> AffectedPage | Denied:
    """For owners and admins alone (APP-7)."""
    allowed = may_administer(actor, now)
    request = allowed if isinstance(allowed, Denied) else find_request(admin, team, request_id)
    if isinstance(request, Denied):
        return request
    with admin.db.read() as tx:
        assessed = changes.assess_change(tx, admin, team, actor, request.proposal.change, now)
        if isinstance(assessed, Denied):
            return assessed
        changed = sorted(assessed.assessment.changed)
        page = changed[skip : skip + most]
        losing = sorted(set(page).intersection(assessed.assessment.losing_pmi))
        stopping_meetings = admin.upcoming_on_pmi(tx, losing, now) if losing else {}
        return AffectedPage(
            people_store.list_in_account(tx, assessed.account.id, page), len(changed), stopping_meetings
        )
