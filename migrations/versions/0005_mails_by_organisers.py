"""mails by organisers"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'


def upgrade() -> None:
    op.create_table('mail_texts',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_mail_texts_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', 'kind', 'language', name=op.f('pk_mail_texts'))
    )
    op.create_table('mailings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=True),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('audience', sa.String(length=200), nullable=False),
    sa.Column('includes_gone', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Enum('scheduled', 'sending', 'done', 'cancelled', name='mailingstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('total', sa.Integer(), nullable=True),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_mailings_account_id_accounts'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_mailings_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailings')),
    sa.UniqueConstraint('event_id', 'key', name=op.f('uq_mailings_event_id_key'))
    )
    with op.batch_alter_table('mailings') as batch_op:
        batch_op.create_index(batch_op.f('ix_mailings_event_id_due_at'), ['event_id', 'due_at'], unique=False)

    op.create_table('mailing_recipients',
    sa.Column('mailing_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'owed', 'sent', 'failed', 'left_out', 'stopped', name='recipientstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.ForeignKeyConstraint(['mailing_id'], ['mailings.id'], name=op.f('fk_mailing_recipients_mailing_id_mailings'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_mailing_recipients_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('mailing_id', 'registration_id', name=op.f('pk_mailing_recipients'))
    )
    with op.batch_alter_table('mailing_recipients') as batch_op:
        batch_op.create_index(batch_op.f('ix_mailing_recipients_mailing_id_state_registration_id'), ['mailing_id', 'state', 'registration_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mailing_recipients_registration_id'), ['registration_id'], unique=False)



def downgrade() -> None:
    op.drop_table('mailing_recipients')
    op.drop_table('mailings')
    op.drop_table('mail_texts')
