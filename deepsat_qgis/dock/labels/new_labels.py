"""A new label layer: beside the project where it has a place, else where the person says."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from deepsat_qgis.dock.runs.output_folder import is_temporary, results_folder
from deepsat_qgis.layers.label_layer import free_path, make_label_layer
from deepsat_qgis.translation import tr


def new_label_layer(
    parent: QWidget, project: QgsProject, crs: Optional[QgsCoordinateReferenceSystem]
) -> list[QgsVectorLayer]:
    """Makes the layer; none where the person does not say where to.

    Args:
        parent: of the dialog.
        project: gets the layer.
        crs: of the imagery; that of the project where there is none.

    Raises:
        UserError: `OUTPUT_UNWRITABLE`.
    """
    path = free_path(results_folder(project)) if not is_temporary(project) else _asked_path(parent)
    if path is None:
        return []
    wanted = crs if crs is not None and crs.isValid() else project.crs()
    return [make_label_layer(project, path, wanted)]


def _asked_path(parent: QWidget) -> Optional[Path]:
    """Where labels are safe is not known before the project has a file: labels must not lie where they may vanish."""
    proposed = str(free_path(Path.home()))
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Save the new labels as"), proposed, tr("GeoPackage (*.gpkg)"))
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == ".gpkg" else path.with_name(path.name + ".gpkg")
