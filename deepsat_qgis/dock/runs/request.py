"""What the person asked for in the panel, and the job that it means."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from qgis.core import QgsRasterLayer, QgsVectorLayer

from deepsat.jobs import MapJob
from deepsat.jobs.jobs import checked
from deepsat_qgis.checkpoints import checked_checkpoint
from deepsat_qgis.layers.label_file import LAYER_NAME, LabelSource, check_labels
from deepsat_qgis.layers.scene_file import paths_of
from deepsat_qgis.layers.series import DatedLayer, dates_of, days_of, masks_of
from deepsat_qgis.run_record import files_in
from deepsat_qgis.translation import spoken_language, tr


@dataclasses.dataclass(frozen=True)
class MapRequest:
    """One press of the button: map `imagery` from `labels`."""

    imagery: QgsRasterLayer
    labels: QgsVectorLayer
    class_field: str
    selected_only: bool
    """Whether only the selected polygons count."""
    max_minutes: float
    device: str
    seed: int
    checkpoint: str
    """Name or folder of what training starts from."""
    series: tuple[DatedLayer, ...] = ()
    """All images in the order of their dates, where there are several; one whose bands are files of their own, too."""
    class_colours: tuple[str, ...] = ()
    """Colours of the classes in the label layer, as `name=#rrggbb`."""
    class_names: tuple[str, ...] = ()
    """What values of the class field are called, as `value=name`."""

    def label_source(self) -> LabelSource:
        """The polygons to learn from."""
        return LabelSource.of_layer(self.labels, self.selected_only)

    @property
    def scene_name(self) -> str:
        """What the imagery is called: as its layer, or as files of bands are together."""
        shown = next((one.name for one in self.series if self.imagery in one.layers), "")
        return shown or str(self.imagery.name())

    @property
    def imagery_in_words(self) -> str:
        """As `scene_name`, with how many dates there are beside that one."""
        others = len(days_of(self.series)) - 1
        if others < 1:
            return self.scene_name
        text = tr("{scene} and 1 more date") if others == 1 else tr("{scene} and {count} more dates")
        return text.format(scene=self.scene_name, count=others)

    def scene_paths(self) -> tuple[str, ...]:
        """The files to learn from, the earliest first.

        Raises:
            UserError: for a layer that cannot be used.
        """
        return paths_of([layer for one in self.series for layer in one.layers] or [self.imagery])


def job_of(request: MapRequest, folder: Path) -> MapJob:
    """The job that `request` means, all of its files inside `folder`; nothing is written.

    Raises:
        UserError: for layers that cannot be used and settings that do not fit together.
    """
    check_labels(request.label_source(), request.class_field)
    return checked(
        MapJob(
            input=request.scene_paths(),
            dates=dates_of(request.series),
            masks=masks_of(request.series),
            labels_layer=LAYER_NAME,
            class_field=request.class_field,
            checkpoint=checked_checkpoint(request.checkpoint),
            seed=request.seed,
            device=request.device,
            max_minutes=request.max_minutes,
            class_colours=request.class_colours,
            class_names=request.class_names,
            language=spoken_language().code,
            **files_in(folder, is_training=True),
        )
    )
