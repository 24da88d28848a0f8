"""Refusals are told apart by their code: what they say depends on the language."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.core.errors import DomainError


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[DomainError]]:
    """The block is refused for that reason."""
    with pytest.raises(DomainError) as refusal:
        yield refusal
    assert refusal.value.code == code
