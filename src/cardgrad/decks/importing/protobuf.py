"""The few fields of Anki's protocol buffers that an import looks at; the format is public and small."""

from collections.abc import Iterator


class MalformedError(ValueError):
    """The bytes are no such message."""


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield the number and the value of each field: a whole number, or bytes, which may be a text or a message."""
    at = 0
    while at < len(data):
        tag, at = _number(data, at)
        match tag & 7:
            case 0:
                value, at = _number(data, at)
                yield tag >> 3, value
            case 2:
                size, at = _number(data, at)
                if at + size > len(data):
                    raise MalformedError
                yield tag >> 3, data[at : at + size]
                at += size
            case 1 | 5 as kind:  # a fixed 64 or 32 bits, none of which we need
                at += 8 if kind == 1 else 4
            case _:
                raise MalformedError


def text_of(data: bytes, field: int) -> str:
    """Return the text of a field, or nothing where the message has none."""
    found = [value for number, value in fields(data) if number == field and isinstance(value, bytes)]
    return found[-1].decode("utf-8", "replace") if found else ""


def number_of(data: bytes, field: int) -> int:
    """Return the number of a field; one that is missing is 0."""
    found = [value for number, value in fields(data) if number == field and isinstance(value, int)]
    return found[-1] if found else 0


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of variable length, and the place after it."""
    value = shift = 0
    while True:
        if at >= len(data) or shift > 63:
            raise MalformedError
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
