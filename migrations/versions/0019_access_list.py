"""access list"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'


def upgrade() -> None:
    with op.batch_alter_table('events') as batch_op:
        batch_op.add_column(sa.Column('venue_list', sa.Enum('nobody', 'team', 'venue', name='venuelist', native_enum=False, create_constraint=True, length=24), server_default=sa.text("'nobody'"), nullable=False))
        batch_op.add_column(sa.Column('venue_email', sa.String(), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('events') as batch_op:
        batch_op.drop_column('venue_email')
        batch_op.drop_constraint(batch_op.f('ck_events_venuelist'), type_='check')
        batch_op.drop_column('venue_list')
