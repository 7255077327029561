"""Files written all or not at all: each beside its place first, then renamed; none replaces another unasked."""

import contextlib
import os
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping
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
    path = Path()
    try:
        with contextlib.ExitStack() as stack:
            beside: dict[Path, Path] = {}
            for path, data in files.items():
                beside[path] = stack.enter_context(_beside(path, data))
            for path, new in beside.items():
                new.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CardgradError(f"{path} cannot be written ({reason}): choose another place for it.") from error


def replace_file(path: Path, data: bytes) -> None:
    """Write a file anew that may be there already, behind its links and with its permissions; OSError if impossible."""
    target = Path(os.path.realpath(path))
    with _beside(target, data) as new:
        if target.exists():
            status = target.stat()
            new.chmod(stat.S_IMODE(status.st_mode))
            with contextlib.suppress(OSError):  # another's file that we may write becomes ours
                os.chown(new, status.st_uid, status.st_gid)
        new.replace(target)


@contextlib.contextmanager
def alone_at(path: Path) -> Iterator[None]:
    """Hold others back who want to be alone at this file, while it is read, changed and replaced in the block.

    The lock is a file of its own, since replacing a file ends its locks; whoever dies lets go of it.
    """
    lock = path.with_name(f".{path.name[:100]}.lock")
    held = _locked(lock)
    try:
        yield
    finally:
        if held is not None:
            with contextlib.suppress(OSError):
                lock.unlink()
            os.close(held)


def _locked(lock: Path) -> int | None:
    """Return the lock file, open and ours alone; None in a folder that has no locks, where we go on without."""
    import fcntl

    while True:
        try:
            held = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            return None
        try:
            with contextlib.suppress(OSError):
                os.fchmod(held, 0o666)  # colleagues wait for it, too, whatever our mask; it is empty, and gone at once
            fcntl.flock(held, fcntl.LOCK_EX)
            if os.path.samestat(lock.stat(), os.fstat(held)):
                return held
        except FileNotFoundError:
            pass  # whoever had it has taken it away: the next one is another file
        except BaseException as error:
            os.close(held)
            if isinstance(error, OSError):
                return None
            raise
        os.close(held)


@contextlib.contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """Write data beside its place, safe from a power cut, to be renamed in the block; remove it if it was not."""
    new = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.new")
    try:
        with new.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield new
    finally:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
