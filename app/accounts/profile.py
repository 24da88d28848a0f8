"""One's own page: name, language, password, and where one is signed in."""

from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import passwords, queries
from app.accounts.access import current_account, current_sign_in, signed_in
from app.accounts.agents import describe
from app.accounts.forms import ChangePasswordForm, ProfileForm
from app.accounts.permissions import ROLE_LABELS
from app.accounts.service import people, second_step, signing_in
from app.core.formats import moment
from app.core.languages import current
from app.extensions import db

PARIS = ZoneInfo("Europe/Paris")

blueprint = Blueprint("profile", __name__, url_prefix="/<language:lang>/account")


def _page(profile: ProfileForm | None = None, password: ChangePasswordForm | None = None) -> str:
    account = current_account()
    return render_template(
        "accounts/profile.html",
        account=account,
        memberships=queries.memberships(account),
        sign_ins=[(each, describe(each.agent)) for each in queries.open_sign_ins(account)],
        this=current_sign_in(),
        profile_form=profile or ProfileForm(formdata=None, obj=account),
        password_form=password or ChangePasswordForm(formdata=None),
        form=profile or password,
        role_label=ROLE_LABELS.__getitem__,
        second_step={
            "on": second_step.is_on(account), "codes": second_step.count_codes(account),
            "required": current_app.config["REQUIRE_SECOND_STEP"],
        },
        seen=lambda at: moment(at, PARIS, current()),
    )


def _back(message: str) -> Response:
    flash(message)
    return redirect(url_for("profile.page"))


@blueprint.get("")
@signed_in
def page() -> str:
    return _page()


@blueprint.post("")
@signed_in
def change() -> str | Response:
    form = ProfileForm()
    if not form.validate():
        return _page(profile=form)
    people.change_profile(current_account(), form.name.data, form.language.data)
    db.session.commit()
    return _back(_("Your details are saved."))


@blueprint.post("/password")
@signed_in
def change_password() -> str | Response:
    account = current_account()
    form = ChangePasswordForm(known=(account.email, account.name))
    if not form.validate():
        return _page(password=form)
    attempt = signing_in.attempt(account.email, request.remote_addr)
    db.session.commit()  # it counts, and nothing is locked while Argon2 works
    if not attempt.proves(form.current.data):
        form.current.errors = [_("This is not your password.")]
        return _page(password=form)
    hashed = passwords.hash_password(form.password.data)
    people.set_password(current_account(), hashed, but=current_sign_in())
    signing_in.prove(current_sign_in())
    db.session.commit()
    return _back(_("Your new password is set. Wherever else you were signed in, you are not any more."))


@blueprint.post("/sign-out-elsewhere")
@signed_in
def sign_out_elsewhere() -> Response:
    signing_in.end_all(current_account(), but=current_sign_in())
    db.session.commit()
    return _back(_("You are signed out everywhere else."))
