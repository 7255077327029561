"""`cardgrad deck`: its subcommands, each in a file of its own."""

from cardgrad.cli.group import group

SUBCOMMANDS = (
    "list",
    "show",
    "use",
    "hide",
    "orphans",
    "check",
    "preview",
    "import",
    "export",
)  # fmt: skip

app = group("deck", SUBCOMMANDS, "List, show, check, import and share decks, and choose which you study.")
