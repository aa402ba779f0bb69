"""What is only reserved needs no person and cannot be read: links, passcodes of ended numbers and tokens of sessions as keyed hashes."""

import hashlib
import hmac
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = "gateway"
BATCH = 1000
HASH = sa.String(length=64)
ERASED = sa.text("erased_hash IS NOT NULL")
CURRENT_LINK = sa.text("released_at IS NULL")
REMEMBERED = sa.text("token_hash IS NOT NULL AND ended_at IS NOT NULL")

LINKS = sa.table("links", sa.column("key"), sa.column("shown"), sa.column("released_at"))
SESSIONS = sa.table(
    "sessions", *(sa.column(name) for name in ("id", "token", "place", "token_hash", "ended_at", "started_at"))
)
HASHED_SECRETS = sa.table("secrets", sa.column("name"), sa.column("value"))


def upgrade() -> None:
    _columns()
    tx = op.get_bind()
    if tx.execute(sa.text("SELECT 1 FROM people LIMIT 1")).first():
        key = _key(tx)
        _hash_links(tx, key)
        for table in ("rooms", "own_ids"):
            _hash_passcodes(tx, key, table)
        _hash_tokens(tx, key)
    op.create_index("ix_sessions_token", "sessions", ["token_hash"])
    op.create_index(
        "ix_sessions_remembered", "sessions", ["ended_at"], sqlite_where=REMEMBERED, postgresql_where=REMEMBERED
    )


def _columns() -> None:
    """SQLite makes a table anew to let a column be none; its partial indexes are made anew after that."""
    for table in ("rooms", "own_ids"):
        op.add_column(table, sa.Column("passcode_hash", HASH, nullable=True))
    op.add_column("sessions", sa.Column("token_hash", HASH, nullable=True))
    op.add_column("people", sa.Column("erased_hash", HASH, nullable=True))
    with op.batch_alter_table("people") as people:
        people.alter_column("slack_user", existing_type=sa.String(length=32), nullable=True)
    op.create_index(
        "ux_people_erased", "people", ["erased_hash"], unique=True, sqlite_where=ERASED, postgresql_where=ERASED
    )
    with op.batch_alter_table("numbers") as numbers:
        numbers.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
    op.drop_index("ux_links_current", "links")
    with op.batch_alter_table("links") as links:
        links.alter_column("key", existing_type=sa.String(length=40), type_=HASH)
        links.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
    op.create_index(
        "ux_links_current",
        "links",
        ["person_id"],
        unique=True,
        sqlite_where=CURRENT_LINK,
        postgresql_where=CURRENT_LINK,
    )
    _cards()


def _cards() -> None:
    """Each gets the account of its session's host."""
    op.add_column("cards", sa.Column("account_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE cards SET account_id = (SELECT people.account_id FROM sessions"
        " LEFT JOIN rooms ON rooms.id = sessions.room_id LEFT JOIN own_ids ON own_ids.id = sessions.own_id"
        " JOIN people ON people.id = coalesce(rooms.person_id, own_ids.person_id) WHERE sessions.id = cards.session_id)"
    )
    not_closed = sa.text("closed_at IS NULL")
    op.drop_index("ix_cards_open", "cards")
    with op.batch_alter_table("cards") as cards:
        cards.alter_column("account_id", existing_type=sa.Integer(), nullable=False)
        cards.alter_column("session_id", existing_type=sa.Integer(), nullable=True)
        cards.create_foreign_key(op.f("fk_cards_account_id"), "accounts", ["account_id"], ["id"])
    op.create_index("ix_cards_open", "cards", ["session_id"], sqlite_where=not_closed, postgresql_where=not_closed)


def _hash_links(tx: sa.Connection, key: bytes) -> None:
    """A released one cannot be read any more."""
    old_keys = list(tx.execute(sa.select(LINKS.c.key)).scalars())
    change = sa.update(LINKS).where(LINKS.c.key == sa.bindparam("old")).values(key=sa.bindparam("new"))
    _execute(tx, change, [{"old": old, "new": _hash(key, "link", old)} for old in old_keys])
    tx.execute(sa.update(LINKS).where(LINKS.c.released_at.is_not(None)).values(shown=""))


def _hash_passcodes(tx: sa.Connection, key: bytes, name: str) -> None:
    """Of numbers that have ended: salted with the token that goes with the passcode, and empty in clear."""
    table = sa.table(name, *(sa.column(each) for each in ("id", "token", "passcode", "passcode_hash", "ended_at")))
    ended = sa.select(table.c.id, table.c.token, table.c.passcode).where(
        table.c.ended_at.is_not(None), table.c.passcode != ""
    )
    change = (
        sa.update(table)
        .where(table.c.id == sa.bindparam("row"))
        .values(passcode="", passcode_hash=sa.bindparam("hash"))
    )
    rows = tx.execute(ended).all()
    _execute(
        tx, change, [{"row": row.id, "hash": _hash(key, "passcode", f"{row.token}|{row.passcode}")} for row in rows]
    )


def _hash_tokens(tx: sa.Connection, key: bytes) -> None:
    """Of every session; what has ended loses the clear one, and the name of its meeting place."""
    change = sa.update(SESSIONS).where(SESSIONS.c.id == sa.bindparam("row")).values(token_hash=sa.bindparam("hash"))
    rows = tx.execute(sa.select(SESSIONS.c.id, SESSIONS.c.token)).all()
    _execute(tx, change, [{"row": row.id, "hash": _hash(key, "session", row.token)} for row in rows])
    tx.execute(sa.update(SESSIONS).where(SESSIONS.c.ended_at.is_not(None)).values(token="", place=""))


def _execute(tx: sa.Connection, change: sa.Update, values: list[dict[str, object]]) -> None:
    for start in range(0, len(values), BATCH):
        tx.execute(change, values[start : start + BATCH])


def _hash(key: bytes, purpose: str, text: str) -> str:
    return hmac.new(key, f"{purpose}|{text}".encode(errors="surrogatepass"), hashlib.sha256).hexdigest()


def _key(tx: sa.Connection) -> bytes:
    """The key that the gateway's hashes have always had; made here where no guest has come yet."""
    value = tx.execute(sa.select(HASHED_SECRETS.c.value).where(HASHED_SECRETS.c.name == KEY)).scalar_one_or_none()
    if value is None:
        value = secrets.token_hex(32)
        tx.execute(sa.insert(HASHED_SECRETS).values(name=KEY, value=value))
    return bytes.fromhex(value)
