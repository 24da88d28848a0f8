"""The words of each mail, until organisers write their own.

Fields of FIELDS stand as `{{ name }}`, conditions as `{% if name %}…{% endif %}` (see fragment.py).
Nobody's typed words go to an address that is not proven: there `name` and `other` are empty.
"""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app.registration.owed import MailKind

FIELDS = (
    "name", "event", "day", "doors", "venue", "category", "session", "reference", "reason", "other", "until",
    "held_until", "missed", "contact", "organisation", "seats", "unnamed",
)  # fmt: skip
ACCOUNT_FIELDS = ("name", "event", "role", "person", "time", "day", "venue")


class AccountMail(StrEnum):
    """Mails about an account: the viewer never shows them."""

    recovery = "recovery"
    staff_invitation = "staff_invitation"
    az_list = "az_list"
    arrival = "arrival"
    venue_list = "venue_list"
    venue_reminder = "venue_reminder"


class VenueMail(StrEnum):
    """Mails to the venue itself."""

    to_venue = "to_venue"
    to_venue_reminder = "to_venue_reminder"


@dataclass(frozen=True)
class Text:
    """What organisers may edit. An empty line parts paragraphs; `after` stands below the button."""

    subject: str
    title: str
    body: str
    button: str
    after: str = ""


GREETING = _l("Hello{% if name %} {{ name }}{% endif %},")

_NOTHING_CHANGED = _l("You did not ask for it? Do nothing: nothing has changed.")

TEXTS: dict[MailKind | AccountMail | VenueMail, Text] = {
    MailKind.verify: Text(
        _l("Confirm your registration for {{ event }}"),
        _l("One step is left"),
        _l("{% if other %}{{ other }} registered you. Press{% else %}Press{% endif %} the button to confirm "
           "your registration for {{ event }}, {{ day }}. It is decided at once."
           "{% if held_until %}\n\nA place is kept for you until {{ held_until }}.{% endif %}"),
        _l("Confirm my registration"),
        _l("Not you? Do nothing: without the button this registration is deleted after seven days."),
    ),
    MailKind.received: Text(
        _l("{{ event }}: your registration is being looked at"),
        _l("We have your registration"),
        _l("Our team checks it and answers within two days, by mail. You need do nothing."),
        _l("See my registration"),
    ),
    MailKind.confirmed: Text(
        _l("Your place at {{ event }} is confirmed"),
        _l("Your place is confirmed"),
        _l("We look forward to seeing you on {{ day }}, from {{ doors }}."),
        _l("See my ticket"),
    ),
    MailKind.waitlisted: Text(
        _l("{{ event }}: you are on the waiting list"),
        _l("You are on the waiting list"),
        _l("{% if missed %}The place we kept for you was not accepted in time: you are now at the end of the waiting "
           "list. The next offer is the last.{% else %}"
           "All places that fit are taken. We write to you if one is freed, in the order of registration.{% endif %}"),
        _l("See my registration"),
    ),
    MailKind.offer: Text(
        _l("{{ event }}: a place is free for you"),
        _l("A place is free for you"),
        _l("It is yours if you accept it before {{ until }}. After that it is offered to the next person."),
        _l("Accept or decline"),
    ),
    MailKind.refused: Text(
        _l("{{ event }}: we cannot give you a place"),
        _l("We cannot give you a place"),
        _l("Thank you for your interest in {{ event }}. We cannot accept your registration."
           "{% if reason %}\n\n{{ reason }}{% endif %}"),
        _l("See my registration"),
        _l("A question? Answer this message: a person reads it."),
    ),
    MailKind.cancelled: Text(
        _l("{{ event }}: your registration is cancelled"),
        _l("Your registration is cancelled"),
        _l("Your registration for {{ event }}, {{ day }}, is cancelled."
           "{% if missed %}\n\nA place was offered to you twice and not accepted in time.{% endif %}"
           "{% if until %}\n\nNot you, or changed your mind? Take it back before {{ until }}.{% endif %}"),
        _l("{% if until %}Take it back{% else %}See the event{% endif %}"),
    ),
    MailKind.changed: Text(
        _l("{{ event }}: your registration has changed"),
        _l("Your registration has changed"),
        _l("Your category is now “{{ category }}”. Your entry code stays the same."),
        _l("See my ticket"),
    ),
    MailKind.handed_over: Text(
        _l("{{ event }}: your place has passed on"),
        _l("Your place has passed on"),
        _l("Your place at {{ event }} now belongs to {% if other %}{{ other }}{% else %}somebody else{% endif %}. "
           "Your entry code opens no door any more."),
        _l("See my registration"),
        _l("Not you? Answer this message at once: a person reads it."),
    ),
    MailKind.handed_over_new: Text(
        _l("{{ event }}: a place is yours"),
        _l("A place is yours"),
        _l("{% if other %}{{ other }}{% else %}Somebody{% endif %} hands you a place at {{ event }}, {{ day }}, "
           "from {{ doors }}."),
        _l("See my ticket"),
    ),
    MailKind.colleague: Text(
        _l("{{ event }}: you have been registered"),
        _l("You have been registered"),
        _l("{% if other %}{{ other }}{% else %}Somebody{% endif %} registered you for {{ event }}, {{ day }}. "
           "The button leads to your registration: where it stands, and what is left to do."),
        _l("See my registration"),
    ),
    MailKind.named: Text(
        _l("{{ event }}: {{ other }} has named you"),
        _l("You are expected"),
        _l("{{ other }} has named you for {{ event }}, {{ day }}, from {{ doors }}. Your place is confirmed; you need do "
           "nothing."),
        _l("See my ticket"),
        _l("You cannot come, or know nothing of it? The links below give the place back."),
    ),
    MailKind.withdrawn: Text(
        _l("{{ event }}: your place has been taken back"),
        _l("Your place has been taken back"),
        _l("{% if other %}{{ other }}{% else %}Whoever gave you a place{% endif %} has taken back your place at {{ event }}, "
           "{{ day }}. Your entry code opens no door any more."),
        _l("See the event"),
        _l("You still want to come? Register on the event page."),
    ),
    MailKind.link: Text(
        _l("Your link for {{ event }}"),
        _l("Here is your link"),
        _l("There is a registration for {{ event }} with this address. The button leads to it: where it stands, your "
           "ticket, your changes."),
        _l("Open my registration"),
        _NOTHING_CHANGED,
    ),
    MailKind.fresh_link: Text(
        _l("{{ event }}: your link for 30 minutes"),
        _l("Your link for 30 minutes"),
        _l("With it you can pass your place on, change your address and see all that we hold about you. Do not forward this message."),
        _l("Open my registration"),
        _NOTHING_CHANGED,
    ),
    MailKind.walk_in: Text(
        _l("Welcome to {{ event }}"),
        _l("Welcome"),
        _l("You were registered at the entrance of {{ event }}. The button leads to what we hold about you and to "
           "your choices."),
        _l("See my registration"),
    ),
    MailKind.released: Text(
        _l("{{ event }}: your place has been released"),
        _l("Your place has been released"),
        _l("We asked whether you come and heard nothing, so your place goes to the waiting list. You come after all? "
           "Say so: you get a place if one is left."),
        _l("I come after all"),
    ),
    MailKind.reconfirm: Text(
        _l("{{ event }}: do you come?"),
        _l("Do you come?"),
        _l("You have a place at {{ event }}, {{ day }}. Please tell us whether you come"
           "{% if until %} before {{ until }}{% endif %}: others wait for a place. Without an answer yours may go to "
           "one of them. A colleague may come instead of you."),
        _l("Say whether I come"),
    ),
    MailKind.session_seat: Text(
        _l("{{ event }}: a place in “{{ session }}” is yours"),
        _l("A place is yours"),
        _l("You were on the waiting list of “{{ session }}”: a place has been freed, and it is yours. You cannot come to "
           "it? Take it out of your programme, and the next person gets it."),
        _l("See my programme"),
    ),
    MailKind.prove_address: Text(
        _l("{{ event }}: confirm your new address"),
        _l("Confirm your new address"),
        _l("Messages about a registration for {{ event }} are to come to this address. Press the button within 24 hours: "
           "only then does the address change, and the former one is told."),
        _l("Use this address"),
        _NOTHING_CHANGED,
    ),
    MailKind.address_changed: Text(
        _l("{{ event }}: your address was changed"),
        _l("Your address was changed"),
        _l("Messages about your registration for {{ event }} go to another address from now on. The links that were sent "
           "to this one open nothing any more."),
        _l("See the event"),
        _l("Not right? Answer this message at once: a person reads it."),
    ),
    MailKind.never_proven: Text(
        _l("{{ event }}: your registration is not confirmed yet"),
        _l("One step is still left"),
        _l("Somebody registered for {{ event }}, {{ day }}, with this address, and nobody has pressed the button yet. "
           "Without it nobody is expected."),
        _l("Confirm my registration"),
        _l("Not you? Do nothing: without the button this registration is deleted."),
    ),
    MailKind.reminder_week: Text(
        _l("{{ event }}: see you in a week"),
        _l("See you in a week"),
        _l("We expect you on {{ day }}, from {{ doors }}. You cannot come? Say so now: somebody else gets the place."),
        _l("See my ticket"),
    ),
    MailKind.reminder_day: Text(
        _l("{{ event }}: see you tomorrow"),
        _l("See you tomorrow"),
        _l("Doors open at {{ doors }}. Bring your entry code, on paper or on your phone, and an identity document."),
        _l("See my ticket"),
    ),
    MailKind.thank_you: Text(
        _l("{{ event }}: thank you for coming"),
        _l("Thank you for coming"),
        _l("It was a pleasure to have you at {{ event }}. Your certificate of attendance is ready."),
        _l("See my certificate"),
    ),
    MailKind.event_changed: Text(
        _l("{{ event }}: what has changed"),
        _l("Something has changed"),
        _l("The date, the hours or the place of {{ event }} are not what they were. What holds now stands below. Your "
           "registration stays as it is."),
        _l("See my registration"),
    ),
    MailKind.session_changed: Text(
        _l("{{ event }}: your programme has changed"),
        _l("Your programme has changed"),
        _l("A session that you chose has other hours or another room. Your choices as they stand now are below. They no "
           "longer suit you? Change them on your page, while that is possible."),
        _l("See my programme"),
    ),
    MailKind.event_postponed: Text(
        _l("{{ event }} is postponed"),
        _l("The event is postponed"),
        _l("{{ event }} does not take place on {{ day }}. We write to you when the new date is known. Your registration "
           "stays as it is."),
        _l("See my registration"),
    ),
    MailKind.event_cancelled: Text(
        _l("{{ event }} is called off"),
        _l("The event is called off"),
        _l("{{ event }}, planned for {{ day }}, does not take place. We are sorry. You need do nothing."),
        _l("See the event"),
        _l("A question? Answer this message: a person reads it."),
    ),
    MailKind.invitation: Text(
        _l("You are invited to {{ event }}"),
        _l("You are invited"),
        _l("We would be glad to welcome you at {{ event }}, {{ day }}, from {{ doors }}. Your category: {{ category }}."
           "\n\nPlease answer by {{ until }}. If you cannot come, say so there, too."),
        _l("Answer the invitation"),
        _l("This invitation is yours alone: do not forward it."),
    ),
    MailKind.invitation_reminder: Text(
        _l("{{ event }}: do you accept our invitation?"),
        _l("Do you accept our invitation?"),
        _l("We invited you to {{ event }}, {{ day }}, from {{ doors }}, and have no answer yet."
           "\n\nPlease answer by {{ until }}, even if you cannot come: one press is enough."),
        _l("Answer the invitation"),
        _l("This invitation is yours alone: do not forward it."),
    ),
    MailKind.message: Text(_l("{{ event }}"), _l("{{ event }}"), "", _l("See my registration")),
    MailKind.allotment_contact: Text(
        _l("{{ event }}: places for {{ organisation }}"),
        _l("Name your delegates"),
        _l("We keep {{ seats }} for {{ organisation }} at {{ event }}, {{ day }}."
           "{% if until %}\n\nName your delegates on your page until {{ until }}; places without a name then go back to "
           "everybody. Each delegate gets a ticket by mail.{% endif %}"),
        _l("Open our page"),
        _l("It needs no account: whoever has this link can name, replace and withdraw delegates. Pass it on only to "
           "those who may."),
    ),
    MailKind.allotment_reminder: Text(
        _l("{{ event }}: {{ unnamed }} still without a name"),
        _l("Still without a name: {{ unnamed }}"),
        _l("We keep {{ seats }} for {{ organisation }} at {{ event }}, {{ day }}. Still without a name: {{ unnamed }}."
           "\n\nAfter {{ until }} they go back to everybody."),
        _l("Open our page"),
        _l("You need no more places? You need do nothing."),
    ),
    AccountMail.recovery: Text(
        _l("Choose a new password"),
        _l("Choose a new password"),
        _l("The link below opens for one hour."),
        _l("Choose a new password"),
        _l("You did not ask for it? Do nothing: your password stays as it is."),
    ),
    AccountMail.staff_invitation: Text(
        _l("{{ event }}: you are on the team"),
        _l("You are on the team"),
        _l("You have been given a role at {{ event }}: {{ role }}. The link below opens for seven days."),
        _l("Start"),
        _l("You know nothing of it? Do nothing: no account comes into use."),
    ),
    AccountMail.az_list: Text(
        _l("{{ event }}: everybody from A to Z, to print"),
        _l("Everybody from A to Z"),
        _l("Attached is everybody who has a confirmed place, with a box to tick. Print it and take it along: with it the "
           "door goes on even without current or network. Destroy it after the event."),
        _l("See the registrations"),
    ),
    AccountMail.arrival: Text(
        _l("{{ event }}: {{ person }} has arrived"),
        _l("{{ person }} has arrived"),
        _l("{{ person }} came in at {{ time }}."),
        _l("See who it is"),
        _l("You follow this arrival: the page of the arrivals ends that."),
    ),
    AccountMail.venue_list: Text(
        _l("{{ event }}: the access list for the venue"),
        _l("The access list for the venue"),
        _l("Attached is everybody who is expected on {{ day }}{% if venue %} at {{ venue }}{% endif %}: last name, first name, "
           "organisation. Please pass it on to the venue, to nobody else, and ask it to delete the list the day after."),
        _l("See the access list"),
    ),
    AccountMail.venue_reminder: Text(
        _l("{{ event }}: have the access list deleted"),
        _l("The access list is to be deleted"),
        _l("The event is over. Please ask the venue to delete the access list that you passed on, and delete your own copies."),
        _l("See the access list"),
    ),
    VenueMail.to_venue: Text(
        _l("{{ event }}, {{ day }}: the access list"),
        _l("Who is expected"),
        _l("Attached is everybody who is expected on {{ day }}{% if venue %} at {{ venue }}{% endif %}: last name, first name, "
           "organisation, on paper and as a workbook.\n\nUse it at the entrance alone and delete it the day after the event."),
        _l("See the event"),
        _l("A question? Answer this message: a person reads it."),
    ),
    VenueMail.to_venue_reminder: Text(
        _l("{{ event }}: please delete the access list"),
        _l("Please delete the access list"),
        _l("The event of {{ day }} is over. Please delete the access list, the files and whatever was printed of them."),
        _l("See the event"),
        _l("A question? Answer this message: a person reads it."),
    ),
}  # fmt: skip
