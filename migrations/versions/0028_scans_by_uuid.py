"""scans, and what undoes them, are found by their UUID alone"""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'

UNDOING = sa.text('undone_uuid IS NOT NULL')


def upgrade() -> None:
    op.create_index('ix_scans_uuid', 'scans', ['uuid'])
    op.create_index('ix_scans_undone_uuid', 'scans', ['undone_uuid'], sqlite_where=UNDOING, postgresql_where=UNDOING)
    op.drop_index('ix_scans_event_id_undone_uuid', 'scans')


def downgrade() -> None:
    op.create_index('ix_scans_event_id_undone_uuid', 'scans', ['event_id', 'undone_uuid'])
    op.drop_index('ix_scans_undone_uuid', 'scans')
    op.drop_index('ix_scans_uuid', 'scans')
