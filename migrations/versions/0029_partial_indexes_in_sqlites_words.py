"""on SQLite, indexes of what is true are named as it is asked for"""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'

INDEXES = {
    'ix_presence_inside': ('presence', 'point_id', 'inside', False),
    'uq_printed_badges_current': ('printed_badges', 'registration_id', 'current', True),
    'uq_registration_credentials_current': ('registration_credentials', 'registration_id', 'current', True),
}


def upgrade() -> None:
    make('{} = 1')


def downgrade() -> None:
    make('{}')


def make(condition: str) -> None:
    if op.get_bind().dialect.name == 'sqlite':
        for name, (table, column, true, unique) in INDEXES.items():
            op.drop_index(name, table)
            op.create_index(name, table, [column], unique=unique, sqlite_where=sa.text(condition.format(true)))
