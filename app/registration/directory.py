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
    name_key: Mapped[str] = mapped_column(sa.String(200), index=True)
    type: Mapped[OrganisationType]
    member: Mapped[bool] = mapped_column(default=True)

    domains: Mapped[list["OrganisationDomain"]] = relationship(cascade="all, delete-orphan")


class OrganisationDomain(db.Model):
    """An e-mail domain of an organisation; several organisations may share one."""

    __tablename__ = "organisation_domains"

    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True
    )
    domain: Mapped[str] = mapped_column(sa.String(255), primary_key=True, index=True)


class OrganisationLimit(db.Model):
    """How many seats one organisation may take at one event, where the default does not hold."""

    __tablename__ = "organisation_limits"

    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    organisation_key: Mapped[str] = mapped_column(sa.String(210), primary_key=True)
    seats: Mapped[int]
