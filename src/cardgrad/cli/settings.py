"""The settings: one table, which is also their documentation, kept in `config.toml` in the data folder."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from cardgrad.errors import CardgradError, UsageError

FILE_NAME = "config.toml"


class Setting(NamedTuple):
    """One setting: its name, default, what it means, and how its text is read (ValueError where it cannot be)."""

    name: str
    default: str
    meaning: str
    read: Callable[[str], Any]


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    if not (0 <= int(hours) <= 12 and 0 <= int(minutes) <= 59):
        raise ValueError(text)
    return 60 * int(hours) + int(minutes)


def _count(text: str) -> int:
    if not 0 <= int(text) <= 9999:
        raise ValueError(text)
    return int(text)


SETTINGS = {
    setting.name: setting
    for setting in (
        Setting("day-turns-at", "04:00", "local time at which a study day begins, 00:00 to 12:59", _minutes),
        Setting("new-a-day", "10", "new cards a day, 0 to 9999", _count),
        Setting("decks", "decks", "your folder of decks, absolute or inside the data folder", str),
    )
}


def read_settings(home: Path) -> dict[str, Any]:
    """Return every setting's value, the file's where it has one."""
    stated = _stated(home)
    return {name: _value(home, setting, stated.get(name)) for name, setting in SETTINGS.items()}


def stated_settings(home: Path) -> dict[str, str]:
    """Return the settings as text, as the file or the default says them."""
    stated = _stated(home)
    return {name: stated.get(name, setting.default) for name, setting in SETTINGS.items()}


def write_setting(home: Path, name: str, text: str) -> None:
    """Change one setting; refuse a name or a value that is none."""
    if name not in SETTINGS:
        raise UsageError(f"there is no setting {name!r}: choose one of {', '.join(SETTINGS)}.")
    _value(home, SETTINGS[name], text)
    lines = [f'{key} = "{_escaped(value)}"\n' for key, value in {**_stated(home), name: text}.items()]
    from cardgrad.files import replace_file  # settings are read at every start, and written hardly ever

    try:
        home.mkdir(parents=True, exist_ok=True)
        replace_file(home / FILE_NAME, "".join(lines).encode())
    except OSError as error:
        raise CardgradError(
            f"{home / FILE_NAME}: cannot be written ({error.strerror}): mend its permissions."
        ) from error


def _stated(home: Path) -> dict[str, str]:
    """Return what the settings file says, all as text."""
    path = home / FILE_NAME
    if not os.path.exists(path):  # noqa: PTH110  a folder that may not be looked into has none; the history will say so
        return {}
    import tomllib  # only where there is a file

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CardgradError(f"{path}: cannot be read as settings ({error}): mend it, or move it away.") from error
    unknown = [name for name in found if name not in SETTINGS]
    if unknown:
        raise CardgradError(f"{path}: there is no setting {unknown[0]!r}: choose from {', '.join(SETTINGS)}.")
    return {name: str(value) for name, value in found.items()}


def _value(home: Path, setting: Setting, text: str | None) -> Any:
    try:
        return setting.read(setting.default if text is None else text)
    except ValueError as error:
        raise UsageError(
            f"{home / FILE_NAME}: {setting.name} cannot be {text!r}: it is the {setting.meaning}."
        ) from error


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
