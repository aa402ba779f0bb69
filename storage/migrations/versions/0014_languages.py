"""Who reads which language (LANG-1): people's locales as Slack has them, and the language that an owner chose for channels.

Nobody's locale is known until Slack's directory is read the next time, which is at the start.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("locale", sa.String(16), nullable=False, server_default=sa.text("''")))
    op.add_column("accounts", sa.Column("language", sa.String(16), nullable=False, server_default=sa.text("''")))
