"""Signing in and out, and the links that lead to a first or a new password."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_user
from werkzeug.wrappers import Response

from app.accounts import halfway, links, passwords
from app.accounts.access import by_token, current_account, current_sign_in, open_to_all, signed_in
from app.accounts.forms import ConfirmForm, JoinForm, NewPasswordForm, RecoverForm, SignInForm, WelcomeForm
from app.accounts.models import Account
from app.accounts.returning import is_own
from app.accounts.service import first_owner, people, second_step, signing_in
from app.core.database import reading
from app.core.languages import current as current_language
from app.extensions import db

HOME = "organiser.home"
"""The endpoint, above this package, where work begins."""

blueprint = Blueprint("accounts", __name__, url_prefix="/<language:lang>")


@blueprint.after_request
def _keep_links_secret(response: Response) -> Response:
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def home() -> str:
    """Where somebody signed in begins, or goes on."""
    wished = request.args.get("next")
    if wished and is_own(wished):
        return wished
    return url_for(HOME if HOME in current_app.view_functions else "profile.page")


def enter(account_id: int) -> None:
    """Sign this browser in; whatever it kept from before is dropped. Commits."""
    sign_in = signing_in.start(account_id, request.user_agent.string)
    db.session.commit()
    session.clear()
    login_user(sign_in)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> str | Response | tuple[str, int]:
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form)
    attempt = signing_in.attempt(form.email.data, request.remote_addr)
    db.session.commit()  # it counts, and nothing is locked while Argon2 works
    if not attempt.proves(form.password.data):
        return _sign_in_page(form, _("This address and this password do not belong together.")), 403
    return _enter_or_ask(db.session.get_one(Account, attempt.account_id))


def _enter_or_ask(account: Account) -> Response:
    """In, or to the second step where one is switched on. Commits."""
    if not second_step.is_on(account):
        enter(account.id)
        return redirect(home())
    halfway.remember(account)
    onward = home() if request.args.get("next") else None
    db.session.commit()
    return redirect(url_for("second_step.ask", next=onward))


def _sign_in_page(form: SignInForm, refused: str | None = None) -> str:
    return render_template(
        "accounts/sign_in.html", form=form, refused=refused, passkey_url=None,
        forgotten_url=url_for("accounts.recover"),
    )  # fmt: skip


@blueprint.post("/sign-out")
@signed_in
def sign_out() -> Response:
    signing_in.end(current_sign_in())
    db.session.commit()
    session.clear()
    flash(_("You are signed out."))
    return redirect(url_for("accounts.sign_in"))


@blueprint.route("/account/confirm", methods=["GET", "POST"])
@signed_in
def confirm() -> str | Response | tuple[str, int]:
    """The password again, before what an unattended screen must not do."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        return render_template("accounts/confirm.html", form=form)
    attempt = signing_in.attempt(current_account().email, request.remote_addr)
    db.session.commit()
    if not attempt.proves(form.password.data):
        form.password.errors = [_("This is not your password.")]
        return render_template("accounts/confirm.html", form=form), 403
    signing_in.prove(current_sign_in())
    db.session.commit()
    return redirect(home())


@blueprint.route("/recover", methods=["GET", "POST"])
@open_to_all
def recover() -> str | Response:
    form = RecoverForm()
    if not form.validate_on_submit():
        return render_template("accounts/recover.html", form=form)
    people.ask_for_recovery(form.email.data, request.remote_addr)
    db.session.commit()
    flash(_("If somebody with this address runs events here, a link is on its way to it. It opens for an hour."))
    return redirect(url_for("accounts.sign_in"))


@blueprint.route("/recover/<token>", methods=["GET", "POST"])
@by_token
def new_password(token: str) -> str | Response:
    with reading():
        account = links.open_link(links.RECOVERY, token)
        form = NewPasswordForm(known=(account.email, account.name))
    if not form.validate_on_submit():
        return render_template("accounts/new_password.html", form=form)
    hashed = passwords.hash_password(form.password.data)
    account = links.open_link(links.RECOVERY, token)
    people.set_password(account, hashed)
    onward = _enter_or_ask(account)
    flash(_("Your new password is set. Wherever you were signed in, you are not any more."))
    return onward


@blueprint.route("/join/<token>", methods=["GET", "POST"])
@by_token
def join(token: str) -> str | Response:
    """An invited person chooses name and password."""
    with reading():
        account = links.open_link(links.INVITATION, token)
        email, form = account.email, JoinForm(name=account.name, known=(account.email,))
    if not form.validate_on_submit():
        return render_template("accounts/join.html", form=form, email=email)
    hashed = passwords.hash_password(form.password.data)
    account = links.open_link(links.INVITATION, token)
    people.join(account, form.name.data, hashed)
    return _arrive(account)


@blueprint.route("/welcome/<token>", methods=["GET", "POST"])
@by_token
def welcome(token: str) -> str | Response:
    """The first owner, behind the link that the server printed."""
    with reading():
        first_owner.get_link(token)
    form = WelcomeForm()
    if not form.validate_on_submit():
        return render_template("accounts/welcome.html", form=form)
    hashed = passwords.hash_password(form.password.data)
    return _arrive(first_owner.take(token, form.name.data, form.email.data, current_language(), hashed))


def _arrive(account: Account) -> Response:
    enter(account.id)
    flash(_("Welcome. You are signed in."))
    return redirect(home())
