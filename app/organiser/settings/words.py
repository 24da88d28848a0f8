"""How each setting is called, and what it does."""

from flask_babel import lazy_gettext as _l

from app.events.models import EventState, FormMode, VenueList

LABELS = {
    "capacity": _l("Places"),
    "room_limit": _l("People in the room at once"),
    "member_limit": _l("Places per member organisation"),
    "other_limit": _l("Places per other organisation"),
    "reconfirm_days": _l("Ask whether people come, days before"),
    "form_mode": _l("Form"),
    "shows_seats": _l("Show how many places are left"),
    "opens_at": _l("Registration opens"),
    "closes_at": _l("Registration closes"),
    "freeze_at": _l("Badges can be changed until"),
    "doors_at": _l("Doors open"),
    "starts_at": _l("The event starts"),
    "ends_at": _l("The event ends"),
    "name": _l("Name"),
    "summary": _l("In one sentence"),
    "price": _l("Price"),
    "venue": _l("Venue"),
    "address": _l("Address"),
    "district": _l("Venue in short"),
    "transport": _l("How to get there"),
    "accessibility": _l("Accessibility of the venue"),
    "programme_note": _l("Note on the programme"),
    "map_url": _l("Address of a map"),
    "controller": _l("Who is responsible for the data"),
    "dpo": _l("Data protection officer"),
    "legal_basis": _l("Legal basis"),
    "recipients": _l("Who receives the data"),
    "rights_contact": _l("Where people use their rights"),
    "sender_name": _l("Sender of the mails"),
    "reply_to": _l("Reply address"),
    "day_phone": _l("Phone on the day"),
    "venue_list": _l("Who gets the access list"),
    "venue_email": _l("Address of the venue"),
}
HINTS = {
    "capacity": _l("How many registrations can be confirmed. At free events, 30 to 50% never come."),
    "room_limit": _l("Fire safety: staff and contractors count too."),
    "member_limit": _l("Whoever comes after them waits."),
    "reconfirm_days": _l("Five is usual; 0 asks nobody. Whoever stays silent turns amber, and you may release the place."),
    "shows_seats": _l("The event page then says how many are free or how many wait."),
    "freeze_at": _l("Afterwards people write to you instead of changing what stands on their badge."),
    "district": _l("As it stands beside the date, for example “Paris 5e”."),
    "controller": _l("Name and address of the organisation."),
    "dpo": _l("Name or function, and how to reach them."),
    "legal_basis": _l("On which ground of the GDPR you keep the data."),
    "recipients": _l("Who sees the data: the team, the venue, a printer."),
    "rights_contact": _l("An e-mail address that somebody reads."),
    "sender_name": _l("What stands before the address in each mail."),
    "reply_to": _l("An address that a person reads."),
    "day_phone": _l("For whoever stands before the door."),
    "venue_list": _l("Last name, first name and organisation of everybody expected, two days before the doors at 16:00. "
                     "The privacy notice says so by itself."),
    "venue_email": _l("Security or reception of the building. Needed if the list goes there directly."),
}
FORM_MODES = {
    FormMode.steps: _l("Four short steps"),
    FormMode.one_page: _l("One page"),
}
VENUE_LISTS = {
    VenueList.nobody: _l("Nobody"),
    VenueList.team: _l("Owners and organisers, to pass it on"),
    VenueList.venue: _l("The venue, directly"),
}
EVENT_STATES = {
    EventState.draft: _l("Draft"),
    EventState.published: _l("Published"),
    EventState.closed: _l("Closed"),
    EventState.past: _l("Past"),
    EventState.cancelled: _l("Called off"),
    EventState.postponed: _l("Postponed"),
}
STEPS = {
    EventState.published: _l("Publish the event"),
    EventState.closed: _l("Close registration"),
    EventState.past: _l("Set the event to past"),
    EventState.cancelled: _l("Cancel the event"),
    EventState.postponed: _l("Postpone the event"),
}
CONSEQUENCES = {
    EventState.published: _l("The event page is open to everybody, and registration within its dates."),
    EventState.closed: _l("Nobody can register any more. Places stay, and so does the door."),
    EventState.past: _l("The event page says that it is over. This cannot be undone."),
    EventState.cancelled: _l("The event page says so. This cannot be undone. Whom to tell is asked next."),
    EventState.postponed: _l("The event page says so. Places stay. Whom to tell is asked next."),
}
