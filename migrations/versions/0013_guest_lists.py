"""guest lists"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'


def upgrade() -> None:
    op.create_table('guest_lists',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('file_name', sa.String(length=150), nullable=False),
    sa.Column('source', sa.Enum('team', 'earlier', 'organisation', 'partner', 'public', name='addresssource', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('source_detail', sa.String(length=120), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('skips_approval', sa.Boolean(), nullable=False),
    sa.Column('sends', sa.Boolean(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_guest_lists_account_id_accounts'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_guest_lists_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guest_lists')),
    sa.UniqueConstraint('event_id', 'key', name=op.f('uq_guest_lists_event_id_key'))
    )
    op.create_table('guest_lines',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'invited', 'left_out', 'stopped', name='linestate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('why', sa.String(length=24), nullable=True),
    sa.Column('invitation_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitations.id'], name=op.f('fk_guest_lines_invitation_id_invitations'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['list_id'], ['guest_lists.id'], name=op.f('fk_guest_lines_list_id_guest_lists'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guest_lines')),
    sa.UniqueConstraint('list_id', 'line', name=op.f('uq_guest_lines_list_id_line'))
    )
    op.create_index(op.f('ix_guest_lines_list_id_state_line'), 'guest_lines', ['list_id', 'state', 'line'], unique=False)


def downgrade() -> None:
    op.drop_table('guest_lines')
    op.drop_table('guest_lists')
