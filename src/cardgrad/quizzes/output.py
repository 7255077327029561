"""Files written all or not at all: each beside its place first, then renamed; none replaces another unasked."""

import contextlib
import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from cardgrad.errors import CardgradError


def require_place(paths: Iterable[Path], *, force: bool = False) -> None:
    """Refuse files that could not be written: ask before long work, since who waited for it should have it.

    That is where there is no folder, where it may not be written in, and where a file is already, unless by `force`.
    """
    for path in paths:
        folder = path.parent
        if not folder.is_dir():
            raise CardgradError(f"{path}: there is no folder {folder}: make it, or choose another place.")
        if not force and (path.is_symlink() or path.exists()):
            raise CardgradError(f"{path} is there already: choose another name, or replace it with --force.")
        if path.is_dir():
            raise CardgradError(f"{path} cannot be written (it is a folder): choose another place for it.")
        if not os.access(folder, os.W_OK | os.X_OK):
            where = "this folder" if folder == Path() else str(folder)
            raise CardgradError(f"{path} cannot be written (nothing may be written in {where}): choose another place.")


def write_files(files: Mapping[Path, bytes], *, force: bool = False) -> None:
    """Write all of these files; where one cannot be written, none is."""
    require_place(files, force=force)
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
        for path, new in beside.items():
            new.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CardgradError(f"{path} cannot be written ({reason}): choose another place for it.") from error
    finally:
        for new in beside.values():
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
