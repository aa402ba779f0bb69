"""Exports all that is kept of a person, for operators."""

from collections.abc import Mapping
from datetime import datetime

from bot.policy.ids import TeamId, UserId
from storage import Database
from storage.people import people as people_store
from storage.personal_data import export as export_store


def export(db: Database, team: TeamId, user: UserId, now: datetime) -> Mapping[str, object] | None:
    """What is kept of a person, by section, ready to be written as JSON; None for an unknown person.

    Under the account's lock, so that all sections are of one instant. Without passcodes and tokens.
    """
    with db.write(team) as tx:
        account, person = people_store.find_account(tx, team), people_store.find(tx, team, user)
        if account is None or person is None:
            return None
        found = export_store.read(tx, account.id, person)
    return {"workspace": team, "user": user, "exported_at": now.isoformat(), **found}
