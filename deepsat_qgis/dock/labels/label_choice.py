"""Which layer holds the labels, and which of its fields names the class."""

from __future__ import annotations

from typing import Optional

from qgis.core import (
    QgsApplication,
    QgsFieldProxyModel,
    QgsMapLayer,
    QgsMapLayerProxyModel,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from deepsat_qgis.dock.widgets.field_row import explain, icon_button, keep_narrow, narrow_form
from deepsat_qgis.layers.class_field import has_known_name, likely_class_field
from deepsat_qgis.layers.result_group import is_map_polygons
from deepsat_qgis.translation import tr


class LabelChoice(QWidget):
    """Layer, field, and whether only the selection counts."""

    changed = pyqtSignal()
    """Another layer or another field, or the layer has another CRS."""
    selection_changed = pyqtSignal()
    """Other polygons of the layer count than before."""
    new_wanted = pyqtSignal()

    def __init__(self, project: QgsProject, wants_selection: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self.wants_selection = wants_selection
        """Whether the person wants the selection only, whenever there is one."""
        self.layers = QgsMapLayerComboBox()
        self.class_field = QgsFieldComboBox()
        self.selected_only = QCheckBox()
        icon = QgsApplication.getThemeIcon("/mActionNewGeoPackageLayer.svg")
        self.new_button = icon_button(
            icon, tr("New label layer"), tr("New label layer: a GeoPackage in the CRS of the imagery, styled by class.")
        )
        self._field_label = QLabel(tr("&Class field"))
        self._watched: Optional[QgsVectorLayer] = None
        self._field_before = ""
        # The list of fields follows the layer by itself, but maybe after it was said that they have changed.
        self._fields_settled = QTimer(self)
        self._fields_settled.setSingleShot(True)
        self._fields_settled.timeout.connect(self._fields_changed)
        self._set_up()
        self._lay_out()
        self._leave_out_maps()
        # Before the list takes a layer up, which it chooses where there is no other.
        self._project.layerWasAdded.connect(self._layer_came)
        self._project.layersRemoved.connect(self._leave_out_maps)
        self.layers.layerChanged.connect(self.look_again)
        self.class_field.fieldChanged.connect(lambda _field: self.changed.emit())
        self.selected_only.clicked.connect(self._selection_wanted)
        self.new_button.clicked.connect(self.new_wanted)
        self.look_again()

    def layer(self) -> Optional[QgsVectorLayer]:
        """The labels; None while there are none."""
        return self.layers.currentLayer()

    def field(self) -> str:
        """The class field; empty while there is none."""
        return self.class_field.currentField()

    def focus_order(self) -> list[QWidget]:
        """The fields in the order in which Tab visits them."""
        return [self.layers, self.new_button, self.class_field, self.selected_only]

    def _set_up(self) -> None:
        self.layers.setFilters(QgsMapLayerProxyModel.Filter.PolygonLayer)
        explain(self.layers, tr("Labels"), tr("Polygon layer with a few polygons of each class; unsaved edits count."))
        offered = QgsFieldProxyModel.Filter
        # Whole numbers come as real ones from many a Shapefile.
        self.class_field.setFilters(offered.String | offered.Int | offered.LongLong | offered.Double)
        self.class_field.setPlaceholderText(tr("Choose a field…"))
        text = tr("Field that names the class of each polygon, as text or whole number.")
        explain(self.class_field, tr("Class field"), text)
        self.selected_only.setToolTip(tr("Learn from the selected polygons and ignore the others."))
        for combo in (self.layers, self.class_field):
            keep_narrow(combo)

    def _lay_out(self) -> None:
        choice = QWidget()
        self._form = narrow_form(choice)
        row = QHBoxLayout()
        row.addWidget(self.layers, 1)
        row.addWidget(self.new_button)
        caption = QLabel(tr("La&bels"))
        caption.setBuddy(self.layers)
        self._form.addRow(caption, row)
        self._field_label.setBuddy(self.class_field)
        for widget in (self._field_label, self.class_field):
            widget.setParent(choice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(choice)
        layout.addWidget(self.selected_only)

    def _layer_came(self, layer: QgsMapLayer) -> None:
        if is_map_polygons(layer):
            self._leave_out_maps()

    def _leave_out_maps(self, _ids: object = None) -> None:
        """Polygons of maps that we made are no labels: what a model guessed would be learnt as if it were true."""
        polygons = [layer for layer in self._project.mapLayers().values() if is_map_polygons(layer)]
        self.layers.setExceptedLayerList(polygons)

    def _selection_wanted(self, wanted: bool) -> None:
        self.wants_selection = wanted
        self.selection_changed.emit()

    def look_again(self, _layer: object = None) -> None:
        """Shows the fields and the selection of the layer that is chosen."""
        layer = self.layers.currentLayer()
        self._follow(layer)
        # A layer without the field of the one before announces two changes; one is enough.
        self.class_field.blockSignals(True)
        self.class_field.setLayer(layer)
        if layer is not None:
            layer.updatedFields.connect(self._keep_field)
            # The list itself chooses the first field, which most often is the key: no field is better than that.
            self._choose(likely_class_field(layer))
        self.class_field.blockSignals(False)
        self._offer_field()
        self.changed.emit()

    def _fields_change(self) -> None:
        """Comes before the list of fields follows the layer. QGIS may fill it anew, and choose the first field."""
        self._field_before = self.field()
        self.class_field.blockSignals(True)
        self._fields_settled.start()

    def _keep_field(self) -> None:
        """Comes after it: a field that got a value map, an alias or a neighbour is still the class field."""
        if self.field() != self._field_before:
            self._choose(self._field_before)
        self.class_field.blockSignals(False)

    def _choose(self, name: str) -> None:
        """Chooses the field of that name, else none. QGIS' own way takes another whose alias is the name."""
        for index in range(self.class_field.count()):
            self.class_field.setCurrentIndex(index)
            if self.field() == name:
                return
        self.class_field.setCurrentIndex(-1)

    def _fields_changed(self) -> None:
        """The layer has got a field, or lost one, of which the list says nothing."""
        if not self.field():
            self.look_again()
            return
        self._offer_field()
        self.changed.emit()

    def _offer_field(self) -> None:
        """Where there is nothing to choose the row would only take room."""
        is_likely = has_known_name(self.field())
        offered = {self.class_field.itemText(index) for index in range(self.class_field.count())} - {"fid"}
        self._show_field(len(offered) > 1 or (self.layer() is not None and not is_likely))

    def _show_field(self, wanted: bool) -> None:
        """A row of a form takes room as long as it is there, also where nothing in it is shown."""
        is_there = self._form.indexOf(self.class_field) >= 0
        if wanted and not is_there:
            self._form.addRow(self._field_label, self.class_field)
        elif is_there and not wanted:
            self._form.takeRow(self.class_field)
        for widget in (self.class_field, self._field_label):
            widget.setVisible(wanted)

    def _follow(self, layer: Optional[QgsVectorLayer]) -> None:
        """Follows the selection, the fields and the CRS of the layer that is chosen, and of no other."""
        # A layer that was removed from the project has taken its connections with it.
        if self._watched is not None and not sip.isdeleted(self._watched):
            self._watched.selectionChanged.disconnect(self._selection_changed)
            self._watched.updatedFields.disconnect(self._fields_change)
            self._watched.updatedFields.disconnect(self._keep_field)
            self._watched.crsChanged.disconnect(self.changed)
        self._watched = layer
        if layer is not None:
            layer.selectionChanged.connect(self._selection_changed)
            layer.updatedFields.connect(self._fields_change)
            layer.crsChanged.connect(self.changed)
        self._show_selection()

    def _selection_changed(self, *_changes: object) -> None:
        counted_before = self.selected_only.isChecked()
        self._show_selection()
        if counted_before or self.selected_only.isChecked():
            self.selection_changed.emit()

    def _show_selection(self) -> None:
        count = 0 if self._watched is None else self._watched.selectedFeatureCount()
        self.selected_only.setText(
            tr("Selected polygons only ({})").format(count) if count else tr("Selected polygons only")
        )
        self.selected_only.setEnabled(count > 0)
        self.selected_only.setVisible(count > 0)
        self.selected_only.setChecked(count > 0 and self.wants_selection)
