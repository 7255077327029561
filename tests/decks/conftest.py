"""What holds for every fault that any test of decks meets."""

from typing import Any

import pytest

from cardgrad.decks.fault import Fault


@pytest.fixture(autouse=True)
def one_sentence_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse faults that do not fit into another sentence: with a full stop, empty, or over several lines."""
    make = Fault.__new__

    def checked(cls: type[Fault], *fields: Any, **named: Any) -> Fault:
        fault = make(cls, *fields, **named)
        assert fault.message.strip(" .") == fault.message, fault
        assert fault.message, fault
        assert "\n" not in fault.message, fault
        return fault

    monkeypatch.setattr(Fault, "__new__", checked)
