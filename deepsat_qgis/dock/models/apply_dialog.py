"""Asks which rasters to map with a model: a layer, files, or a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

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
from deepsat_qgis.dock.models.applying import ApplyRequest, Image, images_in, images_of
from deepsat_qgis.dock.widgets.field_row import explain, keep_narrow
from deepsat_qgis.dock.widgets.fields import wrapped
from deepsat_qgis.failures import failure_of
from deepsat_qgis.layers.band_layers import band_layers_in
from deepsat_qgis.layers.result_group import made_layers
from deepsat_qgis.layers.scene_file import paths_of
from deepsat_qgis.layers.series import DatedLayer
from deepsat_qgis.translation import tr


class ApplyDialog(QDialog):
    """Refuses what cannot be mapped before anything is started.

    Args:
        model: folder of the model.
        name: of the model, for people.
        device: what to compute on.
    """

    def __init__(self, model: Path, name: str, device: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Apply to another raster"))
        self._model, self._device = model, device
        self.request: Optional[ApplyRequest] = None
        """What is asked for, once it is accepted."""
        self.intro = wrapped(tr("Maps rasters with the model of “{}”. They need the same bands.").format(name))
        self.by_layer, self.by_files, self.by_folder = (
            QRadioButton(text) for text in (tr("&Layer"), tr("&Files"), tr("F&older"))
        )
        self.layer = QgsMapLayerComboBox()
        self.files, self.folder = QgsFileWidget(), QgsFileWidget()
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
            images = self._images()
        except UserError as error:
            self.problem.setText(failure_of(error).text)
            self.problem.show()
            return
        self.request = ApplyRequest(self._model, images, self._device, self.polygons.isChecked())
        super().accept()

    def _images(self) -> list[Image]:
        if self.by_layer.isChecked():
            return [_with_bands(self.layer.currentLayer())]
        if self.by_folder.isChecked():
            return images_in(_folder_at(self.folder.filePath()))
        chosen = QgsFileWidget.splitFilePaths(self.files.filePath())
        # Opened as layers, so that what cannot be mapped is refused as a layer of the project would be.
        layers = [QgsRasterLayer(path, Path(path).name, "gdal") for path in chosen or [""]]
        return images_of([Path(path) for path in paths_of(layers)])

    def _set_up(self) -> None:
        self.layer.setFilters(QgsMapLayerProxyModel.Filter.RasterLayer)
        self.layer.setExceptedLayerList(made_layers(QgsProject.instance()))
        keep_narrow(self.layer)
        explain(self.layer, tr("Layer"), tr("Raster layer of this project."))
        endings = " ".join(f"*{ending}" for ending in RASTER_SUFFIXES)
        self.files.setStorageMode(QgsFileWidget.StorageMode.GetMultipleFiles)
        self.files.setFilter(tr("Rasters ({})").format(endings))
        text = tr("Raster files; they are mapped one after the other, files of the bands of one image together.")
        explain(self.files, tr("Files"), text)
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        text = tr("Every image in it is mapped, one after the other; it may be the folder of a product.")
        explain(self.folder, tr("Folder"), text)
        self.polygons.setToolTip(tr("Also writes the borders of the map as polygons, into a GeoPackage."))
        self.problem.hide()
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("Map"))
        # Qt's own translations are not on every computer.
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
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
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.intro)
        layout.addLayout(grid)
        for widget in (self.polygons, self.problem, self.buttons):
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


def _with_bands(layer: Optional[QgsRasterLayer]) -> Image:
    """The file of a layer; of a band those of all bands of its image that are in the project."""
    if layer is None:
        raise UserError(
            ErrorCode.RASTER_UNREADABLE,
            expected="a raster layer of this project",
            found="no raster layer",
            remedy="Load the raster into QGIS, or choose files or a folder.",
        )
    image = DatedLayer(layer, "").with_bands(band_layers_in(QgsProject.instance()))
    return tuple(Path(path) for path in paths_of(image.layers))
