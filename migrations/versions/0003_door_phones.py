"""door phones"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'


def upgrade() -> None:
    op.create_table('device_marks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('device_id', sa.Integer(), nullable=False),
    sa.Column('run', sa.String(length=36), nullable=False),
    sa.Column('wall', sa.BigInteger(), nullable=False),
    sa.Column('mono', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['device_id'], ['devices.id'], name=op.f('fk_device_marks_device_id_devices'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_device_marks'))
    )
    with op.batch_alter_table('device_marks') as batch_op:
        batch_op.create_index(batch_op.f('ix_device_marks_device_id_at'), ['device_id', 'at'], unique=False)

    op.create_table('facts_set_aside',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('device_id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.Column('body_hash', sa.String(length=64), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('why', sa.Enum('revoked', 'altered', 'malformed', 'unknown_place', 'not_stored', name='why', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'taken', 'dropped', name='asidestate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['device_id'], ['devices.id'], name=op.f('fk_facts_set_aside_device_id_devices')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_facts_set_aside_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_facts_set_aside')),
    sa.UniqueConstraint('event_id', 'uuid', 'body_hash', name=op.f('uq_facts_set_aside_event_id_uuid_body_hash'))
    )
    with op.batch_alter_table('facts_set_aside') as batch_op:
        batch_op.create_index(batch_op.f('ix_facts_set_aside_device_id'), ['device_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_facts_set_aside_event_id_state'), ['event_id', 'state'], unique=False)

    op.create_table('walk_ins',
    sa.Column('scan_id', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=False),
    sa.Column('photo', sa.Boolean(), nullable=False),
    sa.Column('blank_hash', sa.String(length=64), nullable=True),
    sa.Column('contested', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['category_id'], ['categories.id'], name=op.f('fk_walk_ins_category_id_categories')),
    sa.ForeignKeyConstraint(['scan_id'], ['scans.id'], name=op.f('fk_walk_ins_scan_id_scans'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('scan_id', name=op.f('pk_walk_ins'))
    )
    with op.batch_alter_table('walk_ins') as batch_op:
        batch_op.create_index(batch_op.f('ix_walk_ins_blank_hash'), ['blank_hash'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('walk_ins') as batch_op:
        batch_op.drop_index(batch_op.f('ix_walk_ins_blank_hash'))

    op.drop_table('walk_ins')
    with op.batch_alter_table('facts_set_aside') as batch_op:
        batch_op.drop_index(batch_op.f('ix_facts_set_aside_event_id_state'))
        batch_op.drop_index(batch_op.f('ix_facts_set_aside_device_id'))

    op.drop_table('facts_set_aside')
    with op.batch_alter_table('device_marks') as batch_op:
        batch_op.drop_index(batch_op.f('ix_device_marks_device_id_at'))

    op.drop_table('device_marks')
