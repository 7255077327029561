from collections import Counter
from hashlib import sha256

import pytest

from quizgen.seed import Stream, derive_seed


def test_a_seed_is_63_bits_of_sha_256() -> None:
    parts = b"\0\0\0\x01a\0\0\0\x017"
    assert derive_seed("a", 7) == int.from_bytes(sha256(parts).digest()[:8], "big") >> 1
    assert 0 <= derive_seed("a", 7) < 2**63


def test_where_one_part_ends_matters() -> None:
    assert derive_seed("ab", "c") != derive_seed("a", "bc")


def test_a_stream_is_sha_256_in_counter_mode_read_from_its_highest_bits() -> None:
    key = sha256(b"\0\0\0\x01a\0\0\0\x017").digest()
    bits = "".join(f"{int.from_bytes(sha256(key + bytes(7) + bytes([n])).digest(), 'big'):0256b}" for n in range(2))
    sevens = [int(bits[at : at + 7], 2) for at in range(0, 252, 7)]
    stream = Stream("a", 7)
    expected = [number for number in sevens if number < 100][:20]
    assert [stream.below(100) for _ in range(20)] == expected


def test_numbers_below_a_bound_are_equally_likely() -> None:
    stream = Stream("even")
    counts = Counter(stream.below(6) for _ in range(12_000))
    assert set(counts) == set(range(6))
    assert sum((count - 2000) ** 2 / 2000 for count in counts.values()) < 25  # chi-squared, 5 degrees of freedom


def test_one_choice_takes_no_randomness_and_none_is_refused() -> None:
    assert Stream("one").choose(["only"]) == "only"
    with pytest.raises(ValueError, match="below 1"):
        Stream("none").below(0)
