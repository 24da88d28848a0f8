"""Parts of a print run as one PDF, its structure included.

Pages keep the numbers by which their marks are found (ISO 32000-1, 14.7.4.4): those of a later part
are moved up by the pages that come before. What reads and writes them is loaded with the first run that has parts.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Array, Dictionary, Pdf


def join(parts: Sequence[bytes]) -> bytes:
    """One document with the title and language of the first part."""
    if len(parts) == 1:
        return parts[0]
    import pikepdf  # noqa: PLC0415 (with fontTools 7 MB, and most processes need neither)

    with pikepdf.Pdf.open(BytesIO(parts[0])) as whole:
        for part in parts[1:]:
            with pikepdf.Pdf.open(BytesIO(part)) as added:
                _append(whole, added)
        made = BytesIO()
        whole.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def _append(whole: "Pdf", added: "Pdf") -> None:
    before = len(whole.pages)
    whole.pages.extend(added.pages)
    tree = whole.copy_foreign(added.Root.StructTreeRoot)
    document = _document(whole.Root.StructTreeRoot)
    for part in _kids(_document(tree)):
        part.P = document
        document.K.append(part)
    numbers = whole.Root.StructTreeRoot.ParentTree.Nums
    for index in range(0, len(tree.ParentTree.Nums), 2):
        numbers.append(before + int(tree.ParentTree.Nums[index]))
        numbers.append(tree.ParentTree.Nums[index + 1])
    for page in whole.pages[before:]:
        page.StructParents = before + int(page.StructParents)


def _document(tree: "Dictionary") -> "Dictionary":
    return _kids(tree)[0]


def _kids(element: "Dictionary") -> "Array":
    return element.K
