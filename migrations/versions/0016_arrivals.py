"""arrivals that hosts follow"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'


def upgrade() -> None:
    op.create_table('follows',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=True),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('category_id IS NULL OR registration_id IS NULL', name=op.f('ck_follows_one_of_them')),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_follows_account_id_accounts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['category_id'], ['categories.id'], name=op.f('fk_follows_category_id_categories'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_follows_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_follows_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follows'))
    )
    op.create_index(op.f('ix_follows_event_id_account_id'), 'follows', ['event_id', 'account_id'], unique=False)
    op.create_index(op.f('ix_follows_registration_id'), 'follows', ['registration_id'], unique=False)
    op.create_table('arrival_alerts',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_arrival_alerts_account_id_accounts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_arrival_alerts_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', 'registration_id', name=op.f('pk_arrival_alerts'))
    )
    op.create_index(op.f('ix_arrival_alerts_registration_id'), 'arrival_alerts', ['registration_id'], unique=False)


def downgrade() -> None:
    op.drop_table('arrival_alerts')
    op.drop_table('follows')
