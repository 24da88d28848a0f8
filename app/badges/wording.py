"""What formats are called."""

from flask_babel import lazy_gettext as _l

FORMAT_LABELS = {
    "a6-portrait": _l("A6 upright, 4 on A4"),
    "a6-landscape": _l("A6 across, 4 on A4"),
    "a7-landscape": _l("A7 across, 8 on A4"),
    "durable-1445": _l("Durable 1445-02, 90\u00a0×\u00a054\u00a0mm, 10 on A4"),
    "durable-1456": _l("Durable 1456-02, 90\u00a0×\u00a060\u00a0mm, 8 on A4"),
    "durable-1453": _l("Durable 1453-02, 75\u00a0×\u00a040\u00a0mm, 12 on A4"),
    "herma-4412": _l("Herma 4412 textile label, 80\u00a0×\u00a050\u00a0mm, 10 on A4"),
    "card": _l("Plastic card, 86\u00a0×\u00a054\u00a0mm, one a page"),
    "label-62": _l("Label printer, 62\u00a0×\u00a0100\u00a0mm, one a page, black only"),
    "home-fold": _l("A4 folded twice to A6, with a back"),
}
