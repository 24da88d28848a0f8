"""The application, put together. Read it as a table of contents."""

from typing import Any

from flask import Flask

from app.accounts import guard, profile, second_step_routes
from app.accounts import routes as accounts
from app.badges import handlers as badges_handlers
from app.badges import routes as badges
from app.checkin import api as device_api
from app.checkin import certificate_routes, door_routes
from app.checkin import handlers as checkin_handlers
from app.cli.data import data
from app.cli.demo.commands import demo
from app.cli.mail import mail
from app.cli.owner import owner_link
from app.cli.prepare import prepare
from app.cli.worker import worker
from app.config import ROOT, from_environment
from app.core import assets, database, floods, languages, logs, numbers, templating, uploads, web
from app.core.application import Application
from app.exchange.access_list import handlers as access_list_handlers
from app.exchange.guest_list import handlers as guest_list_handlers
from app.exchange.imports import handlers as import_handlers
from app.extensions import csrf, db, login_manager, migrate
from app.health import metrics
from app.health import routes as health
from app.jobs import handlers as jobs_handlers
from app.mailing import handlers as mail_handlers
from app.mailing import mailing_handlers, transport
from app.mailing import routes as mailing
from app.organiser import home
from app.organiser.access_list import routes as access_list
from app.organiser.allotments import routes as allotments
from app.organiser.arrivals import routes as arrivals
from app.organiser.audit import routes as journal
from app.organiser.badges import routes as organiser_badges
from app.organiser.badges import template_routes as badge_templates
from app.organiser.categories import routes as categories
from app.organiser.checkin import routes as organiser_checkin
from app.organiser.clarify import routes as clarify
from app.organiser.dashboard import routes as dashboard
from app.organiser.devices import lost_routes
from app.organiser.devices import routes as devices
from app.organiser.door_manual import routes as door_manual
from app.organiser.door_report import routes as door_report
from app.organiser.exports import needs_routes
from app.organiser.exports import routes as exports_room
from app.organiser.figures import routes as figures
from app.organiser.invitations import list_routes as guest_lists
from app.organiser.invitations import many_routes as invite_many
from app.organiser.invitations import routes as invitations
from app.organiser.mails import bulk_routes as mailings
from app.organiser.mails import delivery_routes, news_routes
from app.organiser.mails import routes as mails
from app.organiser.mails import text_routes as mail_texts
from app.organiser.new_event import routes as new_event
from app.organiser.organisations import export_routes as organisations_export
from app.organiser.organisations import import_routes as organisations_import
from app.organiser.organisations import routes as organisations
from app.organiser.organisations import uniting_routes
from app.organiser.paper import routes as paper
from app.organiser.people import (
    answer_routes,
    approval_routes,
    ask_routes,
    badge_routes,
    beyond_routes,
    duplicate_routes,
    export_routes,
    import_routes,
    person_routes,
    release_routes,
    step_routes,
)
from app.organiser.people import routes as people
from app.organiser.points import routes as points
from app.organiser.programme import routes as programme
from app.organiser.questions import routes as questions
from app.organiser.saved_views import routes as saved_views
from app.organiser.selections import handlers as selection_handlers
from app.organiser.selections import routes as selections
from app.organiser.settings import routes as settings
from app.organiser.staff import routes as staff
from app.registration import (
    colleague_routes,
    delegate_routes,
    form_routes,
    invitation_routes,
    no_invitations_routes,
    own_address_routes,
    own_answer_routes,
    own_colleague_routes,
    own_invitation_routes,
    ticket_routes,
)
from app.registration import handlers as registration_handlers
from app.registration import routes as event_pages

ROOMS = (
    accounts,
    profile,
    second_step_routes,
    home,
    new_event,
    dashboard,
    figures,
    people,
    export_routes,
    import_routes,
    person_routes,
    selections,
    saved_views,
    badge_routes,
    step_routes,
    answer_routes,
    ask_routes,
    release_routes,
    beyond_routes,
    approval_routes,
    duplicate_routes,
    organisations,
    organisations_export,
    organisations_import,
    uniting_routes,
    guest_lists,
    invite_many,
    invitations,
    allotments,
    questions,
    organiser_badges,
    badge_templates,
    organiser_checkin,
    arrivals,
    points,
    devices,
    lost_routes,
    clarify,
    door_report,
    paper,
    door_manual,
    mail_texts,
    mailings,
    news_routes,
    delivery_routes,
    mails,
    access_list,
    exports_room,
    needs_routes,
    journal,
    categories,
    programme,
    settings,
    staff,
    door_routes,
    device_api,
    mailing,
    badges,
    certificate_routes,
    ticket_routes,
    own_address_routes,
    own_answer_routes,
    own_colleague_routes,
    delegate_routes,
    invitation_routes,
    own_invitation_routes,
    no_invitations_routes,
    colleague_routes,
    form_routes,
    event_pages,
    health,
)
"""Each has a `blueprint`. The event page comes late: its addresses are the widest."""
COMMANDS = (data, demo, mail, owner_link, prepare, worker)
HANDLERS = {
    "badges.print": badges_handlers.print_sheets,
    "checkin.alert": checkin_handlers.alert,
    "exchange.access_list": access_list_handlers.send,
    "exchange.access_reminder": access_list_handlers.remind,
    "exchange.invite": guest_list_handlers.invite,
    "exchange.check": import_handlers.check,
    "exchange.run": import_handlers.run,
    "exchange.take_back": import_handlers.take_back,
    "jobs.tidy": jobs_handlers.tidy,
    "mailing.az_list": mailing_handlers.send_az_list,
    "mailing.plan": mailing_handlers.plan,
    "mailing.send": mail_handlers.send,
    "mailing.send_out": mailing_handlers.send_out,
    "organiser.selection": selection_handlers.step,
    "registration.ask_who_comes": registration_handlers.ask_who_comes,
    "registration.end_offer": registration_handlers.end_offer,
    "registration.fill": registration_handlers.fill,
    "registration.fill_all": registration_handlers.fill_all,
    "registration.lapse": registration_handlers.lapse_unproven,
    "registration.place_again": registration_handlers.place_again,
    "registration.release": registration_handlers.release,
    "registration.tidy": registration_handlers.tidy,
}
"""Who does which kind of job."""
STANDING_JOBS = ("checkin.alert", "jobs.tidy", "mailing.plan", "registration.ask_who_comes", "registration.fill_all", "registration.tidy")
"""Kinds that never end: the worker sees that each has its one job."""


def create_app(config: dict[str, Any] | None = None) -> Flask:
    """The WSGI application. `config` overrides settings of the environment."""
    app = Application(
        __name__,
        static_folder=None,
        template_folder=str(ROOT / "templates"),
        instance_path=str(ROOT / "instance"),
    )
    app.config.update(from_environment())
    app.config.update(config or {})
    _bind_extensions(app)
    _register_rooms(app)
    return app


def _bind_extensions(app: Flask) -> None:
    logs.init_app(app)
    templating.init_app(app)
    db.init_app(app)
    with app.app_context():
        database.prepare(db.engine, *(engine for name, engine in db.engines.items() if name))
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    csrf.init_app(app)
    login_manager.init_app(app)
    floods.init_app(app)
    languages.init_app(app)
    numbers.init_app(app)
    uploads.init_app(app)
    assets.init_app(app)
    web.init_app(app)
    transport.init_app(app)


def _register_rooms(app: Flask) -> None:
    guard.init_app(app)
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    app.extensions["job_handlers"] = HANDLERS
    app.extensions["standing_jobs"] = STANDING_JOBS
    metrics.init_app(app)
