"""Section 2 of the panel: the label layer, its classes, drawing, and what is wrong with the labels."""

from __future__ import annotations

from typing import Any, Callable, Collection, Optional, Sequence

from qgis.core import QgsGeometry, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QHideEvent, QShowEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from deepsat.jobs import UserError
from deepsat.jobs.class_names import name_pairs
from deepsat_qgis.dock.labels.class_actions import ClassActions
from deepsat_qgis.dock.labels.class_panel import ClassPanel
from deepsat_qgis.dock.labels.class_table import KEYS
from deepsat_qgis.dock.labels.drawing import Drawing
from deepsat_qgis.dock.labels.drawing_actions import DrawingActions
from deepsat_qgis.dock.labels.label_choice import LabelChoice
from deepsat_qgis.dock.labels.label_watch import LabelWatch
from deepsat_qgis.dock.labels.label_words import next_step, where_edits_are
from deepsat_qgis.dock.labels.new_labels import new_label_layer
from deepsat_qgis.dock.labels.number_keys import NumberKeys
from deepsat_qgis.dock.labels.problem_list import ProblemList
from deepsat_qgis.dock.map_window import MapWindow
from deepsat_qgis.dock.widgets.field_row import say, wrapped_line
from deepsat_qgis.failures import failure_of
from deepsat_qgis.layers.class_edits import ClassEdits
from deepsat_qgis.layers.class_styles import LabelClass, classes_of, pairs_by_title, styled_classes
from deepsat_qgis.layers.class_words import is_styled_by, words_in
from deepsat_qgis.layers.label_layer import save_labels, style_by_class
from deepsat_qgis.layers.label_survey import Survey
from deepsat_qgis.layers.pixel_grid import PixelGrid
from deepsat_qgis.translation import tr


class LabelsSection(QWidget):
    """Edits go to the layer at once, and to its file when the person saves them."""

    changed = pyqtSignal()
    """Another layer or field, or classes have come or gone."""
    edited = pyqtSignal()
    """The polygons or their classes are others than before."""
    refused = pyqtSignal(object)
    """`Failure`: something could not be done."""
    accepted = pyqtSignal()
    """Something was done: what was refused before it has been got over."""

    def __init__(
        self,
        project: QgsProject,
        wants_selection: bool,
        window: Optional[MapWindow],
        listener: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._project, self._window = project, window
        self._imagery: Optional[QgsRasterLayer] = None
        self._grid: Optional[PixelGrid] = None
        self._survey: Optional[Survey] = None
        self._unstyled: frozenset[str] = frozenset()
        """Names that polygons had and the renderer of the layer had not, when they were looked at."""
        self._layer: Optional[QgsVectorLayer] = None
        self._is_saving_refused = False
        self.choice = LabelChoice(project, wants_selection)
        self.classes = ClassPanel()
        self.hint = wrapped_line()
        self.state_line = wrapped_line()
        self.save_button = QPushButton(tr("Save labels"))
        self.style_button = QPushButton(tr("Colour the layer by class"))
        self.problems = ProblemList()
        self.watch = LabelWatch(project, self)
        self.drawing = Drawing(window, self) if window is not None else None
        # Digits are heard in the whole panel, where the section is told of it.
        places = [listener or self] if window is None else [listener or self, window.canvas]
        self.keys = NumberKeys(places, KEYS, self)
        self.keys.pressed.connect(self.classes.table.choose)
        self.class_actions = ClassActions(self.classes, self._edits, self._classes, self._try)
        if self.drawing is not None:
            DrawingActions(self.classes, self.drawing, self.keys, self._edits, self._classes, self._try, self)
        self._set_up()
        self._lay_out()
        self._connect()
        self._choice_changed()

    # -- what the panel asks and tells ---

    def class_colours(self) -> tuple[str, ...]:
        """Colours of the classes as the table shows them, as a job takes them."""
        return pairs_by_title((one.title, one.colour) for one in self._classes())

    def class_names(self) -> tuple[str, ...]:
        """What values of the class field are called, as a job takes it; all of them, whatever is drawn so far."""
        return name_pairs(words_in(self._layer, self.choice.field())) if self._layer is not None else ()

    def set_imagery(self, rasters: Sequence[QgsRasterLayer]) -> None:
        """The rasters that polygons are measured by; a new label layer gets the CRS of the first."""
        self._imagery = rasters[0] if rasters else None
        if self.drawing is not None:
            self.drawing.set_imagery(rasters)
        grid = PixelGrid.over(rasters)
        if grid != self._grid:
            self._grid = grid
            self._watch()

    def focus_order(self) -> list[QWidget]:
        """The fields in the order in which Tab visits them."""
        first, second, third, selected = self.choice.focus_order()
        own = [self.style_button, *self.classes.focus_order(), self.save_button, self.problems.list]
        return [first, second, third, selected, *own]

    def close_tools(self) -> None:
        """Takes tools and keys from the map, which outlives the panel."""
        self.keys.close()
        self.watch.watch(None, "", None)
        if self.drawing is not None:
            self.drawing.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """On the map, digits mean classes only while their table is there to be seen."""
        super().hideEvent(event)
        self.keys.set_enabled(False)

    # -- set-up ---

    def _set_up(self) -> None:
        self.save_button.setToolTip(tr("Write the edits of the label layer to its file; drawing goes on."))
        self.style_button.setToolTip(
            tr("Draw the label layer in the colours of this table. The map gets the same colours.")
        )

    def _lay_out(self) -> None:
        saving = QHBoxLayout()
        saving.addWidget(self.state_line, 1)
        saving.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.choice, self.style_button, self.classes, self.hint):
            layout.addWidget(widget)
        layout.addLayout(saving)
        layout.addWidget(self.problems)

    def _connect(self) -> None:
        self.choice.changed.connect(self._choice_changed)
        self.choice.new_wanted.connect(self._make_layer)
        self._connect_classes()
        self.save_button.clicked.connect(self._save)
        self.style_button.clicked.connect(self._style)
        self.watch.surveyed.connect(self._surveyed)
        self.watch.words_changed.connect(self._layer_changed)
        self.problems.place_wanted.connect(self._go_to)
        self._project.layersWillBeRemoved.connect(self._layers_going)
        for came_or_went in (self._project.layersAdded, self._project.layersRemoved):
            came_or_went.connect(self._layers_came_or_went)
        if self.drawing is not None:
            self.drawing.tool_changed.connect(self._show_drawing)

    def _connect_classes(self) -> None:
        table, bar = self.classes.table, self.classes.drawing
        self.classes.add_wanted.connect(self._add)
        table.chosen.connect(self._show_drawing)
        bar.undo_wanted.connect(lambda: self._layer.undoStack().undo())
        bar.redo_wanted.connect(lambda: self._layer.undoStack().redo())
        bar.brush_changed.connect(self._show_drawing)

    # -- the layer ---

    def _make_layer(self) -> None:
        crs = None if self._imagery is None else self._imagery.crs()
        made: list[QgsVectorLayer] = []
        self._try(lambda: made.extend(new_label_layer(self, self._project, crs)))
        if made:
            self.choice.layers.setLayer(made[0])
            self.classes.new_name.setFocus()

    def _choice_changed(self) -> None:
        """Another layer or field: everything known of the one before is forgotten."""
        layer = self.choice.layer()
        if self._layer is not layer:
            if self.drawing is not None:
                self.drawing.stop()
            self._leave_layer()
            self._layer, self._is_saving_refused = layer, False
            if layer is not None:
                for signal in _signals_of(layer):
                    signal.connect(self._layer_changed)
        self._survey = None
        self.problems.clear()
        self._watch()
        self._show()
        self.changed.emit()

    def _leave_layer(self) -> None:
        if self._layer is not None and not sip.isdeleted(self._layer):
            for signal in _signals_of(self._layer):
                signal.disconnect(self._layer_changed)
        self._layer = None

    def _layers_going(self, ids: list[str]) -> None:
        """A tool of the map must not hold a layer that goes."""
        if self._layer is not None and not sip.isdeleted(self._layer) and self._layer.id() in ids:
            self.watch.watch(None, "", None)
            if self.drawing is not None:
                self.drawing.stop()
            self._leave_layer()

    def _layers_came_or_went(self, _layers: object = None) -> None:
        """The list says nothing of another choice where several layers come at once."""
        if self.choice.layer() is not self._layer:
            self.choice.look_again()

    def _layer_changed(self, *_what: object) -> None:
        self._show()
        self.edited.emit()

    def _watch(self) -> None:
        """Without a CRS of their own polygons are counted, and not measured: they may lie anywhere."""
        is_placed = self._layer is not None and self._layer.crs().isValid()
        self.watch.watch(self._layer, self.choice.field(), self._grid if is_placed else None)

    def _surveyed(self, survey: Survey) -> None:
        before = self._classes()
        self._survey = survey
        styled = {one.name for one in styled_classes(self._layer, self.choice.field())}
        is_styled = is_styled_by(self._layer, self.choice.field())
        self._unstyled = frozenset(survey.counts) - styled if is_styled else frozenset()
        is_placed = self._grid is not None and self._layer.crs().isValid()
        self.problems.show_survey(survey, self._grid.crs if is_placed else self._layer.crs())
        self._show()
        if self._classes() != before:
            self.changed.emit()

    # -- classes ---

    def _classes(self) -> tuple[LabelClass, ...]:
        if self._layer is None or not self.choice.field():
            return ()
        return classes_of(self._layer, self.choice.field(), self._drawn_names())

    def _drawn_names(self) -> Collection[str]:
        """Names that polygons have. A survey is older than the last edit, the renderer is not: it knows what went."""
        if self._survey is None:
            return ()
        is_styled = is_styled_by(self._layer, self.choice.field())
        return self._unstyled if is_styled else self._survey.counts

    def _edits(self) -> ClassEdits:
        return ClassEdits(self._layer, self.choice.field())

    def _add(self, typed: str) -> None:
        """A class for the layer; a person who names one before there is a layer wants both."""
        if self._layer is None:
            self._make_layer()
        if self._layer is not None and self.choice.field():
            self.class_actions.add(typed)

    def _save(self) -> None:
        self._is_saving_refused = False
        self._is_saving_refused = not self._try(lambda: save_labels(self._layer))

    def _style(self) -> None:
        style_by_class(self._layer, self.choice.field(), self._classes())

    def _go_to(self, place: QgsGeometry) -> None:
        if self._window is not None:
            self._window.show_place(place, self.problems.crs)

    # -- what is seen ---

    def _show(self) -> None:
        layer, field = self._layer, self.choice.field()
        classes = self._classes()
        self.classes.table.show_classes(classes, self._survey)
        self.classes.setVisible(layer is None or bool(field))
        self.classes.menu_button.setEnabled(bool(classes))
        self.style_button.setVisible(bool(classes) and not is_styled_by(layer, field))
        self.save_button.setVisible(layer is not None and layer.isEditable())
        self.save_button.setEnabled(layer is not None and layer.isModified())
        say(self.state_line, where_edits_are(layer))
        self.keys.set_enabled(bool(classes) and self.isVisible())
        self._show_drawing()

    def _show_drawing(self) -> None:
        one, bar = self.classes.table.current(), self.classes.drawing
        bar.set_drawable(self.drawing is not None and one is not None)
        bar.show_history(self._layer)
        if self.drawing is not None and one is None:
            # What would be drawn now could not be kept.
            self.drawing.stop()
        shape = None if self.drawing is None else self.drawing.shape()
        bar.show_shape(shape)
        if self.drawing is not None and one is not None:
            self.drawing.set_colour(one.colour)
            self.drawing.set_brush(bar.width_field.value(), self._grid)
        has_field = self._layer is None or bool(self.choice.field())
        say(self.hint, next_step(one, shape, self._classes(), self._survey) if has_field else "")

    def _try(self, act: Callable[[], object]) -> bool:
        """Does something that the layer may refuse, and says so where it does."""
        try:
            act()
        except UserError as error:
            self.refused.emit(failure_of(error))
            return False
        finally:
            self._show()
        if not self._is_saving_refused:
            # One more edit does not bring those to the file that could not be written.
            self.accepted.emit()
        return True


def _signals_of(layer: QgsVectorLayer) -> tuple[Any, ...]:
    """Whatever changes what is shown of a layer at once."""
    return (
        layer.editingStarted,
        layer.editingStopped,
        layer.layerModified,
        layer.afterCommitChanges,
        layer.dataChanged,
        layer.subsetStringChanged,
        layer.rendererChanged,
        layer.undoStack().indexChanged,
    )
