"""trays"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'

LINES = sa.text("""'["organisation", "job"]'""")
ORDERS = ('name', 'organisation', 'category', 'registered', 'trays')
REASONS = ('changed', 'lost', 'damaged', 'misprint', 'anew')


def enum(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    with op.batch_alter_table('print_batches', table_kwargs={'sqlite_autoincrement': True}) as batch:
        batch.alter_column('reason', new_column_name='failure', server_default=sa.text("''"))
        batch.add_column(sa.Column('lines', sa.JSON(), server_default=LINES, nullable=False))
        batch.add_column(sa.Column('order', enum(ORDERS, 'order'), server_default=sa.text("'name'"), nullable=False))
        batch.add_column(sa.Column('trays', sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
        batch.add_column(sa.Column('dividers', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.add_column(sa.Column('since', sa.Integer(), nullable=True))
        batch.add_column(sa.Column('single', sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table('print_batches', table_kwargs={'sqlite_autoincrement': True}) as batch:
        batch.add_column(sa.Column('reason', enum(REASONS, 'reason'), nullable=True))
    op.add_column('batch_items', sa.Column('tray', sa.Integer(), nullable=True))
    op.create_table('printed_badges',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('current', sa.Boolean(), nullable=False),
    sa.Column('tray', sa.Integer(), nullable=True),
    sa.Column('credential_id', sa.Integer(), nullable=False),
    sa.Column('first_name', sa.String(length=200), nullable=False),
    sa.Column('last_name', sa.String(length=100), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=True),
    sa.Column('job_title', sa.String(length=150), nullable=True),
    sa.Column('no_photo', sa.Boolean(), nullable=False),
    sa.Column('art', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['print_batches.id'], name=op.f('fk_printed_badges_batch_id_print_batches'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['credential_id'], ['credentials.id'], name=op.f('fk_printed_badges_credential_id_credentials'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_printed_badges_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('batch_id', 'registration_id', name=op.f('pk_printed_badges'))
    )
    op.create_index(
        'uq_printed_badges_current', 'printed_badges', ['registration_id'], unique=True,
        sqlite_where=sa.text('current'), postgresql_where=sa.text('current'),
    )


def downgrade() -> None:
    op.drop_table('printed_badges')
    op.drop_column('batch_items', 'tray')
    with op.batch_alter_table('print_batches', table_kwargs={'sqlite_autoincrement': True}) as batch:
        batch.drop_constraint(op.f('ck_print_batches_reason'), type_='check')
        batch.drop_constraint(op.f('ck_print_batches_order'), type_='check')
        for name in ('reason', 'single', 'since', 'dividers', 'trays', 'order', 'lines'):
            batch.drop_column(name)
        batch.alter_column('failure', new_column_name='reason', server_default=None)
