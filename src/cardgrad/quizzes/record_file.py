"""A quiz's record on the disk, found by any of the names that a quiz goes by: NAME.record.json, NAME.pdf, NAME.yaml."""

from pathlib import Path

from cardgrad.decks.fault import meant
from cardgrad.errors import CardgradError
from cardgrad.quizzes.record import Record, RecordError, loads

ENDING = ".record.json"
_BESIDE = (
    ".pdf", "-key.pdf", "-feedback.pdf", ".yaml", ".yml", ".html", ".md", ".tex",
    *(f"-{table}.csv" for table in ("entry", "answers", "second", "gradebook", "items")),
)  # fmt: skip


def read_record(named: Path) -> tuple[Record, Path]:
    """Return the record of a quiz, and its file; what cannot be read is one sentence."""
    path = record_path(named)
    if path.name == ENDING:
        raise CardgradError(f"{named}: this is a folder: name the quiz in it, by its {ENDING} file.")
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise CardgradError(
            f"{path}: there is no such record{_near(path)}: name the quiz by its {ENDING} file, or by a file beside it."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise CardgradError(f"{path}: the record cannot be read ({reason}).") from error
    try:
        return loads(text), path
    except (RecordError, TypeError, KeyError, AttributeError) as error:
        reason = str(error) if isinstance(error, RecordError) else "its fields are not those of a record"
        raise CardgradError(f"{path}: {reason}.") from error


def _near(path: Path) -> str:
    """Return ` (did you mean x?)` where the record of a quiz of nearly that name lies there, else nothing."""
    there = path.parent.glob(f"*{ENDING}") if path.parent.is_dir() else ()
    return meant(path.name.removesuffix(ENDING), sorted(other.name.removesuffix(ENDING) for other in there))


def record_path(named: Path) -> Path:
    """Return where the record of a quiz is, whichever of its files is named.

    >>> record_path(Path("week3/quiz-key.pdf")).name, record_path(Path("quiz")).name
    ('quiz.record.json', 'quiz.record.json')
    """
    if named.name.endswith(ENDING):
        return named
    if not named.name or (named.is_dir() and not named.with_name(named.name + ENDING).exists()):
        return named / ENDING  # which is not there
    for ending in sorted(_BESIDE, key=len, reverse=True):
        if named.name.endswith(ending) and named.name != ending:
            return named.with_name(named.name.removesuffix(ending) + ENDING)
    return named.with_name(named.name + ENDING)


def beside(record: Path, ending: str) -> Path:
    """Return the path of another file of the same quiz.

    >>> beside(Path("quiz.record.json"), "-gradebook.csv").name
    'quiz-gradebook.csv'
    """
    return record.with_name(record.name.removesuffix(ENDING) + ending)
