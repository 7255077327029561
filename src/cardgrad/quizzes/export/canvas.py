"""Canvas quizzes: a package of QTI 1.2, with a question group for each item that has several versions.

The package holds a manifest, the questions, Canvas's own settings of the quiz, and drawings as files.
"""

import hashlib
from fractions import Fraction
from xml.etree.ElementTree import Element, indent, tostring

from cardgrad.quizzes.export.asking import picture_of
from cardgrad.quizzes.export.canvas_item import canvas_item
from cardgrad.quizzes.export.exported import Exported, Remarks, packed
from cardgrad.quizzes.export.markup import MATHML, paragraph
from cardgrad.quizzes.export.qti import add
from cardgrad.quizzes.export.variant import items_of
from cardgrad.quizzes.record import Record
from quizgen.notation.visible import visible

_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_MANIFEST = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_METADATA = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_BASE = "$IMS-CC-FILEBASE$"  # Canvas's word for where a package's files are


def canvas(record: Record) -> Exported:
    """Return a quiz as a package for Canvas."""
    remarks = Remarks()
    ident = _ident(record.name)
    root = Element("questestinterop", xmlns=_QTI)
    title = visible(record.heading.title or record.name)
    assessment = add(root, "assessment", ident=ident, title=title)
    section = add(assessment, "section", ident="root_section")
    drawings: dict[str, bytes] = {}
    for item in items_of(record):
        where = section
        points = Fraction(item.variants[0].question.points)
        if len(item.variants) > 1:
            where = add(section, "section", ident=_ident(record.name, item.name), title=item.name)
            selection = add(add(where, "selection_ordering"), "selection")
            add(selection, "selection_number").text = "1"
            add(add(selection, "selection_extension"), "points_per_item").text = f"{float(points):g}"
        for variant in item.variants:
            name = _ident(record.name, item.name, variant.forms[0])
            picture = picture_of(variant.question, name)
            element = picture.element(f"{_BASE}/{picture.name}") if picture else ""
            if picture:
                drawings[picture.name] = picture.data
            where.append(canvas_item(variant.question, name, f"{item.name} {variant.forms[0]}", element, remarks))
    files = {
        "imsmanifest.xml": _manifest(ident, title, tuple(drawings)),
        f"{ident}/{ident}.xml": _bytes(root),
        f"{ident}/assessment_meta.xml": _settings(record, ident, title),
        **{f"web_resources/{name}": data for name, data in drawings.items()},
    }
    return Exported(packed(files), remarks.sentences())


def _ident(*names: str) -> str:
    """Return an identifier, the same whenever a quiz is exported, so that Canvas replaces what it has of it."""
    return "g" + hashlib.sha256("\0".join(names).encode()).hexdigest()[:32]


def _settings(record: Record, ident: str, title: str) -> bytes:
    """Return what Canvas wants to know of the quiz as a whole."""
    heading = record.heading
    root = Element("quiz", xmlns=_CANVAS, identifier=ident)
    told = {
        "title": title, "description": paragraph(heading.instructions, MATHML), "shuffle_answers": "false",
        "scoring_policy": "keep_highest", "quiz_type": "assignment", "points_possible": f"{float(record.points):g}",
        "allowed_attempts": "1", **({"time_limit": str(heading.minutes)} if heading.minutes else {}),
    }  # fmt: skip
    for name, value in told.items():
        add(root, name).text = value
    return _bytes(root)


def _manifest(ident: str, title: str, drawings: tuple[str, ...]) -> bytes:
    """Return the list of the package's files."""
    root = Element("manifest", {"identifier": f"{ident}_manifest", "xmlns": _MANIFEST, "xmlns:lom": _METADATA})
    metadata = add(root, "metadata")
    add(metadata, "schema").text = "IMS Content"
    add(metadata, "schemaversion").text = "1.1.3"
    add(add(add(add(metadata, "lom:lom"), "lom:general"), "lom:title"), "lom:string").text = title
    add(root, "organizations")
    resources = add(root, "resources")
    quiz = add(resources, "resource", identifier=ident, type="imsqti_xmlv1p2")
    add(quiz, "file", href=f"{ident}/{ident}.xml")
    add(quiz, "dependency", identifierref=f"{ident}_meta")
    settings = f"{ident}/assessment_meta.xml"
    kind = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    add(add(resources, "resource", identifier=f"{ident}_meta", type=kind, href=settings), "file", href=settings)
    for name in drawings:
        path = f"web_resources/{name}"
        add(add(resources, "resource", identifier=name[:-4], type="webcontent", href=path), "file", href=path)
    return _bytes(root)


def _bytes(root: Element) -> bytes:
    indent(root, " ")
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
