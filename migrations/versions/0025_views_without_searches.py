"""no searched name in a view that is kept

A view that was nothing but a search would show everybody without it: it goes.
"""

from urllib.parse import parse_qsl, urlencode

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'

VIEWS = sa.table('saved_views', sa.column('id', sa.Integer), sa.column('query', sa.Text))


def upgrade() -> None:
    connection = op.get_bind()
    for id_, query in connection.execute(sa.select(VIEWS.c.id, VIEWS.c.query)).all():
        pairs = parse_qsl(query)
        left = [pair for pair in pairs if pair[0] != 'q']
        this = VIEWS.c.id == id_
        if not left:
            connection.execute(sa.delete(VIEWS).where(this))
        elif left != pairs:
            connection.execute(sa.update(VIEWS).where(this).values(query=urlencode(left)))


def downgrade() -> None:
    pass
