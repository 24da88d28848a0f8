"""Organisations of the installation: the member directory, and limits at one event."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.events.models import OrganisationType
from app.extensions import db


class Organisation(db.Model):
    """An entry of the installation's member directory."""

    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    name_key: Mapped[str] = mapped_column(sa.String(200), unique=True)
    """As `organisation_names.name_key` makes it."""
    type: Mapped[OrganisationType]
    member: Mapped[bool] = mapped_column(default=True)

    domains: Mapped[list["OrganisationDomain"]] = relationship(
        cascade="all, delete-orphan", order_by="OrganisationDomain.domain"
    )
    aliases: Mapped[list["OrganisationAlias"]] = relationship(
        cascade="all, delete-orphan", order_by="OrganisationAlias.name"
    )


class OrganisationDomain(db.Model):
    """An e-mail domain of an organisation; several organisations may share one."""

    __tablename__ = "organisation_domains"

    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True
    )
    domain: Mapped[str] = mapped_column(sa.String(255), primary_key=True, index=True)


class OrganisationAlias(db.Model):
    """Another name that people know it by: an abbreviation, its name in English, the one it had before."""

    __tablename__ = "organisation_aliases"

    name_key: Mapped[str] = mapped_column(sa.String(200), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))


class OrganisationLimit(db.Model):
    """How many seats one organisation may take at one event, where the default does not hold."""

    __tablename__ = "organisation_limits"

    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    organisation_key: Mapped[str] = mapped_column(sa.String(210), primary_key=True)
    seats: Mapped[int]
