"""`corrected:` on a card: a day, and what was wrong before it."""

from datetime import date
from pathlib import Path

import pytest

from cardgrad.decks.reading import DeckFile, read_deck


def deck(folder: Path, corrected: str) -> DeckFile:
    path = folder / "d.yaml"
    path.write_text(f"deck: d\ncards:\n- id: a\n  cloze: '{{{{b: one}}}} {{{{c: two}}}}'\n  corrected: {corrected}\n")
    return read_deck(path, str(path))


def test_a_correction_is_a_day_and_a_sentence_and_holds_for_every_card_of_its_entry(tmp_path: Path) -> None:
    found = deck(tmp_path, "2026-11-20 the minus sign was missing")
    assert found.faults == ()
    day = date(2026, 11, 20).toordinal()
    assert [card.corrected for card in found.cards] == [((day, "the minus sign was missing"),)] * 2


def test_several_are_a_list_and_come_by_their_days(tmp_path: Path) -> None:
    (card, _) = deck(tmp_path, '[2026-11-20 was $x^2$, "2025-01-02: a typo"]').cards
    assert [(date.fromordinal(day).isoformat(), text) for day, text in card.corrected] == [
        ("2025-01-02", "a typo"),
        ("2026-11-20", "was $x^2$"),
    ]


@pytest.mark.parametrize(
    ("corrected", "line", "said"),
    [
        ("the sign", 5, "has 'corrected: the sign' without a day: write it first, such as 2026-11-20 the sign"),
        ("2026-02-30 x", 5, "was corrected on 2026-02-30, but there is no such day: mend the date"),
        ("2026-1-2 x", 5, "without a day"),
        ("2026-11-20", 5, "has 'corrected: 2026-11-20' without what was wrong"),
        ("", 5, "has an empty 'corrected'"),
        ("\n  - 2026-11-20 fine\n  - bare", 7, "has 'corrected: bare' without a day"),
        ("{2026-11-20: x}", 5, "wants a list for 'corrected'"),
    ],
)
def test_what_is_no_correction_is_told_at_its_line(tmp_path: Path, corrected: str, line: int, said: str) -> None:
    found = deck(tmp_path, corrected)
    assert [(fault.line, fault.severity) for fault in found.faults] == [(line, "error")]
    assert said in found.faults[0].message
    assert found.cards == ()
