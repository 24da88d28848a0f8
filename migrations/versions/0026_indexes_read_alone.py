"""indexes that are read alone: who takes a seat, and the numbers above the list"""

from alembic import op

revision = '0026'
down_revision = '0025'

SEATS = ['event_id', 'status', 'category_id', 'channel', 'hold_until', 'allotment_id']
TABS = ['event_id', 'status', 'email_proven_at', 'answer_until', 'answered_at', 'arrived_at']


def upgrade() -> None:
    op.drop_index('ix_registrations_seats', 'registrations')
    op.create_index('ix_registrations_seats', 'registrations', [*SEATS, 'id'])
    op.create_index('ix_registrations_tabs', 'registrations', TABS)


def downgrade() -> None:
    op.drop_index('ix_registrations_tabs', 'registrations')
    op.drop_index('ix_registrations_seats', 'registrations')
    op.create_index('ix_registrations_seats', 'registrations', SEATS)
