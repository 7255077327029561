"""`cardgrad deck`: its subcommands, each in a file of its own."""

from cardgrad.cli.group import group

SUBCOMMANDS = (
    "new",
    "list",
    "show",
    "use",
    "hide",
    "orphans",
    "check",
    "preview",
    "import",
    "export",
    "schema",
)  # fmt: skip

app = group("deck", SUBCOMMANDS, "Write, check, import and share decks, and choose which you study.")
