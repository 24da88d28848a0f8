"""imports"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'


def upgrade() -> None:
    op.create_table('imports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('brings', sa.Enum('people', 'organisations', name='brings', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state', sa.Enum('mapping', 'checking', 'checked', 'running', 'done', 'stopped', 'failed', 'taking_back', 'taken_back', name='importstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('file_name', sa.String(length=150), nullable=False),
    sa.Column('headers', sa.JSON(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_imports_account_id_accounts'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_imports_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('imports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_imports_event_id_brings_id'), ['event_id', 'brings', 'id'], unique=False)

    op.create_table('import_lines',
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('line', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('outcome', sa.Enum('new', 'changed', 'unchanged', 'cannot', name='outcome', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('done', sa.Boolean(), nullable=False),
    sa.Column('problems', sa.JSON(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=True),
    sa.Column('entry_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['import_id'], ['imports.id'], name=op.f('fk_import_lines_import_id_imports'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_import_lines_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('import_id', 'line', name=op.f('pk_import_lines'))
    )
    with op.batch_alter_table('import_lines', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_import_lines_registration_id'), ['registration_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('import_lines', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_lines_registration_id'))

    op.drop_table('import_lines')
    with op.batch_alter_table('imports', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_imports_event_id_brings_id'))

    op.drop_table('imports')