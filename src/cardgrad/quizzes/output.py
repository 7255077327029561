"""Files written all or not at all: each beside its place first, then renamed; none replaces another unasked."""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from cardgrad.errors import CardgradError


def refuse_existing(paths: Iterable[Path]) -> None:
    """Refuse files that are there already, and folders that are not."""
    for path in paths:
        if not path.parent.is_dir():
            raise CardgradError(f"{path}: there is no folder {path.parent}: make it, or choose another place.")
        if path.is_symlink() or path.exists():
            raise CardgradError(f"{path} is there already: choose another name, or replace it with --force.")


def write_files(files: Mapping[Path, bytes], *, force: bool = False) -> None:
    """Write all of these files; where one cannot be written, none is."""
    if not force:
        refuse_existing(files)
    beside: dict[Path, Path] = {}
    path = Path()
    try:
        for path, data in files.items():
            new = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.new")
            beside[path] = new
            with new.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for path in beside:
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "it is a folder")
        for path, new in beside.items():
            new.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CardgradError(f"{path} cannot be written ({reason}): choose another place for it.") from error
    finally:
        for new in beside.values():
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
