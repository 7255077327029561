"""The programs that a quiz can be exported to, by name."""

from cardgrad.quizzes.export.exported import Exported, Remarks
from cardgrad.quizzes.record import Record

# name, and how the file ends that is made beside the record
PLATFORMS = {
    "moodle": "-moodle.xml",
    "canvas": "-canvas.zip",
    "csv": "-questions.csv",
    "json": "-questions.json",
    "anki": ".apkg",
}
_ONE_PICTURE = ("moodle", "canvas", "anki")


def export(record: Record, platform: str, made: int) -> Exported:
    """Return a quiz for a program; `made`, in seconds since 1970, is when the record was written."""
    exported = _exported(record, platform, made)
    remarks = Remarks()
    for question in record.forms[0].questions if platform in _ONE_PICTURE else ():
        if question.drawing and question.picture:
            remarks.say(question.item, f"one picture a question: {question.picture.file} is left out for the graph.")
    return exported._replace(said=(*exported.said, *remarks.sentences()))


def _exported(record: Record, platform: str, made: int) -> Exported:
    match platform:
        case "moodle":
            from cardgrad.quizzes.export.moodle import moodle

            return moodle(record)
        case "canvas":
            from cardgrad.quizzes.export.canvas import canvas

            return canvas(record)
        case "csv":
            from cardgrad.quizzes.export.table import table

            return table(record)
        case "json":
            from cardgrad.quizzes.export.document import document

            return document(record)
        case "anki":
            from cardgrad.quizzes.export.anki import anki

            return anki(record, made)
    raise LookupError(platform)
