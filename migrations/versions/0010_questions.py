"""questions"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'


def upgrade() -> None:
    with op.batch_alter_table('questions') as batch_op:
        batch_op.add_column(sa.Column('limits', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('questions') as batch_op:
        batch_op.alter_column('limits', server_default=None)
    # No page asked any question before: the table is empty.
    op.drop_table('answers')
    _create_answers(sa.Text())
    with op.batch_alter_table('answers') as batch_op:
        batch_op.create_index(batch_op.f('ix_answers_question_id'), ['question_id'], unique=False)
    op.create_table('answer_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('question_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(
        ['registration_id', 'question_id'], ['answers.registration_id', 'answers.question_id'],
        name=op.f('fk_answer_files_answers'), ondelete='CASCADE', onupdate='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_files')),
    sa.UniqueConstraint('registration_id', 'question_id', name=op.f('uq_answer_files_registration_id_question_id'))
    )


def _create_answers(value: sa.types.TypeEngine) -> None:
    op.create_table('answers',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('value', value, nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['questions.id'], name=op.f('fk_answers_question_id_questions')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_answers_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', 'question_id', name=op.f('pk_answers'))
    )


def downgrade() -> None:
    op.drop_table('answer_files')
    op.drop_table('answers')
    _create_answers(sa.JSON())
    with op.batch_alter_table('questions') as batch_op:
        batch_op.drop_column('archived_at')
        batch_op.drop_column('limits')
