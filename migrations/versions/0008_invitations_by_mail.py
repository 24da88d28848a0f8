"""invitations by mail"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'

RECIPIENT_STATE = ('waiting', 'owed', 'sent', 'failed', 'left_out', 'stopped')
SOURCE = ('team', 'earlier', 'organisation', 'partner', 'public')
MOMENTS = ('made_at', 'invited_at', 'reminded_at', 'declined_at')
TEXTS = (
    ('first_name', sa.String(length=100)), ('last_name', sa.String(length=100)),
    ('organisation_name', sa.String(length=200)), ('language', sa.String(length=8)),
    ('source_detail', sa.String(length=120)), ('search_text', sa.Text()),
)


def enum(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def keep_recipients() -> None:
    """The table gets another key, so it is made anew."""
    op.execute('CREATE TEMPORARY TABLE kept_recipients AS SELECT * FROM mailing_recipients WHERE registration_id IS NOT NULL')
    op.drop_table('mailing_recipients')


def put_recipients_back() -> None:
    columns = 'mailing_id, registration_id, state'
    op.execute(f'INSERT INTO mailing_recipients ({columns}) SELECT {columns} FROM kept_recipients')
    op.execute('DROP TABLE kept_recipients')


def upgrade() -> None:
    with op.batch_alter_table('invitations', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        for name, kind in TEXTS:
            batch_op.add_column(sa.Column(name, kind, server_default=sa.text("''"), nullable=False))
        for name in MOMENTS:
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('source', enum(SOURCE, 'addresssource'), nullable=True))
        batch_op.add_column(sa.Column('address_print', sa.String(length=64), nullable=True))
        batch_op.create_check_constraint('says_where_from', 'email IS NULL OR source IS NOT NULL OR invited_at IS NULL')
        batch_op.create_index(batch_op.f('ix_invitations_event_id_email'), ['event_id', 'email'], unique=False)
    op.create_table('opt_outs',
    sa.Column('address_print', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('address_print', name=op.f('pk_opt_outs'))
    )
    with op.batch_alter_table('sent_mails') as batch_op:
        batch_op.add_column(sa.Column('invitation_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_sent_mails_invitation_id_invitations'), 'invitations', ['invitation_id'], ['id'],
            ondelete='CASCADE',
        )
        batch_op.create_index(batch_op.f('ix_sent_mails_invitation_id'), ['invitation_id'], unique=False)
    keep_recipients()
    op.create_table('mailing_recipients',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mailing_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('invitation_id', sa.Integer(), nullable=True),
    sa.Column('state', enum(RECIPIENT_STATE, 'recipientstate'), nullable=False),
    sa.CheckConstraint('(registration_id IS NULL) <> (invitation_id IS NULL)', name=op.f('ck_mailing_recipients_one_addressee')),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitations.id'], name=op.f('fk_mailing_recipients_invitation_id_invitations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['mailing_id'], ['mailings.id'], name=op.f('fk_mailing_recipients_mailing_id_mailings'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_mailing_recipients_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailing_recipients')),
    sa.UniqueConstraint('mailing_id', 'invitation_id', name=op.f('uq_mailing_recipients_mailing_id_invitation_id')),
    sa.UniqueConstraint('mailing_id', 'registration_id', name=op.f('uq_mailing_recipients_mailing_id_registration_id'))
    )
    with op.batch_alter_table('mailing_recipients') as batch_op:
        batch_op.create_index(batch_op.f('ix_mailing_recipients_invitation_id'), ['invitation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mailing_recipients_mailing_id_state_id'), ['mailing_id', 'state', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mailing_recipients_registration_id'), ['registration_id'], unique=False)
    put_recipients_back()


def downgrade() -> None:
    keep_recipients()
    op.create_table('mailing_recipients',
    sa.Column('mailing_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('state', enum(RECIPIENT_STATE, 'recipientstate'), nullable=False),
    sa.ForeignKeyConstraint(['mailing_id'], ['mailings.id'], name=op.f('fk_mailing_recipients_mailing_id_mailings'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_mailing_recipients_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('mailing_id', 'registration_id', name=op.f('pk_mailing_recipients'))
    )
    with op.batch_alter_table('mailing_recipients') as batch_op:
        batch_op.create_index(batch_op.f('ix_mailing_recipients_mailing_id_state_registration_id'), ['mailing_id', 'state', 'registration_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mailing_recipients_registration_id'), ['registration_id'], unique=False)
    put_recipients_back()
    with op.batch_alter_table('sent_mails') as batch_op:
        batch_op.drop_index(batch_op.f('ix_sent_mails_invitation_id'))
        batch_op.drop_constraint(batch_op.f('fk_sent_mails_invitation_id_invitations'), type_='foreignkey')
        batch_op.drop_column('invitation_id')
    op.drop_table('opt_outs')
    with op.batch_alter_table('invitations') as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitations_event_id_email'))
        batch_op.drop_constraint(batch_op.f('ck_invitations_says_where_from'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_invitations_addresssource'), type_='check')
        for name in ('source', 'address_print', *MOMENTS, *(text for text, _kind in TEXTS)):
            batch_op.drop_column(name)
