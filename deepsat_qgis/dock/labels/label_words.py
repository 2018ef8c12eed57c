"""What the Labels section says: the next step, and where the edits are."""

from __future__ import annotations

from typing import Optional, Sequence

from qgis.core import QgsVectorLayer

from deepsat_qgis.dock.labels.drawing import Shape
from deepsat_qgis.layers.class_field import is_nearly_each_its_own
from deepsat_qgis.layers.class_styles import LabelClass
from deepsat_qgis.layers.label_layer import is_only_in_memory
from deepsat_qgis.layers.label_survey import Survey
from deepsat_qgis.translation import tr


def next_step(
    one: Optional[LabelClass], shape: Optional[Shape], classes: Sequence[LabelClass], survey: Optional[Survey]
) -> str:
    """The next step, in a sentence; empty where it is plain.

    Args:
        one: the class to draw; None while there is none.
        shape: what the map draws with; None while it has another tool.
        classes: all classes.
        survey: what polygons there are; None while that is not known.
    """
    if one is None:
        return tr("Name a class to begin.")
    if shape is Shape.POLYGON:
        return tr("Drawing “{}”: click corners, right-click to end. Digits change the class.").format(one.title)
    if shape is not None:
        return tr("Drawing “{}”: drag; with Ctrl to erase. Digits change the class.").format(one.title)
    if survey is not None and _wrong_as_a_whole(survey):
        return _wrong_as_a_whole(survey)
    if survey is not None and len({one.title for one in classes if one.name in survey.counts}) < 2:
        return tr("Draw polygons of at least two classes: choose a class and a tool, or press its digit.")
    return _shared_title(classes) or _shared_colour(classes)


def where_edits_are(layer: Optional[QgsVectorLayer]) -> str:
    """Whether edits are saved, in a sentence; empty without an edit session."""
    if layer is None:
        return ""
    if layer.isEditable() and layer.isModified():
        return tr("Unsaved edits; a run uses them.")
    if is_only_in_memory(layer):
        return tr("This layer is lost when QGIS closes: right-click it and choose Make Permanent….")
    return tr("All edits are saved.") if layer.isEditable() else ""


def _wrong_as_a_whole(survey: Survey) -> str:
    """That a choice is most likely wrong, since nearly all polygons are; empty where it may be right."""
    if survey.are_all_outside:
        return tr("All polygons lie outside the imagery: choose imagery of this place, or check the CRS of the labels.")
    if is_nearly_each_its_own(sum(count.polygons for count in survey.counts.values()), len(survey.counts)):
        return tr("Nearly every polygon is a class of its own, {} in all: does another field name the classes?").format(
            len(survey.counts)
        )
    return ""


def _shared_title(classes: Sequence[LabelClass]) -> str:
    """That two values are one class of the map; empty where each has a name of its own."""
    first: dict[str, str] = {}
    for one in classes:
        if one.title in first:
            return tr("{value} and {other} are both called “{name}”: the map will have one class of them.").format(
                value=first[one.title], other=one.name, name=one.title
            )
        first[one.title] = one.name
    return ""


def _shared_colour(classes: Sequence[LabelClass]) -> str:
    """That two classes look the same, which they cannot in a map; empty where all differ."""
    first: dict[str, str] = {}
    for one in classes:
        if one.colour in first:
            return tr("“{name}” has the colour of “{other}”: the map will give it another.").format(
                name=one.title, other=first[one.colour]
            )
        first[one.colour] = one.title
    return ""
