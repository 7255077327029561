"""An Anki package opened: a zip file with a collection in one of three forms, and the names of its media.

Newer ones hold `collection.anki21b`, compressed with Zstandard, and a `collection.anki2` that only says so. Packages
come from strangers, and one of a few kilobytes can unpack to terabytes: every size is counted while it is unpacked.
"""

import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, BinaryIO

from cardgrad.decks.importing.protobuf import MalformedError, fields, text_of
from cardgrad.errors import CardgradError

MOST_UNPACKED = 200_000_000  # bytes of a collection, which may hold years of reviews
MOST_TIMES = 200  # that a collection may be larger than it is packed; real ones are 3 to 20 times
_FREE = 4_000_000  # bytes for which nobody counts how many times that is: an empty collection is mostly zeros
_MOST_MEDIA = 20_000_000  # bytes of the list of media
_CHUNK = 1 << 20
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_WINDOW = 1 << 27  # bytes that Zstandard may look back; Anki needs 8 MB
_ENCRYPTED = 0x1


@contextmanager
def opened_package(file: BinaryIO, name: str) -> Iterator[tuple[Path, list[str]]]:
    """Give the path of the package's unpacked collection, and the names of the media that come with it."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise _damaged(name, error) from error
    with archive, TemporaryDirectory(prefix="cardgrad-") as folder:
        entries = {entry.filename: entry for entry in archive.infolist()}
        chosen = next((entries[each] for each in _COLLECTIONS if each in entries), None)
        if chosen is None:
            raise _no_package(name, entries)
        path = Path(folder) / "collection"
        try:
            with path.open("wb") as out:
                for chunk in _unpacked(archive, chosen, MOST_UNPACKED, name):
                    out.write(chunk)
            media = _media(archive, entries, name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
            raise _damaged(name, error) from error
        except OSError as error:
            raise CardgradError(f"{name} cannot be unpacked ({error.strerror or error}): look at the disk.") from error
        yield path, media


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, name: str) -> Iterator[bytes]:
    """Yield an entry's bytes in pieces, and refuse to go on where there are too many."""
    import zstandard  # only packages need it

    if entry.flag_bits & _ENCRYPTED:
        raise CardgradError(f"{name} is encrypted: export it from Anki again, without a password.")
    packed = max(entry.compress_size, 1)
    total = 0
    with archive.open(entry) as raw:
        stream: IO[bytes] = raw
        if _is_zstandard(entry.filename, archive):
            reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(raw, read_across_frames=True)
            stream = reader
        while True:
            try:
                chunk = stream.read(_CHUNK)
            except zstandard.ZstdError as error:
                raise _damaged(name, error) from error
            if not chunk:
                return
            total += len(chunk)
            if total > most or (total > _FREE and total > packed * MOST_TIMES):
                raise CardgradError(
                    f"{name} is not unpacked: its {entry.filename} has {packed:,} bytes and grows past "
                    f"{total / 1e6:.0f} MB, as no collection of cards does."
                )
            yield chunk


def _is_zstandard(name: str, archive: zipfile.ZipFile) -> bool:
    """Tell whether an entry is compressed inside its zip file, too."""
    return name.endswith(".anki21b") or (name == "media" and "collection.anki21b" in archive.namelist())


def _media(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], name: str) -> list[str]:
    """Return the names of the media; a list that cannot be read is none, for the texts name them as well."""
    if "media" not in entries:
        return []
    data = b"".join(_unpacked(archive, entries["media"], _MOST_MEDIA, name))
    try:
        if data[:1] == b"{":
            named = json.loads(data)
            return sorted(str(value) for value in named.values()) if isinstance(named, dict) else []
        found = [value for number, value in fields(data) if number == 1 and isinstance(value, bytes)]
        return sorted(text_of(entry, 1) for entry in found)
    except (MalformedError, ValueError, RecursionError):
        return []


def _damaged(name: str, error: Exception) -> CardgradError:
    reason = " ".join(str(error).split())[:80]
    told = f" ({reason})" if reason else ""
    return CardgradError(f"{name} is a damaged package{told}: export it from Anki again.")


def _no_package(name: str, entries: dict[str, zipfile.ZipInfo]) -> CardgradError:
    if any(entry.startswith(("xl/", "word/", "ppt/")) for entry in entries) or "mimetype" in entries:
        return CardgradError(f"{name} is an office document, not text: save it as CSV UTF-8 or as plain text.")
    return CardgradError(f"{name} is a zip file without a collection of Anki's: unpack it, and import what is inside.")
