"""Asks which rasters to map with a model: a layer, files, or a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Optional, Sequence

from qgis.core import QgsMapLayerProxyModel, QgsProject, QgsRasterLayer
from qgis.gui import QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_files import RASTER_SUFFIXES
from deepsat_qgis.dock.models.applying import (
    ApplyRequest,
    Imagery,
    images_in,
    images_of,
    series_in,
    series_of,
)
from deepsat_qgis.dock.models.known_models import read_model
from deepsat_qgis.dock.widgets.field_row import explain, keep_narrow
from deepsat_qgis.dock.widgets.fields import wrapped
from deepsat_qgis.failures import failure_of
from deepsat_qgis.layers.acquisition_date import date_of
from deepsat_qgis.layers.band_layers import band_layers_in
from deepsat_qgis.layers.result_group import made_layers
from deepsat_qgis.layers.scene_file import paths_of
from deepsat_qgis.layers.series import DatedLayer, dates_of, is_mosaic, masks_of
from deepsat_qgis.translation import tr


class ApplyDialog(QDialog):
    """Refuses what cannot be mapped before anything is started.

    A model of one date makes a map of each image; for one that knows several dates all that is chosen is one series.

    Args:
        model: folder of the model.
        name: of the model, for people.
        device: what to compute on.
        series: what is chosen as imagery in the panel, where that is several images.
    """

    def __init__(
        self,
        model: Path,
        name: str,
        device: str,
        series: Sequence[DatedLayer] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Apply to another raster"))
        self._model, self._device = model, device
        known = read_model(model)
        self._date_count = 1 if known is None else known.date_count
        self._series = tuple(series) if self._date_count > 1 else ()
        self.request: Optional[ApplyRequest] = None
        """What is asked for, once it is accepted."""
        self.intro = wrapped(tr("Maps rasters with the model of “{}”. They need the same bands.").format(name))
        self.by_layer, self.by_files, self.by_folder = (
            QRadioButton(text) for text in (tr("&Layer"), tr("&Files"), tr("F&older"))
        )
        self.layer = QgsMapLayerComboBox()
        self.files, self.folder = QgsFileWidget(), QgsFileWidget()
        self.together = wrapped()
        """How what is chosen becomes one map, for a model of several dates."""
        self.polygons = QCheckBox(tr("&Polygons too"))
        self.problem = wrapped()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        self._set_up()
        self._lay_out()
        self.by_layer.setChecked(True)

    def accept(self) -> None:
        """Takes the answer, or says what is wrong with it."""
        try:
            imagery = self._imagery()
        except UserError as error:
            self.problem.setText(failure_of(error).text)
            self.problem.show()
            return
        self.request = ApplyRequest(self._model, imagery, self._device, self.polygons.isChecked())
        super().accept()

    def _imagery(self) -> list[Imagery]:
        is_series = self._date_count > 1
        if self.by_layer.isChecked():
            return [self._of_layer(self.layer.currentLayer())]
        if self.by_folder.isChecked():
            folder = _folder_at(self.folder.filePath())
            return [series_in(folder)] if is_series else images_in(folder)
        # Opened as layers, so that what cannot be mapped is refused as a layer of the project would be.
        layers = [QgsRasterLayer(path, Path(path).name, "gdal") for path in self._chosen_files() or [""]]
        files = [Path(path) for path in paths_of(layers)]
        return [series_of(files)] if is_series else images_of(files)

    def _chosen_files(self) -> list[str]:
        return list(QgsFileWidget.splitFilePaths(self.files.filePath()))

    def _of_layer(self, layer: Optional[QgsRasterLayer]) -> Imagery:
        """The file of a layer, and the files of what belongs to it: bands of its image, dates of its series."""
        if layer is None:
            raise UserError(
                ErrorCode.RASTER_UNREADABLE,
                expected="a raster layer of this project",
                found="no raster layer",
                remedy="Load the raster into QGIS, or choose files or a folder.",
            )
        images = self._series_with(layer)
        if images:
            return _imagery_of(images, str(layer.name()))
        known = band_layers_in(QgsProject.instance())
        image = DatedLayer(layer, date_of(layer) if self._date_count > 1 else "").with_bands(known)
        return _imagery_of([image])

    def _series_with(self, layer: Optional[QgsRasterLayer]) -> tuple[DatedLayer, ...]:
        """The panel's series where a layer is part of it; else nothing."""
        return self._series if any(layer in one.layers for one in self._series) else ()

    def _say_how(self) -> None:
        """Says what becomes of several dates, or of one where the model knows several."""
        images = self._series_with(self.layer.currentLayer())
        files = images_of([Path(path) for path in self._chosen_files()])
        # Rasters side by side are one image, too.
        is_one = len(images) < 2 or is_mosaic(images)
        is_single = (self.by_layer.isChecked() and is_one) or (self.by_files.isChecked() and len(files) == 1)
        text = tr("The model knows {count} dates: all rasters are mapped together, as dates of one place.")
        if is_single:
            text = tr(
                "⚠ The model knows {count} dates, and this is one image: it is repeated for all of them, and the map "
                "may be wrong. Choose the files or the folder of several dates, or first put their layers together "
                "with “More dates” in the panel."
            )
        elif self.by_layer.isChecked():
            text = tr(
                "The model knows {count} dates: the {images} images that are chosen in the panel are mapped together, "
                "as dates of one place."
            )
        self.together.setText(text.format(count=self._date_count, images=len(images)))
        self.together.setVisible(self._date_count > 1)
        # More lines would make the fields flat.
        self.resize(self.width(), max(self.height(), self.layout().totalHeightForWidth(self.width())))

    def _set_up(self) -> None:
        self.layer.setFilters(QgsMapLayerProxyModel.Filter.RasterLayer)
        self.layer.setExceptedLayerList(made_layers(QgsProject.instance()))
        if self._series:
            self.layer.setLayer(self._series[0].layer)
        keep_narrow(self.layer)
        explain(self.layer, tr("Layer"), tr("Raster layer of this project."))
        endings = " ".join(f"*{ending}" for ending in RASTER_SUFFIXES)
        self.files.setStorageMode(QgsFileWidget.StorageMode.GetMultipleFiles)
        self.files.setFilter(tr("Rasters ({})").format(endings))
        text = tr("Raster files; they are mapped one after the other, files of the bands of one image together.")
        if self._date_count > 1:
            text = tr("Raster files of all dates of a place, which become one map.")
        explain(self.files, tr("Files"), text)
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        text = tr("Every image in it is mapped, one after the other; it may be the folder of a product.")
        if self._date_count > 1:
            text = tr("All rasters in it, or in the folders in it, are dates of a place, which become one map.")
        explain(self.folder, tr("Folder"), text)
        self.polygons.setToolTip(tr("Also writes the borders of the map as polygons, into a GeoPackage."))
        self.problem.hide()
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("Map"))
        # Qt's own translations are not on every computer.
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self.layer.layerChanged.connect(self._say_how)
        self.files.fileChanged.connect(self._say_how)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        choices = ((self.by_layer, self.layer), (self.by_files, self.files), (self.by_folder, self.folder))
        for row, (button, field) in enumerate(choices):
            grid.addWidget(button, row, 0)
            grid.addWidget(field, row, 1)
            field.setEnabled(False)
            button.toggled.connect(field.setEnabled)
            button.toggled.connect(self.problem.hide)
            button.toggled.connect(self._say_how)
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.intro)
        layout.addLayout(grid)
        for widget in (self.together, self.polygons, self.problem, self.buttons):
            layout.addWidget(widget)
        self.resize(460, self.sizeHint().height())


def _folder_at(text: str) -> Path:
    if not text.strip():
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected="a folder with rasters",
            found="no folder",
            remedy="Choose the folder of a product, or of its bands.",
        )
    return Path(text.strip()).absolute()


def _imagery_of(images: Sequence[DatedLayer], called: str = "") -> Imagery:
    """The files of images, with what the layers tell of them.

    Raises:
        UserError: for a layer that cannot be used.
    """
    paths = paths_of([layer for one in images for layer in one.layers])
    return Imagery(tuple(map(Path, paths)), dates_of(images), masks_of(images), called)
