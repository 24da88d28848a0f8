"""an index for each order of the list"""

from alembic import op

revision = '0027'
down_revision = '0026'

ORDERS = {
    'ix_registrations_newest': ['event_id', 'created_at', 'id'],
    'ix_registrations_by_organisation': ['event_id', 'organisation_name', 'sort_key', 'id'],
    'ix_registrations_by_category': ['event_id', 'category_id', 'sort_key', 'id'],
}


def upgrade() -> None:
    for name, columns in ORDERS.items():
        op.create_index(name, 'registrations', columns)


def downgrade() -> None:
    for name in ORDERS:
        op.drop_index(name, 'registrations')
