"""An item of QTI 1.2 as Canvas reads it, while it is written: the question, where to answer, and what gives points."""

from collections.abc import Sequence
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement

from quizgen.notation.visible import visible

add = SubElement  # it stands on every line


class Item:
    """An item of QTI 1.2 while it is written."""

    def __init__(self, ident: str, title: str, kind: str, points: str) -> None:
        self.ident = ident
        self.root = Element("item", ident=ident, title=visible(title))
        fields = add(add(self.root, "itemmetadata"), "qtimetadata")
        for label, entry in (("question_type", kind), ("points_possible", f"{float(Fraction(points)):g}")):
            field = add(fields, "qtimetadatafield")
            add(field, "fieldlabel").text = label
            add(field, "fieldentry").text = entry
        self.presentation = add(self.root, "presentation")
        self.processing = add(self.root, "resprocessing")
        outcomes = add(self.processing, "outcomes")
        add(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")

    def ask(self, text: str) -> None:
        """Write the question."""
        write_material(self.presentation, text, "text/html")

    def write_answer(self, decimal: bool) -> None:
        """Write one box to type into."""
        response = add(self.presentation, "response_str", ident="response1", rcardinality="Single")
        box = add(response, "render_fib", fibtype="Decimal" if decimal else "String")
        add(box, "response_label", ident="answer1", rshuffle="No")

    def options(self, ident: str, texts: Sequence[str], kind: str, title: str = "") -> list[str]:
        """Write what may be chosen, and return the ids."""
        response = add(self.presentation, "response_lid", ident=ident)
        if title:
            write_material(response, title, "text/plain")
        else:
            response.set("rcardinality", "Single")
        box = add(response, "render_choice")
        ids = [f"{ident}_{number}" for number in range(1, len(texts) + 1)]
        for name, text in zip(ids, texts, strict=True):
            write_material(add(box, "response_label", ident=name), text, kind)
        return ids

    def condition(self, action: str = "", score: str = "") -> Element:
        """Write a condition that gives points, and return where it stands."""
        whole = add(self.processing, "respcondition", {"continue": "No"} if action == "Set" else {})
        variable = add(whole, "conditionvar")
        if action:
            add(whole, "setvar", action=action, varname="SCORE").text = score
        return variable

    def write_words(self, texts: Sequence[str]) -> None:
        """Write words to type, and which are right."""
        self.write_answer(decimal=False)
        right = self.condition("Set", "100")
        for text in texts:
            add(right, "varequal", respident="response1").text = visible(text)

    def write_blank(self, name: str, texts: Sequence[str], count: int) -> None:
        """Write one of several boxes: all that Canvas lists for one is right."""
        ident = f"response_{name}"
        for one in self.options(ident, [visible(text) for text in texts], "text/plain", name)[:1]:
            add(self.condition("Add", part_of(count)), "varequal", respident=ident).text = one

    def write_essay(self) -> None:
        """Write a text to type, which a person marks."""
        response = add(self.presentation, "response_str", ident="response1", rcardinality="Single")
        add(add(response, "render_fib"), "response_label", ident="answer1", rshuffle="No")
        add(self.condition(), "other")

    def feed_back(self, name: str, text: str, option: str = "") -> None:
        """Write what is shown afterwards, after everything or after one option."""
        if not text:
            return
        whole = Element("respcondition", {"continue": "Yes"})
        variable = add(whole, "conditionvar")
        if option:
            add(variable, "varequal", respident="response1").text = option
        else:
            add(variable, "other")
        add(whole, "displayfeedback", feedbacktype="Response", linkrefid=name)
        self.processing.insert(1, whole)
        write_material(add(add(self.root, "itemfeedback", ident=name), "flow_mat"), text, "text/html")


def part_of(count: int) -> str:
    """Return what one of so many boxes gives, in percent."""
    return f"{100 / count:.2f}"


def write_material(root: Element, text: str, kind: str) -> None:
    """Write text to be shown."""
    add(add(root, "material"), "mattext", texttype=kind).text = text
