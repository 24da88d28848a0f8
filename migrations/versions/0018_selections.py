"""selections"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'


def upgrade() -> None:
    op.create_table('selections',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('step', sa.Enum('approve', 'refuse', 'cancel', 'category', 'resend', name='step', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('options', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('taken', 'running', 'stopped', 'done', name='selectionstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_selections_account_id_accounts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_selections_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_selections')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_selections_event_id'), 'selections', ['event_id'], unique=False)
    op.create_table('selected_people',
    sa.Column('selection_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('end', sa.Enum('done', 'refused', name='lineend', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('why', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_selected_people_registration_id_registrations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['selection_id'], ['selections.id'], name=op.f('fk_selected_people_selection_id_selections'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('selection_id', 'registration_id', name=op.f('pk_selected_people'))
    )
    op.create_index(op.f('ix_selected_people_registration_id'), 'selected_people', ['registration_id'], unique=False)


def downgrade() -> None:
    op.drop_table('selected_people')
    op.drop_table('selections')
