"""print batches"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'


def upgrade() -> None:
    op.create_table('print_batches',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('printing', 'done', 'failed', 'cancelled', name='batchstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('format', sa.String(length=24), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('blanks_of_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=140), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_print_batches_account_id_accounts'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['blanks_of_id'], ['categories.id'], name=op.f('fk_print_batches_blanks_of_id_categories')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_print_batches_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['file_id'], ['files.id'], name=op.f('fk_print_batches_file_id_files'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_print_batches')),
    sa.UniqueConstraint('event_id', 'number', name=op.f('uq_print_batches_event_id_number')),
    sqlite_autoincrement=True
    )
    op.create_table('batch_items',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['batch_id'], ['print_batches.id'], name=op.f('fk_batch_items_batch_id_print_batches'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_batch_items_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('batch_id', 'position', name=op.f('pk_batch_items')),
    sa.UniqueConstraint('registration_id', 'batch_id', name=op.f('uq_batch_items_registration_id_batch_id'))
    )


def downgrade() -> None:
    op.drop_table('batch_items')
    op.drop_table('print_batches')
