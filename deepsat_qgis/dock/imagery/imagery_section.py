"""Section 1 of the panel: which raster is mapped, or which series of them, and what is known of it."""

from __future__ import annotations

import dataclasses
from typing import Any, Mapping, Optional, Sequence

from qgis.core import QgsApplication, QgsMapLayerProxyModel, QgsProject, QgsRasterLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deepsat.jobs import UserError
from deepsat_qgis.dock.imagery.bands_said import bands_in_use
from deepsat_qgis.dock.imagery.known_facts import KnownFacts
from deepsat_qgis.dock.imagery.left_series import LeftSeries
from deepsat_qgis.dock.imagery.product_choice import offer_products
from deepsat_qgis.dock.imagery.series_table import SeriesTable
from deepsat_qgis.dock.widgets.field_row import explain, icon_button, keep_narrow, narrow_form, say, wrapped_line
from deepsat_qgis.dock.widgets.fields import explain_button
from deepsat_qgis.failures import failure_of
from deepsat_qgis.layers.acquisition_date import as_date, date_of
from deepsat_qgis.layers.band_layers import band_layers_in, side_layers_in
from deepsat_qgis.layers.image_facts import finest_layer
from deepsat_qgis.layers.result_group import made_layers
from deepsat_qgis.layers.sample_scene import open_sample
from deepsat_qgis.layers.scene_facts import SceneFacts
from deepsat_qgis.layers.series import DatedLayer, in_time_order
from deepsat_qgis.layers.series_words import dates_in_words, notes_on, problems_of, put_together
from deepsat_qgis.translation import tr


class ImagerySection(QWidget):
    """The raster of the list is always in the series; the others are added to it."""

    changed = pyqtSignal()
    sample_opened = pyqtSignal(object)
    """`QgsVectorLayer`: the polygons of the sample scene, which was just opened."""
    product_chosen = pyqtSignal(object)
    """`Path` of a product's folder, its archive or its metadata, or of a folder of bands or dates, to be opened."""
    refused = pyqtSignal(object)
    """`Failure`: the sample scene cannot be opened."""

    def __init__(self, project: QgsProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._series: list[DatedLayer] = []
        self.facts = KnownFacts(self)
        """Of the rasters of the series."""
        self._left = LeftSeries()
        self._start = ""
        self._chosen_id = ""
        """Of the raster that was chosen last."""
        # Before the list hears of it, which would go on to any other raster.
        project.layersWillBeRemoved.connect(self._layers_going)
        self.layers = QgsMapLayerComboBox()
        self.add_button = icon_button(
            QgsApplication.getThemeIcon("/propertyicons/temporal.svg"),
            tr("More dates"),
            tr("More dates… Add a raster of this place from another date: several tell crops and forests apart. ")
            + tr("A raster beside this one is added in the same way."),
        )
        self.product_button = icon_button(
            QgsApplication.getThemeIcon("/mActionFileOpen.svg"),
            tr("Open a product"),
            tr(
                "Open a product… Sentinel-2 or Landsat as downloaded, or a folder of bands: all bands become one layer."
            ),
        )
        self.series_table = SeriesTable(project)
        self.sample_button = QPushButton(tr("Open the sample scene"))
        self.facts_line = wrapped_line()
        self.bands_line = wrapped_line()
        self.warning_line = wrapped_line()
        self._set_up()
        self._layer_chosen()

    def layer(self) -> Optional[QgsRasterLayer]:
        """The raster of the list; None while there is none."""
        return self.layers.currentLayer()

    def series(self) -> tuple[DatedLayer, ...]:
        """All images with their dates, the earliest first; empty for a single raster that holds all of its bands."""
        self._drop_removed()
        return in_time_order(self._series) if len(self._series) > 1 or any(one.bands for one in self._series) else ()

    def set_series(self, series: Sequence[DatedLayer]) -> None:
        """Takes a series that was chosen before; the first raster becomes that of the list."""
        if series:
            self.layers.setLayer(series[0].layer)
            known = band_layers_in(self._project)
            self._series = [one.with_bands(known) for one in series]
            self._leave_out()
            self._show()
            self.changed.emit()

    def take(self, layers: Sequence[QgsRasterLayer]) -> None:
        """Maps these layers from now on: one image, or dates of a place."""
        self.set_series([DatedLayer(layer, date_of(layer)) for layer in layers])

    def show_start(self, start: str) -> None:
        """Says which bands training from `start` uses: the name of a checkpoint, or a folder."""
        self._start = start
        self._show_bands()

    def finest(self) -> Optional[QgsRasterLayer]:
        """The raster of the list; where it is a band, the one of the image's bands with the smallest pixels."""
        layer = self.layer()
        self._drop_removed()
        shown = next((one for one in self._series if layer in one.layers), None)
        return layer if shown is None else finest_layer(shown.layers)

    def layers_in_use(self) -> list[QgsRasterLayer]:
        """All rasters, that of the list first; where it is a band, the one with the smallest pixels."""
        shown = self.finest()
        self._drop_removed()
        others = [layer for one in self._series for layer in one.layers if layer is not shown]
        return [] if shown is None else [shown, *others]

    def problem(self) -> str:
        """What keeps the imagery from being used, as a sentence; empty where nothing does."""
        self._drop_removed()
        layer = self.layer()
        if layer is None:
            return tr("Load a satellite image or another raster to begin, or open a product or the sample scene.")
        if len(self._series) == 1 and self.facts.of_image(self._series[0]).problem:
            return tr("This imagery cannot be mapped as it is: see section 1.")
        if problems_of(self.series(), [self.facts.of_image(one) for one in self.series()]):
            return tr("These rasters do not go together yet: see section 1.")
        return ""

    def focus_order(self) -> list[QWidget]:
        """The fields in the order in which Tab visits them."""
        return [self.layers, self.product_button, self.add_button, self.sample_button, *self.series_table.focus_order()]

    def _set_up(self) -> None:
        self.layers.setFilters(QgsMapLayerProxyModel.Filter.RasterLayer)
        text = tr("Raster to map. It needs a coordinate reference system and north on top.")
        explain(self.layers, tr("Imagery"), text)
        keep_narrow(self.layers)
        choice, row = QWidget(), QHBoxLayout()
        row.addWidget(self.layers, 1)
        row.addWidget(self.product_button)
        row.addWidget(self.add_button)
        form = narrow_form(choice)
        caption = QLabel(tr("&Imagery"))
        caption.setBuddy(self.layers)
        form.addRow(caption, row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        text = tr("Imagery and polygons that come with DeepSat, to try it with: Raleigh, North Carolina, in 2000.")
        explain_button(self.sample_button, text)
        said = (self.facts_line, self.bands_line, self.series_table, self.warning_line)
        for widget in (choice, self.sample_button, *said):
            layout.addWidget(widget)
        offer_products(self.product_button, self.product_chosen.emit)
        self._leave_out()
        self.layers.layerChanged.connect(self._layer_chosen)
        self._project.layersAdded.connect(self._layers_came_or_went)
        self._project.layersRemoved.connect(self._layers_came_or_went)
        self.sample_button.clicked.connect(self._open_sample)
        self.add_button.clicked.connect(lambda: self.series_table.offer(self.add_button))
        self.series_table.add_wanted.connect(self._add)
        self.series_table.remove_wanted.connect(self._remove)
        self.series_table.date_typed.connect(self._date_typed)
        self.series_table.masks_chosen.connect(self._masks_chosen)
        self.facts.outdated.connect(self._look_anew)

    def _open_sample(self) -> None:
        try:
            scene, labels = open_sample(self._project)
        except UserError as error:
            self.refused.emit(failure_of(error))
        else:
            self.layers.setLayer(scene)
            self.sample_opened.emit(labels)

    def _layers_came_or_went(self, _layers: object = None) -> None:
        """The list says nothing of another choice where several rasters come at once."""
        self._leave_out()
        layer = self.layer()
        if (layer.id() if layer is not None else "") != self._chosen_id:
            self._layer_chosen()
        self._drop_removed()
        known = band_layers_in(self._project)
        with_bands = [one.with_bands(known) for one in self._series]
        if with_bands != self._series:
            self._series = with_bands
            self._changed()

    def _leave_out(self) -> None:
        """Maps of ours are no imagery, nor is what products hold beside their bands, nor are masks in use.

        Not while the list tells of a choice: it may be about to lose layers, and would lose count of them.
        """
        self._drop_removed()
        images = {layer.id() for one in self._series for layer in one.layers}
        masks = [one.mask for one in (*self._series, *self._left.images()) if one.mask is not None]
        masks = [mask for mask in masks if mask.id() not in images]
        self.layers.setExceptedLayerList([*made_layers(self._project), *side_layers_in(self._project), *masks])

    def _layer_chosen(self, _layer: object = None) -> None:
        """A raster of the series is shown; one of a series that was left brings that back; another one begins anew."""
        layer = self.layer()
        self._drop_removed()
        # QGIS announces the same layer again whenever another one is added; reading the file would make it wait.
        is_known = any(layer in one.layers for one in self._series)
        if layer is not None and layer.id() == self._chosen_id and is_known:
            return
        self._chosen_id = layer.id() if layer is not None else ""
        if not is_known:
            self._begin(layer)
        self._show()
        self.changed.emit()

    def _begin(self, layer: Optional[QgsRasterLayer]) -> None:
        """Leaves the series for that of another raster, or for the raster alone."""
        self._left.leave(self._series)
        back = self._left.taken_back(layer) if layer is not None else []
        alone = [DatedLayer(layer, date_of(layer))] if layer is not None and not back else []
        known = band_layers_in(self._project)
        self._series = [one.with_bands(known) for one in (*back, *alone)]
        self.facts.clear()

    def _add(self, layer_ids: Sequence[str]) -> None:
        layers = [self._project.mapLayer(layer_id) for layer_id in layer_ids]
        rasters = [layer for layer in layers if isinstance(layer, QgsRasterLayer)]
        known = band_layers_in(self._project)
        self._series += [DatedLayer(layer, date_of(layer)).with_bands(known) for layer in rasters]
        if rasters:
            self._changed()

    def _remove(self, layer_ids: Sequence[str]) -> None:
        self._series = [one for one in self._series if one.layer.id() not in layer_ids]
        self._stay_in_series()
        self._leave_out()
        self._changed()

    def _date_typed(self, layer_id: str, typed: str) -> None:
        self._replace({layer_id: {"date": as_date(typed) or typed.strip()}})

    def _masks_chosen(self, chosen: Mapping[str, str]) -> None:
        layers = {layer_id: self._project.mapLayer(mask_id) for layer_id, mask_id in chosen.items()}
        masks = {key: layer if isinstance(layer, QgsRasterLayer) else None for key, layer in layers.items()}
        self._replace({layer_id: {"mask": mask} for layer_id, mask in masks.items()})
        self._leave_out()

    def _replace(self, changes: Mapping[str, Mapping[str, Any]]) -> None:
        """Changes fields of images, by the ids of their layers."""
        self._series = [dataclasses.replace(one, **changes.get(one.layer.id(), {})) for one in self._series]
        self._changed()

    def _layers_going(self, ids: Sequence[str]) -> None:
        self.facts.forget(ids)
        kept = [left for left in (one.without(ids) for one in self._series) if left is not None]
        if kept != self._series:
            self._series = kept
            self._stay_in_series()
            self._changed()

    def _stay_in_series(self) -> None:
        """Where the raster of the list has left the series, another one of it takes its place."""
        layer = self.layer()
        if layer is not None and self._series and not any(layer in one.layers for one in self._series):
            self.layers.setLayer(self._series[0].layer)

    def _drop_removed(self) -> None:
        self._series = [left for left in (one.still_there() for one in self._series) if left is not None]

    def _changed(self) -> None:
        self._series = list(in_time_order(self._series))
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        series = tuple(self._series)
        self.series_table.show_series(series)
        shown = self.layer()
        self.add_button.setEnabled(shown is not None)
        self.sample_button.setVisible(shown is None)
        self._show_bands()
        if shown is None or not series:
            say(self.facts_line, "")
            say(self.warning_line, "")
            return
        of_each = [self.facts.of_image(one) for one in series]
        facts = self.facts.of_image(self._shown_image(series, shown))
        dates = dates_in_words(series)
        say(self.facts_line, "\n".join((*([dates] if dates else []), *facts.lines, *put_together(series))))
        self.facts_line.setToolTip(facts.details)
        problems = [facts.problem] if facts.problem and len(series) == 1 else []
        problems += problems_of(series, of_each)
        said = (*problems, *notes_on(series, of_each), *facts.warnings)
        say(self.warning_line, "\n".join(f"⚠ {text}" for text in said))

    def _show_bands(self) -> None:
        layer = self.layer()
        has_question = layer is not None and self._series and self._start
        facts = self.facts.of_image(self._shown_image(self._series, layer)) if has_question else SceneFacts()
        use = bands_in_use(self._start, facts, is_series=len(self._series) > 1)
        say(self.bands_line, use.text)
        self.bands_line.setToolTip(use.details)

    @staticmethod
    def _shown_image(series: Sequence[DatedLayer], shown: QgsRasterLayer) -> DatedLayer:
        """The image of the list."""
        return next((one for one in series if shown in one.layers), series[0])

    def _look_anew(self) -> None:
        self._drop_removed()
        known = band_layers_in(self._project)
        self._series = [one.with_bands(known) for one in self._series]
        self._changed()
