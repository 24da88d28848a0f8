"""badge templates"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'


def upgrade() -> None:
    op.create_table('badge_templates',
    sa.Column('event_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('logo_kind', sa.String(length=20), nullable=True),
    sa.Column('logo', sa.LargeBinary(), nullable=True),
    sa.Column('logo_ratio', sa.Double(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_badge_templates_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_badge_templates'))
    )
    op.add_column('print_batches', sa.Column('plain', sa.String(length=140), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    op.drop_column('print_batches', 'plain')
    op.drop_table('badge_templates')
