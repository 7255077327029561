"""Entries marked `todo`: they are in the deck and not studied yet, and may lack what their kind wants."""

from cardgrad.decks.entry import Entry, Text
from cardgrad.decks.fault import WARNING, meant
from cardgrad.decks.kind import KINDS
from cardgrad.decks.report import Report
from cardgrad.decks.tree import Mapping, Plain, key_node
from cardgrad.decks.validation import find_kind, lacking


def is_unfinished(values: dict[str, Plain]) -> bool:
    """Tell whether an entry is marked `todo`, with a reason or without; `todo: false` is no mark."""
    told = values.get("todo")
    return told is not None and not (isinstance(told, str) and told.strip().lower() in ("false", "no"))


class BareEntry(Entry):
    """An unfinished entry of no kind yet."""

    prompt: Text | None = None


def report_unfinished(who: str, node: Mapping, values: dict[str, Plain], report: Report) -> None:
    """Warn of an unfinished entry with what it lacks; what it has must be sound all the same."""
    model: type[Entry] = BareEntry
    if any(key in KINDS or meant(key, KINDS) for key in values):
        deciding = find_kind(who, node, values, report)
        if deciding is None:
            return
        model = KINDS[deciding][1]
    absent = lacking(model, who, node, values, report)
    if absent is None:
        return
    if model is BareEntry:
        absent.append("choice, steps or type" if "prompt" in values else "front and back, cloze, or prompt")
    why = values["todo"]
    told = " ".join(str(why).split()).rstrip(". ") if isinstance(why, str) else ""
    told = "" if told.lower() in ("true", "yes") else told
    missing = f"it lacks {' and '.join(dict.fromkeys(absent))}: write it" if absent else "finish it"
    mark = (key_node(node, "todo") or node).start_mark
    message = f"{who} is not studied yet{f' ({told})' if told else ''}; {missing}, then delete 'todo'"
    report.at(mark.line + 1, mark.column + 1, message, WARNING, "todo")
