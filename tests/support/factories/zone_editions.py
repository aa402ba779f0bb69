"""A database that was written by an older edition of the time zone data (MEET-3)."""

from sqlalchemy import update

from bot.policy.meetings.zone_editions import HORIZON, ZoneEdition, edition_in_use
from storage import Database
from storage.meetings import zone_editions as zone_edition_store
from storage.tables.meetings_and_invitations import meetings
from tests.support.factories.people import NOW

OLD_EDITION = "2025b"
WINTER_ONLY = [(int(NOW.timestamp()), 3600)]
"""What the old edition knew of Berlin: it would stay in winter for good."""


def became_known(db: Database, version: str = OLD_EDITION, berlin: list[tuple[int, int]] | None = None) -> None:
    """The database was written by that edition, which said this of Berlin."""
    present = edition_in_use(NOW)
    offsets = {**present.offsets, "Europe/Berlin": WINTER_ONLY if berlin is None else berlin}
    with db.write("test") as tx:
        zone_edition_store.save(tx, ZoneEdition(version, NOW + HORIZON, offsets))
        tx.execute(update(meetings).values(zone_version=version))
