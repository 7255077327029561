"""`cardgrad deck list`: the decks there are."""

from cardgrad.cli.context import Context, warn
from cardgrad.cli.due import look
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json, print_table
from cardgrad.cli.screen import Screen


def list_(as_json: AsJson = False) -> None:
    """List your decks in study order."""
    context = Context()
    counts = {row.id: row for row in look(context).decks}
    rows = [
        {
            "id": found.id,
            "title": found.title,
            "cards": found.cards,
            "due": counts[found.id].due,
            "new": counts[found.id].new,
            "origin": found.origin,
            "path": str(found.path),
        }
        for found in context.library.decks
    ]
    if as_json:
        print_json(rows)
        return
    screen = Screen()
    warn(context.library)
    keys = ("id", "title", "cards", "due", "new", "origin")
    print_table(screen, [key.capitalize() for key in keys], [[row[key] for key in keys] for row in rows])
