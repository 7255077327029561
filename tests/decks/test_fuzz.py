"""Whatever is done to a deck's bytes, a check ends in time, in proofs and faults that are sentences."""

import json
import random
from pathlib import Path

import pytest

from cardgrad.decks.checking import Checked, check_data
from cardgrad.decks.place import shipped_folder
from tests.patience import within

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
    b"9^9^9",
    b"1e999999999",
    b"-9..10^60",
    b"999999999",
    b"(((((",
    b"^-1",
    b"/0",
    b" @ ",
    b"\\frac{",
    b"todo: true\n",
    b"needs: [first]\n",
    b"claims: [1 = 2]\n",
    b"$x = ",
    b"\xe2\x80\xae",
    b"[red]",
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


def excerpt(data: bytes, chance: random.Random, count: int) -> bytes:
    """Return the head of a deck and a few of its entries, so that each case is quick."""
    head, _, body = data.partition(b"\ncards:\n")
    entries = body.split(b"\n  - id:")
    start = chance.randrange(len(entries))
    return (
        head[:400].rpartition(b"\n")[0]
        + b"\ncards:\n  - id: first\n    front: a\n    back: b"
        + b"".join(b"\n  - id:" + entry for entry in entries[start : start + count])
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


def checked(data: bytes, store: Path | None = None, seeds: int = 2) -> Checked:
    """Check a deck wholly, and look at what all reports have in common."""
    with within(10, data):  # six deep drills take five seconds
        found = check_data(data, "fuzzed.yaml", seeds, store)
    last = data.count(b"\n") + data.count(b"\r") + 2
    for fault in found.faults:
        assert 0 <= fault.line <= last, (fault, data)
        assert fault.message.strip(" .") == fault.message != "", (fault, data)
        assert "\n" not in fault.message, (fault, data)
        assert "our fault" not in fault.message, (fault, data)
    return found


def check_mutations(path: Path, seeds: range, store: Path, entries: int) -> None:
    original = path.read_bytes()
    for seed in seeds:
        chance = random.Random(f"{path.stem}-{seed}")
        data = mutated(excerpt(original, chance, entries), chance)
        found = checked(data, store)
        assert found.cards or found.faults, (seed, data)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_mutated_decks_end_in_proofs_and_faults(path: Path, tmp_path: Path) -> None:
    check_mutations(path, range(40), tmp_path / "proofs.db", entries=2)


@pytest.mark.slow
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_thousand_mutations_of_each_deck_end_in_proofs_and_faults(path: Path, tmp_path: Path) -> None:
    check_mutations(path, range(40, 1040), tmp_path / "proofs.db", entries=6)


GRAPHS = (
    "f = x * y", "f = x/y", "h = relu(X @ W)", "z = w*x; h = sigmoid(z)", "f = ln(x) + sqrt(y)", "h = softmax(z)",
    "f = x^y", "f = max(x, y)", "f = 3", "L = norm2(X @ W - y)", "q = x + 1; f = q*q", "f = 1/(x - x)",
    "f = exp(x*y*99)", "f = x^999 * y^999", "Z = X @ W @ X^T", "f = [1 2] @ X", "L = sum(X) * y", "h = tanh(exp(x))",
)  # fmt: skip
DOMAINS = (
    "int -9..9", "0", "2x3 of int -2..2", "N x D of int -2..2", "D x M of int -2..2", "N x D", "letter", "one-hot 3",
    "probabilities 3", "unknown", "unknown 2x3", "decimal -2..2 places 1", "0.1..0.9 step 0.1", "1/0", "int 9..1", "",
    "6x6 of int -2..2", "int 0..10^9", "int 9^900..9^900", "0.5..9.5 step 1/3", "letter 3x3",
    "fraction -1..1 denominator 7",
)  # fmt: skip
ASKED = (
    "d/dx", "d/dW", "df/dy", "dh/dz", "z", "h", "f", "shape(h)", "shape(d/dX)", "multiplications(h)", "step(x, y)",
    "central(f, x, 0.1)", "f*df/dx", "1/0", "q^q", "dL/dW", "step(x)", "-df/dx", "3",
    "exp(x*999)", "forward(f, x, 10^-99)", "x^999*x^999*x^999", "d2f/dx", "shape(x)", "f | f", "label: df/dx", "dh/dX",
)  # fmt: skip
EXTRAS: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("upstream", DOMAINS),
    ("let", ({"m": "1/x"}, {"x": "3"}, {"y": "exp(x)"}, {"m": "exp(x*999)"}, {"m": "[1 2]"})),
    ("unless", ("x = y", "f > 3", "1/x = 2", "x", "exp(x*999) > 1", "[1 2] > x", "x^999*x^999 > y")),
    ("targets", ("mul-not-switched", "nope")),
    (
        "mistakes",
        ({"answer": "f", "why": "No."}, {"answer": "x | y", "why": "No."}, {"answer": "exp(x*999)", "why": "No."}),
    ),
    ("examples", ({"given": {"x": "3", "y": "0"}, "answer": "1"}, {"given": {"X": "2x3"}, "answer": "2x3"})),
    ("show", ("z", "h", "drawing")),
    ("prompt", ("At {x}, {upstream}?", "$ {", "{x!r}")),
    ("proof", ("arithmetic",)),
)


def test_drills_put_together_at_random_end_in_problems_or_sentences() -> None:
    sound = 0
    for seed in range(400):
        chance = random.Random(seed)
        graph = chance.choice(GRAPHS)
        given = {name: chance.choice(DOMAINS) for name in "xyzwqXW" if name in graph and chance.random() < 0.9}
        asked = chance.choices(ASKED, k=chance.randint(1, 2))
        entry: dict[str, object] = {"id": "a", "graph": graph, "given": given, "ask": asked}
        entry |= {key: chance.choice(values) for key, values in EXTRAS if chance.random() < 0.15}
        found = checked(json.dumps({"deck": "d", "cards": [entry]}).encode(), seeds=1)
        sound += bool(found.proofs.drills) and not found.faults
    assert sound
