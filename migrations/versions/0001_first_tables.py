"""first tables"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None


def upgrade() -> None:
    op.create_table('accounts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('email_key', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('password_stamp', sa.Integer(), nullable=False),
    sa.Column('totp_sealed', sa.String(length=200), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('creates_events', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts')),
    sa.UniqueConstraint('email_key', name=op.f('uq_accounts_email_key')),
    sqlite_autoincrement=True
    )
    op.create_table('address_flags',
    sa.Column('address_key', sa.String(length=254), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('address_key', name=op.f('pk_address_flags'))
    )
    op.create_table('audit_entries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('actor_kind', sa.String(length=16), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('action', sa.String(length=48), nullable=False),
    sa.Column('object_type', sa.String(length=24), nullable=False),
    sa.Column('object_id', sa.Integer(), nullable=True),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('came_from', sa.String(length=45), nullable=True),
    sa.Column('values_digest', sa.String(length=64), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entries'))
    )
    with op.batch_alter_table('audit_entries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entries_event_id_at'), ['event_id', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entries_object_type_object_id'), ['object_type', 'object_id'], unique=False)

    op.create_table('events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('state', sa.Enum('draft', 'published', 'closed', 'past', 'cancelled', 'postponed', name='eventstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('letters', sa.String(length=3), nullable=True),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('summary', sa.JSON(), nullable=False),
    sa.Column('price', sa.JSON(), nullable=False),
    sa.Column('venue', sa.JSON(), nullable=False),
    sa.Column('address', sa.JSON(), nullable=False),
    sa.Column('district', sa.JSON(), nullable=False),
    sa.Column('transport', sa.JSON(), nullable=False),
    sa.Column('accessibility', sa.JSON(), nullable=False),
    sa.Column('programme_note', sa.JSON(), nullable=False),
    sa.Column('map_url', sa.String(), nullable=False),
    sa.Column('timezone', sa.String(length=40), nullable=False),
    sa.Column('doors_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('freeze_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=False),
    sa.Column('room_limit', sa.Integer(), nullable=False),
    sa.Column('member_limit', sa.Integer(), nullable=False),
    sa.Column('other_limit', sa.Integer(), nullable=False),
    sa.Column('form_mode', sa.Enum('steps', 'one_page', name='formmode', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('shows_seats', sa.Boolean(), nullable=False),
    sa.Column('areas', sa.JSON(), nullable=False),
    sa.Column('controller', sa.String(), nullable=False),
    sa.Column('dpo', sa.String(), nullable=False),
    sa.Column('legal_basis', sa.JSON(), nullable=False),
    sa.Column('recipients', sa.JSON(), nullable=False),
    sa.Column('rights_contact', sa.String(), nullable=False),
    sa.Column('notice_version', sa.Integer(), nullable=False),
    sa.Column('sender_name', sa.String(), nullable=False),
    sa.Column('reply_to', sa.String(), nullable=False),
    sa.Column('day_phone', sa.String(), nullable=False),
    sa.Column('calendar_sequence', sa.Integer(), nullable=False),
    sa.CheckConstraint('capacity >= 0', name=op.f('ck_events_capacity_not_negative')),
    sa.CheckConstraint('room_limit >= 0', name=op.f('ck_events_room_limit_not_negative')),
    sa.CheckConstraint('starts_at < ends_at', name=op.f('ck_events_starts_before_it_ends')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events')),
    sa.UniqueConstraint('letters', name=op.f('uq_events_letters')),
    sa.UniqueConstraint('slug', name=op.f('uq_events_slug'))
    )
    op.create_table('files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=150), nullable=False),
    sa.Column('content_type', sa.String(length=100), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('made_by', sa.String(length=60), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_files')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_files_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_files_until'), ['until'], unique=False)

    op.create_table('installation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('epoch', sa.String(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_installation'))
    )
    op.create_table('jobs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=48), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=True),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('subject', sa.String(length=60), nullable=False),
    sa.Column('priority', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('useless_after', sa.DateTime(timezone=True), nullable=True),
    sa.Column('state', sa.Enum('pending', 'done', 'failed', 'cancelled', 'dropped', name='jobstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('run_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('leased_by', sa.String(length=80), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('max_attempts', sa.Integer(), nullable=False),
    sa.Column('last_error', sa.String(length=300), nullable=True),
    sa.Column('progress', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=True),
    sa.Column('result', sa.JSON(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_jobs')),
    sa.UniqueConstraint('key', name=op.f('uq_jobs_key'))
    )
    with op.batch_alter_table('jobs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_jobs_done_at'), ['done_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_jobs_event_id_kind_id'), ['event_id', 'kind', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_jobs_subject'), ['subject'], unique=False)
        batch_op.create_index('ix_jobs_turn', ['priority', 'run_at', 'id'], unique=False, sqlite_where=sa.text("state = 'pending'"), postgresql_where=sa.text("state = 'pending'"))

    op.create_table('limit_hits',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('scope', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_limit_hits'))
    )
    with op.batch_alter_table('limit_hits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_limit_hits_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_limit_hits_scope_key_at'), ['scope', 'key', 'at'], unique=False)

    op.create_table('organisations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('name_key', sa.String(length=200), nullable=False),
    sa.Column('type', sa.Enum('company', 'research', 'authority', 'institution', 'press', 'other', name='organisationtype', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('member', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisations'))
    )
    with op.batch_alter_table('organisations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisations_name_key'), ['name_key'], unique=False)

    op.create_table('owner_links',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_owner_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_owner_links_token_hash'))
    )
    op.create_table('worker_beats',
    sa.Column('worker', sa.String(length=80), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('worker', name=op.f('pk_worker_beats'))
    )
    op.create_table('audit_values',
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['audit_entries.id'], name=op.f('fk_audit_values_entry_id_audit_entries'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_audit_values'))
    )
    op.create_table('categories',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('label', sa.JSON(), nullable=False),
    sa.Column('band', sa.String(length=7), nullable=False),
    sa.Column('text', sa.String(length=7), nullable=False),
    sa.Column('shape', sa.String(length=16), nullable=False),
    sa.Column('pattern', sa.String(length=16), nullable=False),
    sa.Column('entry', sa.Enum('automatic', 'approval', 'invitation', name='entry', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('member_check', sa.Boolean(), nullable=False),
    sa.Column('counts', sa.Boolean(), nullable=False),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('quota', sa.Integer(), nullable=True),
    sa.Column('organisation_types', sa.JSON(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_categories_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_categories')),
    sa.UniqueConstraint('event_id', 'code', name=op.f('uq_categories_event_id_code'))
    )
    op.create_table('departures',
    sa.Column('registration_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_departures_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', name=op.f('pk_departures'))
    )
    with op.batch_alter_table('departures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_departures_event_id_revision'), ['event_id', 'revision'], unique=False)

    op.create_table('drafts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_drafts_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafts')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_drafts_token_hash'))
    )
    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_drafts_saved_at'), ['saved_at'], unique=False)

    op.create_table('job_attempts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=False),
    sa.Column('worker', sa.String(length=80), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('end', sa.Enum('done', 'again', 'retry', 'gave_up', name='attemptend', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('error', sa.String(length=300), nullable=True),
    sa.ForeignKeyConstraint(['job_id'], ['jobs.id'], name=op.f('fk_job_attempts_job_id_jobs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_attempts'))
    )
    with op.batch_alter_table('job_attempts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_attempts_job_id'), ['job_id'], unique=False)

    op.create_table('memberships',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('reader', 'reception', 'organiser', 'owner', name='role', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('may_see_needs', sa.Boolean(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_memberships_account_id_accounts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_memberships_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', 'event_id', name=op.f('pk_memberships'))
    )
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_memberships_event_id'), ['event_id'], unique=False)

    op.create_table('operators',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('role', sa.Enum('scan', 'lead', name='doorrole', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('pin_hash', sa.String(length=200), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_operators_account_id_accounts'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_operators_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_operators')),
    sa.UniqueConstraint('event_id', 'account_id', name=op.f('uq_operators_event_id_account_id'))
    )
    with op.batch_alter_table('operators', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_operators_event_id'), ['event_id'], unique=False)

    op.create_table('organisation_domains',
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('domain', sa.String(length=255), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_organisation_domains_organisation_id_organisations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('organisation_id', 'domain', name=op.f('pk_organisation_domains'))
    )
    with op.batch_alter_table('organisation_domains', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_domains_domain'), ['domain'], unique=False)

    op.create_table('organisation_limits',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('organisation_key', sa.String(length=210), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_organisation_limits_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', 'organisation_key', name=op.f('pk_organisation_limits'))
    )
    op.create_table('questions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.Enum('text', 'long_text', 'email', 'phone', 'number', 'date', 'yes_no', 'one_of', 'several_of', 'country', 'file', name='questionkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('label', sa.JSON(), nullable=False),
    sa.Column('hint', sa.JSON(), nullable=False),
    sa.Column('required', sa.Boolean(), nullable=False),
    sa.Column('options', sa.JSON(), nullable=False),
    sa.Column('category_codes', sa.JSON(), nullable=False),
    sa.Column('shown_if', sa.JSON(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_questions_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questions')),
    sa.UniqueConstraint('event_id', 'code', name=op.f('uq_questions_event_id_code'))
    )
    op.create_table('scan_cursors',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_scan_cursors_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_scan_cursors'))
    )
    op.create_table('sessions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('room', sa.JSON(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('speakers', sa.JSON(), nullable=False),
    sa.Column('slot', sa.JSON(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.CheckConstraint('starts_at < ends_at', name=op.f('ck_sessions_starts_before_it_ends')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_sessions_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sessions'))
    )
    with op.batch_alter_table('sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sessions_event_id'), ['event_id'], unique=False)

    op.create_table('sign_ins',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('agent', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('proven_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_sign_ins_account_id_accounts'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_ins')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_ins_token_hash'))
    )
    with op.batch_alter_table('sign_ins', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_ins_account_id_ended_at'), ['account_id', 'ended_at'], unique=False)

    op.create_table('allotments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=False),
    sa.Column('organisation_name', sa.String(length=200), nullable=False),
    sa.Column('contact_email', sa.String(length=254), nullable=True),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('returns_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('link_version', sa.Integer(), nullable=False),
    sa.CheckConstraint('seats >= 0', name=op.f('ck_allotments_seats_not_negative')),
    sa.ForeignKeyConstraint(['category_id'], ['categories.id'], name=op.f('fk_allotments_category_id_categories')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_allotments_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_allotments'))
    )
    with op.batch_alter_table('allotments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_allotments_event_id'), ['event_id'], unique=False)

    op.create_table('checkin_points',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('label', sa.JSON(), nullable=False),
    sa.Column('kind', sa.Enum('entrance', 'session', 'lunch', 'cloakroom', name='pointkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('policy', sa.Enum('once', 're-entry', 'in-and-out', name='policy', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=True),
    sa.Column('room_limit', sa.Integer(), nullable=True),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.CheckConstraint('opens_at < closes_at', name=op.f('ck_checkin_points_opens_before_it_closes')),
    sa.CheckConstraint('room_limit >= 0', name=op.f('ck_checkin_points_room_limit_not_negative')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_checkin_points_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_checkin_points_session_id_sessions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_checkin_points'))
    )
    with op.batch_alter_table('checkin_points', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_checkin_points_event_id_position'), ['event_id', 'position'], unique=False)

    op.create_table('credentials',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('spare', 'blank', 'issued', 'revoked', name='credentialstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('sealed', sa.String(length=160), nullable=False),
    sa.Column('epoch', sa.String(length=32), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=True),
    sa.Column('batch', sa.String(length=40), nullable=True),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_why', sa.String(length=24), nullable=True),
    sa.Column('revoked_by', sa.String(length=40), nullable=True),
    sa.Column('replaced_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(state = 'revoked') = (revoked_at IS NOT NULL)", name=op.f('ck_credentials_revoked_at_some_time')),
    sa.CheckConstraint("state <> 'blank' OR (category_id IS NOT NULL AND batch IS NOT NULL)", name=op.f('ck_credentials_blank_of_batch')),
    sa.CheckConstraint("state <> 'issued' OR issued_at IS NOT NULL", name=op.f('ck_credentials_issued_at_some_time')),
    sa.ForeignKeyConstraint(['category_id'], ['categories.id'], name=op.f('fk_credentials_category_id_categories')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_credentials_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['replaced_by_id'], ['credentials.id'], name=op.f('fk_credentials_replaced_by_id_credentials'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_credentials')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_credentials_code_hash'))
    )
    with op.batch_alter_table('credentials', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_credentials_event_id_issued_at'), ['event_id', 'issued_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_credentials_event_id_revision'), ['event_id', 'revision'], unique=False)
        batch_op.create_index(batch_op.f('ix_credentials_event_id_state_epoch_id'), ['event_id', 'state', 'epoch', 'id'], unique=False)

    op.create_table('invitations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=24), nullable=False),
    sa.Column('uses', sa.Integer(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('domain', sa.String(length=255), nullable=True),
    sa.Column('skips_approval', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['category_id'], ['categories.id'], name=op.f('fk_invitations_category_id_categories')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_invitations_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitations')),
    sa.UniqueConstraint('event_id', 'code', name=op.f('uq_invitations_event_id_code'))
    )
    op.create_table('checkin_point_categories',
    sa.Column('point_id', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['category_id'], ['categories.id'], name=op.f('fk_checkin_point_categories_category_id_categories'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['point_id'], ['checkin_points.id'], name=op.f('fk_checkin_point_categories_point_id_checkin_points'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('point_id', 'category_id', name=op.f('pk_checkin_point_categories'))
    )
    op.create_table('lanes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('point_id', sa.Integer(), nullable=False),
    sa.Column('label', sa.JSON(), nullable=False),
    sa.Column('direction', sa.Enum('in', 'out', name='direction', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['point_id'], ['checkin_points.id'], name=op.f('fk_lanes_point_id_checkin_points'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lanes'))
    )
    with op.batch_alter_table('lanes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lanes_point_id'), ['point_id'], unique=False)

    op.create_table('registrations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=8), nullable=False),
    sa.Column('status', sa.Enum('unverified', 'pending', 'waitlisted', 'offered', 'confirmed', 'refused', 'cancelled', name='status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.Enum('form', 'import', 'organiser', 'door', 'allotment', name='channel', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('first_name', sa.String(length=100), nullable=False),
    sa.Column('last_name', sa.String(length=100), nullable=False),
    sa.Column('badge_name', sa.String(length=200), nullable=True),
    sa.Column('badge_organisation', sa.String(length=200), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('email_key', sa.String(length=254), nullable=True),
    sa.Column('manager_email', sa.String(length=254), nullable=True),
    sa.Column('phone', sa.String(length=40), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('organisation_name', sa.String(length=200), nullable=False),
    sa.Column('organisation_type', sa.Enum('company', 'research', 'authority', 'institution', 'press', 'other', name='organisationtype', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('organisation_key', sa.String(length=210), nullable=False),
    sa.Column('job_title', sa.String(length=150), nullable=False),
    sa.Column('areas', sa.JSON(), nullable=False),
    sa.Column('vip', sa.Boolean(), nullable=False),
    sa.Column('door_note', sa.String(length=140), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('rank_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('hold_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('offered_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('offers_expired', sa.Integer(), nullable=False),
    sa.Column('email_proven_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('arrived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancelled_from', sa.Enum('unverified', 'pending', 'waitlisted', 'offered', 'confirmed', 'refused', 'cancelled', name='cancelled_from', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('cancel_reason', sa.Enum('attendee', 'organiser', 'merged', 'handed_over', 'declined', 'expired', name='cancelreason', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('refusal_reason', sa.Text(), nullable=False),
    sa.Column('submission_key', sa.String(length=64), nullable=True),
    sa.Column('link_version', sa.Integer(), nullable=False),
    sa.Column('notice_version', sa.Integer(), nullable=False),
    sa.Column('calendar_sequence', sa.Integer(), nullable=False),
    sa.Column('sort_key', sa.Text(), nullable=False),
    sa.Column('search_text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('allotment_id', sa.Integer(), nullable=True),
    sa.Column('invitation_id', sa.Integer(), nullable=True),
    sa.Column('succeeds_id', sa.Integer(), nullable=True),
    sa.Column('merged_into_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['allotment_id'], ['allotments.id'], name=op.f('fk_registrations_allotment_id_allotments')),
    sa.ForeignKeyConstraint(['category_id'], ['categories.id'], name=op.f('fk_registrations_category_id_categories')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_registrations_event_id_events')),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitations.id'], name=op.f('fk_registrations_invitation_id_invitations')),
    sa.ForeignKeyConstraint(['merged_into_id'], ['registrations.id'], name=op.f('fk_registrations_merged_into_id_registrations')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_registrations_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['succeeds_id'], ['registrations.id'], name=op.f('fk_registrations_succeeds_id_registrations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registrations')),
    sa.UniqueConstraint('event_id', 'reference', name=op.f('uq_registrations_event_id_reference')),
    sa.UniqueConstraint('event_id', 'submission_key', name=op.f('uq_registrations_event_id_submission_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('registrations', schema=None) as batch_op:
        batch_op.create_index('ix_registrations_email', ['event_id', 'email_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_registrations_merged_into_id'), ['merged_into_id'], unique=False)
        batch_op.create_index('ix_registrations_order', ['event_id', 'sort_key', 'id'], unique=False)
        batch_op.create_index('ix_registrations_organisation', ['event_id', 'organisation_key', 'status'], unique=False)
        batch_op.create_index('ix_registrations_rank', ['event_id', 'status', 'rank_at', 'id'], unique=False)
        batch_op.create_index('ix_registrations_revision', ['event_id', 'revision', 'id'], unique=False)
        batch_op.create_index('ix_registrations_seats', ['event_id', 'status', 'category_id', 'channel', 'hold_until', 'allotment_id'], unique=False)
        batch_op.create_index('uq_registrations_live_email', ['event_id', 'email_key'], unique=True, sqlite_where=sa.text("email_key IS NOT NULL AND status NOT IN ('cancelled', 'refused')"), postgresql_where=sa.text("email_key IS NOT NULL AND status NOT IN ('cancelled', 'refused')"))

    op.create_table('answers',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('value', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['questions.id'], name=op.f('fk_answers_question_id_questions')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_answers_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', 'question_id', name=op.f('pk_answers'))
    )
    op.create_table('consents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('image', 'newsletter', 'needs', name='consentkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('given', sa.Boolean(), nullable=False),
    sa.Column('text_version', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('channel', sa.Enum('form', 'import', 'organiser', 'door', 'allotment', name='channel', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_consents_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consents'))
    )
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consents_registration_id_kind_at'), ['registration_id', 'kind', 'at'], unique=False)

    op.create_table('devices',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('lane_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('role', sa.Enum('scan', 'lead', name='doorrole', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'active', 'signed_out', 'revoked', name='devicestate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('pairing_hash', sa.String(length=64), nullable=True),
    sa.Column('pairing_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.Column('words', sa.String(length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('paired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('signed_out_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('app_version', sa.String(length=20), nullable=False),
    sa.Column('copy_cursor', sa.String(length=200), nullable=False),
    sa.Column('unsent', sa.Integer(), nullable=False),
    sa.Column('readiness', sa.JSON(), nullable=False),
    sa.CheckConstraint("(state = 'revoked') = (revoked_at IS NOT NULL)", name=op.f('ck_devices_revoked_at_some_time')),
    sa.CheckConstraint("state <> 'active' OR token_hash IS NOT NULL", name=op.f('ck_devices_active_with_a_token')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_devices_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['lane_id'], ['lanes.id'], name=op.f('fk_devices_lane_id_lanes'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_devices')),
    sa.UniqueConstraint('pairing_hash', name=op.f('uq_devices_pairing_hash')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_devices_token_hash'))
    )
    with op.batch_alter_table('devices', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_devices_event_id'), ['event_id'], unique=False)

    op.create_table('needs',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_needs_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', name=op.f('pk_needs'))
    )
    op.create_table('presence',
    sa.Column('point_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('inside', sa.Boolean(), nullable=False),
    sa.Column('entry_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('entry_lane_id', sa.Integer(), nullable=True),
    sa.Column('entry_sure', sa.Boolean(), nullable=False),
    sa.Column('moved_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['entry_lane_id'], ['lanes.id'], name=op.f('fk_presence_entry_lane_id_lanes')),
    sa.ForeignKeyConstraint(['point_id'], ['checkin_points.id'], name=op.f('fk_presence_point_id_checkin_points'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_presence_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('point_id', 'registration_id', name=op.f('pk_presence'))
    )
    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.create_index('ix_presence_inside', ['point_id'], unique=False, sqlite_where=sa.text('inside'), postgresql_where=sa.text('inside'))
        batch_op.create_index(batch_op.f('ix_presence_registration_id'), ['registration_id'], unique=False)

    op.create_table('registration_credentials',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('credential_id', sa.Integer(), nullable=False),
    sa.Column('current', sa.Boolean(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['credential_id'], ['credentials.id'], name=op.f('fk_registration_credentials_credential_id_credentials')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_registration_credentials_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', 'credential_id', name=op.f('pk_registration_credentials'))
    )
    with op.batch_alter_table('registration_credentials', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_registration_credentials_credential_id'), ['credential_id'], unique=False)
        batch_op.create_index('uq_registration_credentials_current', ['registration_id'], unique=True, sqlite_where=sa.text('current'), postgresql_where=sa.text('current'))

    op.create_table('sent_mails',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('recipient', sa.String(length=254), nullable=False),
    sa.Column('message_id', sa.String(length=255), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'sent', 'failed', name='mailstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('first_attempt_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('error', sa.String(length=300), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_sent_mails_account_id_accounts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_sent_mails_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_sent_mails_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sent_mails')),
    sa.UniqueConstraint('job_id', name=op.f('uq_sent_mails_job_id'))
    )
    with op.batch_alter_table('sent_mails', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sent_mails_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sent_mails_event_id_state_id'), ['event_id', 'state', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sent_mails_registration_id'), ['registration_id'], unique=False)

    op.create_table('session_seats',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('wanted', 'held', 'waiting', name='seatstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_session_seats_registration_id_registrations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_session_seats_session_id_sessions')),
    sa.PrimaryKeyConstraint('registration_id', 'session_id', name=op.f('pk_session_seats'))
    )
    with op.batch_alter_table('session_seats', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_seats_session_id_state'), ['session_id', 'state'], unique=False)

    op.create_table('scans',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('scan', 'undo', 'walk-in', name='scankind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('device_id', sa.Integer(), nullable=True),
    sa.Column('point_id', sa.Integer(), nullable=False),
    sa.Column('lane_id', sa.Integer(), nullable=False),
    sa.Column('direction', sa.Enum('in', 'out', name='direction', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('operator_id', sa.Integer(), nullable=True),
    sa.Column('how', sa.Enum('code', 'reference', 'search', 'paper', name='how', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('code_hash', sa.String(length=64), nullable=True),
    sa.Column('wall_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('run_id', sa.String(length=36), nullable=True),
    sa.Column('monotonic', sa.BigInteger(), nullable=True),
    sa.Column('verdict', sa.Enum('shown_again', 'unreadable', 'other_event', 'unknown', 'blank', 'ok_exit', 'ok_unlisted', 'replaced', 'cancelled', 'not_confirmed', 'not_here', 'too_early', 'too_late', 'already_in', 'room_full', 'ok_reentry', 'ok_notice', 'ok', 'ok_override', name='verdictcode', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('parameters', sa.JSON(), nullable=False),
    sa.Column('override_by_id', sa.Integer(), nullable=True),
    sa.Column('why', sa.String(length=200), nullable=False),
    sa.Column('undone_uuid', sa.Uuid(), nullable=True),
    sa.Column('app_version', sa.String(length=20), nullable=False),
    sa.Column('body_hash', sa.String(length=64), nullable=True),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('corrected_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sure', sa.Boolean(), nullable=False),
    sa.Column('server_verdict', sa.Enum('shown_again', 'unreadable', 'other_event', 'unknown', 'blank', 'ok_exit', 'ok_unlisted', 'replaced', 'cancelled', 'not_confirmed', 'not_here', 'too_early', 'too_late', 'already_in', 'room_full', 'ok_reentry', 'ok_notice', 'ok', 'ok_override', name='server_verdict', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('server_parameters', sa.JSON(), nullable=False),
    sa.Column('revision', sa.BigInteger(), nullable=True),
    sa.CheckConstraint("(kind = 'scan') = (verdict IS NOT NULL)", name=op.f('ck_scans_verdict_on_a_scan')),
    sa.CheckConstraint("(kind = 'undo') = (undone_uuid IS NOT NULL)", name=op.f('ck_scans_undo_of_something')),
    sa.CheckConstraint("kind <> 'scan' OR how IS NOT NULL", name=op.f('ck_scans_scanned_somehow')),
    sa.CheckConstraint('device_id IS NOT NULL OR sure', name=op.f('ck_scans_our_own_clock_is_sure')),
    sa.ForeignKeyConstraint(['device_id'], ['devices.id'], name=op.f('fk_scans_device_id_devices')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_scans_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['lane_id'], ['lanes.id'], name=op.f('fk_scans_lane_id_lanes')),
    sa.ForeignKeyConstraint(['operator_id'], ['operators.id'], name=op.f('fk_scans_operator_id_operators')),
    sa.ForeignKeyConstraint(['override_by_id'], ['operators.id'], name=op.f('fk_scans_override_by_id_operators')),
    sa.ForeignKeyConstraint(['point_id'], ['checkin_points.id'], name=op.f('fk_scans_point_id_checkin_points')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_scans_registration_id_registrations'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scans')),
    sa.UniqueConstraint('event_id', 'uuid', name=op.f('uq_scans_event_id_uuid'))
    )
    with op.batch_alter_table('scans', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scans_event_id_code_hash'), ['event_id', 'code_hash'], unique=False)
        batch_op.create_index(batch_op.f('ix_scans_event_id_revision_id'), ['event_id', 'revision', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_scans_event_id_undone_uuid'), ['event_id', 'undone_uuid'], unique=False)
        batch_op.create_index(batch_op.f('ix_scans_point_id_corrected_at'), ['point_id', 'corrected_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_scans_registration_id_kind'), ['registration_id', 'kind'], unique=False)

    op.create_table('conflicts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('later_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('open', 'same_person', 'shared_badge', 'mistake', name='conflictstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('found_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('explained_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('explained_by', sa.String(length=40), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.CheckConstraint("(state = 'open') = (explained_at IS NULL)", name=op.f('ck_conflicts_explained_at_some_time')),
    sa.ForeignKeyConstraint(['entry_id'], ['scans.id'], name=op.f('fk_conflicts_entry_id_scans')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_conflicts_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['later_id'], ['scans.id'], name=op.f('fk_conflicts_later_id_scans')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_conflicts_registration_id_registrations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conflicts')),
    sa.UniqueConstraint('later_id', name=op.f('uq_conflicts_later_id'))
    )
    with op.batch_alter_table('conflicts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_conflicts_event_id_state'), ['event_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_conflicts_registration_id'), ['registration_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('conflicts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_conflicts_registration_id'))
        batch_op.drop_index(batch_op.f('ix_conflicts_event_id_state'))

    op.drop_table('conflicts')
    with op.batch_alter_table('scans', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_scans_registration_id_kind'))
        batch_op.drop_index(batch_op.f('ix_scans_point_id_corrected_at'))
        batch_op.drop_index(batch_op.f('ix_scans_event_id_undone_uuid'))
        batch_op.drop_index(batch_op.f('ix_scans_event_id_revision_id'))
        batch_op.drop_index(batch_op.f('ix_scans_event_id_code_hash'))

    op.drop_table('scans')
    with op.batch_alter_table('session_seats', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_session_seats_session_id_state'))

    op.drop_table('session_seats')
    with op.batch_alter_table('sent_mails', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sent_mails_registration_id'))
        batch_op.drop_index(batch_op.f('ix_sent_mails_event_id_state_id'))
        batch_op.drop_index(batch_op.f('ix_sent_mails_account_id'))

    op.drop_table('sent_mails')
    with op.batch_alter_table('registration_credentials', schema=None) as batch_op:
        batch_op.drop_index('uq_registration_credentials_current', sqlite_where=sa.text('current'), postgresql_where=sa.text('current'))
        batch_op.drop_index(batch_op.f('ix_registration_credentials_credential_id'))

    op.drop_table('registration_credentials')
    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_presence_registration_id'))
        batch_op.drop_index('ix_presence_inside', sqlite_where=sa.text('inside'), postgresql_where=sa.text('inside'))

    op.drop_table('presence')
    op.drop_table('needs')
    with op.batch_alter_table('devices', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_devices_event_id'))

    op.drop_table('devices')
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consents_registration_id_kind_at'))

    op.drop_table('consents')
    op.drop_table('answers')
    with op.batch_alter_table('registrations', schema=None) as batch_op:
        batch_op.drop_index('uq_registrations_live_email', sqlite_where=sa.text("email_key IS NOT NULL AND status NOT IN ('cancelled', 'refused')"), postgresql_where=sa.text("email_key IS NOT NULL AND status NOT IN ('cancelled', 'refused')"))
        batch_op.drop_index('ix_registrations_seats')
        batch_op.drop_index('ix_registrations_revision')
        batch_op.drop_index('ix_registrations_rank')
        batch_op.drop_index('ix_registrations_organisation')
        batch_op.drop_index('ix_registrations_order')
        batch_op.drop_index(batch_op.f('ix_registrations_merged_into_id'))
        batch_op.drop_index('ix_registrations_email')

    op.drop_table('registrations')
    with op.batch_alter_table('lanes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lanes_point_id'))

    op.drop_table('lanes')
    op.drop_table('checkin_point_categories')
    op.drop_table('invitations')
    with op.batch_alter_table('credentials', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_credentials_event_id_state_epoch_id'))
        batch_op.drop_index(batch_op.f('ix_credentials_event_id_revision'))
        batch_op.drop_index(batch_op.f('ix_credentials_event_id_issued_at'))

    op.drop_table('credentials')
    with op.batch_alter_table('checkin_points', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_checkin_points_event_id_position'))

    op.drop_table('checkin_points')
    with op.batch_alter_table('allotments', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_allotments_event_id'))

    op.drop_table('allotments')
    with op.batch_alter_table('sign_ins', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_ins_account_id_ended_at'))

    op.drop_table('sign_ins')
    with op.batch_alter_table('sessions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sessions_event_id'))

    op.drop_table('sessions')
    op.drop_table('scan_cursors')
    op.drop_table('questions')
    op.drop_table('organisation_limits')
    with op.batch_alter_table('organisation_domains', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_domains_domain'))

    op.drop_table('organisation_domains')
    with op.batch_alter_table('operators', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_operators_event_id'))

    op.drop_table('operators')
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_memberships_event_id'))

    op.drop_table('memberships')
    with op.batch_alter_table('job_attempts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_attempts_job_id'))

    op.drop_table('job_attempts')
    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_drafts_saved_at'))

    op.drop_table('drafts')
    with op.batch_alter_table('departures', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_departures_event_id_revision'))

    op.drop_table('departures')
    op.drop_table('categories')
    op.drop_table('audit_values')
    op.drop_table('worker_beats')
    op.drop_table('owner_links')
    with op.batch_alter_table('organisations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisations_name_key'))

    op.drop_table('organisations')
    with op.batch_alter_table('limit_hits', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_limit_hits_scope_key_at'))
        batch_op.drop_index(batch_op.f('ix_limit_hits_at'))

    op.drop_table('limit_hits')
    with op.batch_alter_table('jobs', schema=None) as batch_op:
        batch_op.drop_index('ix_jobs_turn', sqlite_where=sa.text("state = 'pending'"), postgresql_where=sa.text("state = 'pending'"))
        batch_op.drop_index(batch_op.f('ix_jobs_subject'))
        batch_op.drop_index(batch_op.f('ix_jobs_event_id_kind_id'))
        batch_op.drop_index(batch_op.f('ix_jobs_done_at'))

    op.drop_table('jobs')
    op.drop_table('installation')
    with op.batch_alter_table('files', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_files_until'))
        batch_op.drop_index(batch_op.f('ix_files_event_id'))

    op.drop_table('files')
    op.drop_table('events')
    with op.batch_alter_table('audit_entries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entries_object_type_object_id'))
        batch_op.drop_index(batch_op.f('ix_audit_entries_event_id_at'))

    op.drop_table('audit_entries')
    op.drop_table('address_flags')
    op.drop_table('accounts')
