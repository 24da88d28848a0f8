"""import lines"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'

PERSON = 'fk_import_lines_registration_id_registrations'


def refer_to_people(batch_op, ondelete: str) -> None:
    batch_op.drop_constraint(PERSON, type_='foreignkey')
    batch_op.create_foreign_key(PERSON, 'registrations', ['registration_id'], ['id'], ondelete=ondelete)


def upgrade() -> None:
    with op.batch_alter_table('import_lines', schema=None) as batch_op:
        batch_op.drop_column('entry_id')
        batch_op.add_column(sa.Column('fields', sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
        batch_op.add_column(sa.Column('entries', sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
        refer_to_people(batch_op, 'SET NULL')


def downgrade() -> None:
    with op.batch_alter_table('import_lines', schema=None) as batch_op:
        refer_to_people(batch_op, 'CASCADE')
        batch_op.drop_column('entries')
        batch_op.drop_column('fields')
        batch_op.add_column(sa.Column('entry_id', sa.Integer(), nullable=True))
