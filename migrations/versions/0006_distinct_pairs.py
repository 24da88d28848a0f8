"""distinct pairs"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'


def upgrade() -> None:
    op.create_table('distinct_pairs',
    sa.Column('one_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('one_id < other_id', name=op.f('ck_distinct_pairs_lower_id_first')),
    sa.ForeignKeyConstraint(['one_id'], ['registrations.id'], name=op.f('fk_distinct_pairs_one_id_registrations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['other_id'], ['registrations.id'], name=op.f('fk_distinct_pairs_other_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('one_id', 'other_id', name=op.f('pk_distinct_pairs'))
    )
    with op.batch_alter_table('distinct_pairs') as batch_op:
        batch_op.create_index(batch_op.f('ix_distinct_pairs_other_id'), ['other_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('distinct_pairs') as batch_op:
        batch_op.drop_index(batch_op.f('ix_distinct_pairs_other_id'))

    op.drop_table('distinct_pairs')
