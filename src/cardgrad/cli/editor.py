"""A card's file in the learner's editor, at the card's line."""

import os
import shlex
import signal
import subprocess
from pathlib import Path

from cardgrad.cli.clock import now
from cardgrad.cli.context import Context
from cardgrad.decks.edit import EditError, discard_unchanged, editable
from cardgrad.study.session import Session

_TAKES_PLUS_LINE = frozenset(
    ["vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "joe", "mg", "micro"]
)
_TAKES_GOTO = {"code", "codium", "code-insiders", "cursor"}


def edit_card(session: Session, context: Context) -> list[str]:
    """Let the learner edit the card that the session names, then go on with it as it is now; return what to say."""
    card = session.editing
    if card is None:
        return []
    try:
        path, line = editable(session.library, card)
    except EditError as error:
        session.reload(session.library, now())
        return [str(error)]
    said = _run_editor(path, line)
    kept = not discard_unchanged(path, session.library)
    if kept and str(path) != card.path:
        said.append(f"Your own copy of the deck is now {path}.")
    library = context.read_library()
    faults = [str(fault) for fault in library.faults if Path(fault.path).absolute() == path.absolute()]
    if faults:
        said += [*faults[:3], "Press e (or :edit) to mend it; until then what cannot be read is passed over."]
    session.reload(library, now())
    return said


def _run_editor(path: Path, line: int) -> list[str]:
    """Run the learner's editor to its end; return what there is to say about it."""
    stated = (os.environ.get("VISUAL", ""), os.environ.get("EDITOR", ""))
    command = next((text for text in stated if text.strip()), "vi")
    before = signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C in an editor is the editor's own affair
    try:
        ended = subprocess.run(_arguments(command, path, line), check=False).returncode  # noqa: S603  the learner's choice
    except (OSError, ValueError) as error:  # ValueError: quotes that do not close
        reason = getattr(error, "strerror", None) or str(error)
        return [f"{command} could not be started ({reason}): set EDITOR to your editor."]
    finally:
        signal.signal(signal.SIGINT, before)
    return [f"The editor ended with code {ended}."] if ended else []


def _arguments(command: str, path: Path, line: int) -> list[str]:
    """Return the editor's command line, at the right line where we know how to say it."""
    words = shlex.split(command)
    name = Path(words[0]).name
    if name in _TAKES_PLUS_LINE:
        return [*words, f"+{line}", str(path)]
    if name in _TAKES_GOTO:
        return [*words, "--wait", "--goto", f"{path}:{line}"]
    return [*words, str(path)]
