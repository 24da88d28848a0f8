"""delegates"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'


def upgrade() -> None:
    op.create_index(
        'ix_registrations_delegates', 'registrations', ['allotment_id', 'status'], unique=False,
        sqlite_where=sa.text('allotment_id IS NOT NULL'), postgresql_where=sa.text('allotment_id IS NOT NULL'),
    )


def downgrade() -> None:
    op.drop_index('ix_registrations_delegates', table_name='registrations')
