"""Whatever is done to a deck's bytes, reading ends in cards and faults."""

import random
from pathlib import Path

import pytest

from cardgrad.decks.place import shipped_folder
from cardgrad.decks.reading import read_data

SHIPPED = sorted(shipped_folder().glob("*.yaml"))
SNIPPETS = [
    b"\t",
    b": ",
    b" #",
    b"{{",
    b"}}",
    b"[",
    b"]",
    b"*",
    b"&a ",
    b"!x ",
    b'"',
    b"'",
    b"\x00",
    b"\xff",
    b"|",
    b"---\n",
]
SNIPPETS += [
    b"- ",
    b"\n",
    b"$",
    b"id: a\n",
    b"\xe2\x80\xa8",
    b"\\e",
    b"%",
    b"? ",
    b"given: ",
    b"steps: ",
    b"<<: ",
    b"\r",
]


def excerpt(data: bytes, chance: random.Random) -> bytes:
    """Return the head of a deck and a few of its entries, so that each case is quick."""
    head, _, body = data.partition(b"\ncards:\n")
    entries = body.split(b"\n  - id:")
    start = chance.randrange(len(entries))
    return (
        head[:400].rpartition(b"\n")[0]
        + b"\ncards:\n  - id: first\n    front: a\n    back: b"
        + b"".join(b"\n  - id:" + entry for entry in entries[start : start + 6])
    )


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with a few random changes."""
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0:
                data = data[:at] + chance.choice(SNIPPETS) + data[at:]
            case 1:
                data = data[:at] + data[at + chance.randint(1, 30) :]
            case 2:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 3:
                lines = data.split(b"\n")
                index = chance.randrange(len(lines))
                lines.insert(chance.randrange(len(lines)), lines.pop(index))
                data = b"\n".join(lines)
            case _:
                lines = data.split(b"\n")
                index = chance.randrange(len(lines))
                lines[index] = b" " * chance.randint(0, 8) + lines[index].lstrip()
                data = b"\n".join(lines)
    return data


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_mutated_decks_end_in_cards_and_faults(path: Path) -> None:
    original = path.read_bytes()
    for seed in range(100):
        chance = random.Random(f"{path.stem}-{seed}")
        data = mutated(excerpt(original, chance), chance)
        deck = read_data(data, "fuzzed.yaml", formulas=True)
        assert deck.cards or deck.faults, (seed, data)
        last = data.count(b"\n") + data.count(b"\r") + 2
        assert all(0 <= fault.line <= last and str(fault).strip() for fault in deck.faults), (seed, deck.faults)
        assert len({card.id for card in deck.cards}) == len(deck.cards), seed


def test_the_shipped_decks_have_no_faults() -> None:
    assert SHIPPED
    for path in SHIPPED:
        deck = read_data(path.read_bytes(), str(path), formulas=True)
        assert (deck.id, deck.faults) == (path.stem, ())
