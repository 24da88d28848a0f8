"""words of names that signs part are found in one piece as well: “loreal” for L'Oréal"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'

NAMES = ('first_name', 'last_name', 'organisation_name', 'badge_name', 'badge_organisation')
REGISTRATIONS = sa.table('registrations', sa.column('id'), sa.column('search_text'), *(sa.column(name) for name in NAMES))


def upgrade() -> None:
    connection = op.get_bind()
    people = connection.execute(sa.select(REGISTRATIONS)).mappings().all()
    found = [{'person': each['id'], 'text': with_whole_words(each)} for each in people]
    changed = [each for each, person in zip(found, people, strict=True) if each['text'] != person['search_text']]
    if changed:
        own = REGISTRATIONS.c.id == sa.bindparam('person')
        connection.execute(sa.update(REGISTRATIONS).where(own).values(search_text=sa.bindparam('text')), changed)


def downgrade() -> None:
    """The words do no harm."""


def with_whole_words(person: sa.RowMapping) -> str:
    """Its search text and, after it, those words that it lacks. Letters without a separable accent (“œ”) stand in
    it as app.core.text writes them; here such a word is left out until the name is next saved."""
    known = person['search_text'].split()
    words = [word for name in NAMES for word in (person[name] or '').split()]
    whole = dict.fromkeys(''.join(pieces) for pieces in map(parted, words) if len(pieces) > 1 and all(p in known for p in pieces))
    return ' '.join([*known, *(word for word in whole if word not in known)])


def parted(word: str) -> list[str]:
    letters = (each for each in unicodedata.normalize('NFKD', word.lower()) if unicodedata.category(each) not in ('Mn', 'Me', 'Cf'))
    return ''.join(each if each.isalnum() else ' ' for each in letters).split()
