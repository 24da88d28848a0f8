"""contacts of allotments"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'

REASONS = ('attendee', 'organiser', 'merged', 'handed_over', 'declined', 'expired')
CHECK = 'ck_registrations_cancelreason'
ONE = 'ck_mailing_recipients_one_addressee'


def change_allotments() -> Any:
    """SQLite gives a deleted row's id out again unless the table is made anew: a link names it."""
    anew = 'always' if op.get_bind().dialect.name == 'sqlite' else 'auto'
    return op.batch_alter_table('allotments', recreate=anew, table_kwargs={'sqlite_autoincrement': True})


def allow_reasons(*reasons: str) -> None:
    listed = ', '.join(f"'{reason}'" for reason in reasons)
    with op.batch_alter_table('registrations', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_constraint(op.f(CHECK), type_='check')
        batch_op.create_check_constraint(op.f(CHECK), f'cancel_reason IN ({listed})')


def one_addressee(*columns: str) -> str:
    return ' + '.join(f'CASE WHEN {column} IS NULL THEN 0 ELSE 1 END' for column in columns) + ' = 1'


def upgrade() -> None:
    with change_allotments() as batch_op:
        batch_op.add_column(sa.Column('contact_name', sa.String(length=200), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column('language', sa.String(length=8), server_default='fr', nullable=False))
        batch_op.add_column(sa.Column('version', sa.Integer(), server_default=sa.text('1'), nullable=False))
    allow_reasons(*REASONS, 'withdrawn')
    with op.batch_alter_table('sent_mails') as batch_op:
        batch_op.add_column(sa.Column('allotment_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_sent_mails_allotment_id_allotments'), 'allotments', ['allotment_id'], ['id'], ondelete='CASCADE'
        )
        batch_op.create_index(batch_op.f('ix_sent_mails_allotment_id'), ['allotment_id'], unique=False)
    with op.batch_alter_table('mailing_recipients') as batch_op:
        batch_op.add_column(sa.Column('allotment_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_mailing_recipients_allotment_id_allotments'), 'allotments', ['allotment_id'], ['id'],
            ondelete='CASCADE',
        )
        batch_op.create_index(batch_op.f('ix_mailing_recipients_allotment_id'), ['allotment_id'], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f('uq_mailing_recipients_mailing_id_allotment_id'), ['mailing_id', 'allotment_id']
        )
        batch_op.drop_constraint(op.f(ONE), type_='check')
        batch_op.create_check_constraint(op.f(ONE), one_addressee('registration_id', 'invitation_id', 'allotment_id'))


def downgrade() -> None:
    op.execute('DELETE FROM mailing_recipients WHERE allotment_id IS NOT NULL')
    with op.batch_alter_table('mailing_recipients') as batch_op:
        batch_op.drop_constraint(op.f(ONE), type_='check')
        batch_op.drop_constraint(batch_op.f('uq_mailing_recipients_mailing_id_allotment_id'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_mailing_recipients_allotment_id'))
        batch_op.drop_constraint(batch_op.f('fk_mailing_recipients_allotment_id_allotments'), type_='foreignkey')
        batch_op.drop_column('allotment_id')
        batch_op.create_check_constraint(op.f(ONE), '(registration_id IS NULL) <> (invitation_id IS NULL)')
    with op.batch_alter_table('sent_mails') as batch_op:
        batch_op.drop_index(batch_op.f('ix_sent_mails_allotment_id'))
        batch_op.drop_constraint(batch_op.f('fk_sent_mails_allotment_id_allotments'), type_='foreignkey')
        batch_op.drop_column('allotment_id')
    op.execute("UPDATE registrations SET cancel_reason = 'organiser' WHERE cancel_reason = 'withdrawn'")
    allow_reasons(*REASONS)
    with change_allotments() as batch_op:
        for name in ('version', 'language', 'contact_name'):
            batch_op.drop_column(name)
