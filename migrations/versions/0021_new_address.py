"""new address"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'


def upgrade() -> None:
    op.add_column('registrations', sa.Column('new_email', sa.String(254), nullable=True))


def downgrade() -> None:
    op.drop_column('registrations', 'new_email')
