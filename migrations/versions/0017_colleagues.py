"""colleagues"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'

MANAGED_AND_LIVE = sa.text("email_key IS NULL AND manager_key IS NOT NULL AND status NOT IN ('cancelled', 'refused')")
MANAGED, REGISTERED = sa.text('manager_key IS NOT NULL'), sa.text('registered_by_id IS NOT NULL')


def upgrade() -> None:
    with op.batch_alter_table('registrations', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('manager_key', sa.String(254), nullable=True))
        batch_op.add_column(sa.Column('vouched_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('registered_by_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_registrations_registered_by_id_registrations'), 'registrations', ['registered_by_id'], ['id'],
            ondelete='SET NULL',
        )
    op.execute('UPDATE registrations SET manager_key = lower(manager_email)')
    op.create_index(
        'uq_registrations_live_managed', 'registrations', ['event_id', 'manager_key', 'sort_key'], unique=True,
        sqlite_where=MANAGED_AND_LIVE, postgresql_where=MANAGED_AND_LIVE,
    )
    op.create_index(
        'ix_registrations_manager', 'registrations', ['manager_key', 'event_id'], unique=False,
        sqlite_where=MANAGED, postgresql_where=MANAGED,
    )
    op.create_index(
        'ix_registrations_registered_by', 'registrations', ['registered_by_id'], unique=False,
        sqlite_where=REGISTERED, postgresql_where=REGISTERED,
    )


def downgrade() -> None:
    op.drop_index('ix_registrations_registered_by', table_name='registrations')
    op.drop_index('ix_registrations_manager', table_name='registrations')
    op.drop_index('uq_registrations_live_managed', table_name='registrations')
    with op.batch_alter_table('registrations', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_constraint(
            batch_op.f('fk_registrations_registered_by_id_registrations'), type_='foreignkey'
        )
        for name in ('registered_by_id', 'vouched_at', 'manager_key'):
            batch_op.drop_column(name)
