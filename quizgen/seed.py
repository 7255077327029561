"""Randomness that is the same everywhere: SHA-256, for a seed from words and for a stream of numbers from a seed.

The standard generator promises to stay stable only for `random()` itself; a hash in counter mode stays for good, on
every machine and Python version.
"""

from collections.abc import Sequence
from typing import TypeVar

try:  # as `random` does: hashlib loads OpenSSL, which costs 2 ms
    from _sha2 import sha256  # type: ignore[import-not-found,unused-ignore]
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        from hashlib import sha256

SEED_BITS = 63

_Item = TypeVar("_Item")


def derive_seed(*parts: str | int) -> int:
    """Return 63 bits that hang on every part, and on where one part ends and the next begins."""
    return int.from_bytes(_digest(parts)[:8], "big") >> 1


def _digest(parts: Sequence[str | int]) -> bytes:
    hashed = sha256()
    for part in parts:
        text = str(part).encode()
        hashed.update(len(text).to_bytes(4, "big") + text)
    digest: bytes = hashed.digest()
    return digest


class Stream:
    """An endless stream of random numbers, fixed by its parts."""

    def __init__(self, *parts: str | int) -> None:
        self._key = _digest(parts)
        self._counter = 0
        self._pool = 0
        self._bits = 0

    def below(self, bound: int) -> int:
        """Return a whole number from 0 to bound - 1, each equally likely."""
        if bound < 1:
            raise ValueError("nothing is below 1")
        bits = (bound - 1).bit_length()
        while (number := self._take(bits)) >= bound:  # rejected, so that no remainder is favoured
            pass
        return number

    def choose(self, items: Sequence[_Item]) -> _Item:
        """Return one of the items, each equally likely."""
        return items[self.below(len(items))]

    def _take(self, bits: int) -> int:
        while self._bits < bits:
            block = sha256(self._key + self._counter.to_bytes(8, "big")).digest()
            self._counter += 1
            self._pool = self._pool << 256 | int.from_bytes(block, "big")
            self._bits += 256
        self._bits -= bits
        number = self._pool >> self._bits
        self._pool &= (1 << self._bits) - 1
        return number
