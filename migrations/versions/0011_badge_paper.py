"""badge paper"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'


def upgrade() -> None:
    op.add_column('print_batches', sa.Column('right', sa.Double(), server_default=sa.text('0'), nullable=False))
    op.add_column('print_batches', sa.Column('down', sa.Double(), server_default=sa.text('0'), nullable=False))
    op.add_column('print_batches', sa.Column('first', sa.Integer(), server_default=sa.text('1'), nullable=False))
    op.add_column('print_batches', sa.Column('marks', sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    for name in ('marks', 'first', 'down', 'right'):
        op.drop_column('print_batches', name)
