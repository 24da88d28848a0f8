"""The second step: six digits after the password, and where one switches that on and off."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import digits, halfway
from app.accounts.access import current_account, open_to_all, signed_in_lately
from app.accounts.forms import DigitsForm, SwitchOnForm
from app.accounts.models import Account
from app.accounts.routes import enter, home
from app.accounts.service import second_step, signing_in
from app.core.errors import DomainError
from app.core.qr import drawn
from app.core.tokens import LinkExpired, LinkInvalid, read, sign
from app.extensions import db

NEW_KEY, SECONDS = "second-step-key", 60 * 60
ISSUER = "Medicen Day"

blueprint = Blueprint("second_step", __name__, url_prefix="/<language:lang>")


@blueprint.route("/sign-in/digits", methods=["GET", "POST"])
@open_to_all
def ask() -> str | Response | tuple[str, int]:
    """After the password, of whoever has switched the second step on."""
    account = halfway.find()
    if account is None:
        flash(_("Sign in again: the password counts for ten minutes."))
        return redirect(url_for("accounts.sign_in"))
    form = DigitsForm()
    if not form.validate_on_submit():
        return render_template("accounts/digits.html", form=form)
    signing_in.count_second_step(account)
    passes = second_step.passes(account, form.digits.data)
    account_id = account.id
    db.session.commit()
    if not passes:
        form.digits.errors = [_("This opens nothing. Type the digits that the app shows now, or another recovery code.")]
        return render_template("accounts/digits.html", form=form), 403
    enter(account_id)
    return redirect(home())


@blueprint.route("/account/second-step", methods=["GET", "POST"])
@signed_in_lately
def switch_on() -> str | Response:
    """The code that an app reads; the first digits prove that it did."""
    account = current_account()
    if second_step.is_on(account):
        return redirect(url_for("profile.page"))
    form = SwitchOnForm()
    key = _key_of(form, account)
    if form.validate_on_submit():
        try:
            codes = second_step.switch_on(account, key, form.digits.data)
        except DomainError as refusal:
            form.digits.errors = [refusal.message]
        else:
            db.session.commit()
            return _codes_page(codes)
    form.key.data = sign(NEW_KEY, account.id, key)
    address = digits.address(key, account.email, ISSUER)
    shown = " ".join(key[i : i + 4] for i in range(0, len(key), 4))
    return render_template("accounts/second_step.html", form=form, qr=drawn(address), key=shown)


def _key_of(form: SwitchOnForm, account: Account) -> str:
    """The key that the page showed, or a new one."""
    try:
        account_id, key = read(NEW_KEY, form.key.data or "", SECONDS)
    except (LinkExpired, LinkInvalid):
        return digits.new_key()
    return str(key) if account_id == account.id else digits.new_key()


@blueprint.post("/account/second-step/off")
@signed_in_lately
def switch_off() -> Response:
    if current_app.config["REQUIRE_SECOND_STEP"]:
        flash(_("Everybody who runs an event here signs in with a second step: it stays on."), "refuse")
    else:
        second_step.switch_off(current_account())
        db.session.commit()
        flash(_("The second step is switched off: your password alone opens your account."))
    return redirect(url_for("profile.page"))


@blueprint.post("/account/second-step/codes")
@signed_in_lately
def new_codes() -> str | Response:
    account = current_account()
    if not second_step.is_on(account):
        return redirect(url_for("second_step.switch_on"))
    codes = second_step.renew_codes(account)
    db.session.commit()
    return _codes_page(codes)


def _codes_page(codes: list[str]) -> str:
    return render_template("accounts/recovery_codes.html", codes=codes)
