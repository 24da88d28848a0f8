"""do you come"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'


def upgrade() -> None:
    op.add_column('events', sa.Column('reconfirm_days', sa.Integer(), server_default=sa.text('0'), nullable=False))
    for name in ('answer_until', 'answered_at', 'released_at'):
        op.add_column('registrations', sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for name in ('released_at', 'answered_at', 'answer_until'):
        op.drop_column('registrations', name)
    op.drop_column('events', 'reconfirm_days')
