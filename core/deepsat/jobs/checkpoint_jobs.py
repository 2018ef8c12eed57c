"""Jobs about checkpoints: making, importing, downloading, comparing them."""

from __future__ import annotations

import dataclasses
import math
from typing import ClassVar

from deepsat.jobs.band_files import RASTER_SUFFIXES
from deepsat.jobs.choices import FILE_KINDS, METHODS, MOST_DATES_PER_VIEW, TABLE_FILES
from deepsat.jobs.class_names import class_name_problems
from deepsat.jobs.fields import (
    BANDS_IN_FILES,
    CLASS_FIELD,
    CLASS_NAMES,
    DATES,
    DEVICE,
    LABELS,
    LABELS_LAYER,
    MASKS,
    NEW_CHECKPOINT,
    described,
)
from deepsat.jobs.problems import common_problems, ending_problems, seed_problems, series_problems
from deepsat.jobs.published_weights import PUBLISHED_BY_NAME


@dataclasses.dataclass(frozen=True)
class ProbeJob:
    """Compare checkpoints on a place of your own: frozen features, scored on held-out polygons."""

    kind: ClassVar[str] = "probe"

    input: tuple[str, ...] = described(
        "Raster to look at; several rasters of one place make a time series. " + BANDS_IN_FILES
    )
    labels: str = described(LABELS)
    class_field: str = described(CLASS_FIELD)
    checkpoints: tuple[str, ...] = described(
        "Checkpoints to compare with the first of them: 'auto' for DeepSat's own, 'random', names of checkpoints, or "
        "their folders.",
        ("auto", "random"),
    )
    output: str = described("Table to write (CSV); empty for none.", "")
    labels_layer: str = described(LABELS_LAYER, "")
    dates: tuple[str, ...] = described(DATES, ())
    neighbours: int = described("How many of the nearest labelled pixels to ask.", 20)
    seed: int = described("Seed of every random draw; the same seed gives the same scores on the same device.", 0)
    device: str = described(DEVICE, "auto")
    masks: tuple[str, ...] = described(MASKS, ())
    class_names: tuple[str, ...] = described(CLASS_NAMES, ())

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = common_problems(self)
        if not self.checkpoints or not all(self.checkpoints):
            found.append("checkpoints must name at least one checkpoint")
        repeated = sorted({name for name in self.checkpoints if self.checkpoints.count(name) > 1})
        found += [f"checkpoints must name each checkpoint once, not {name} twice" for name in repeated]
        if self.neighbours < 1:
            found.append(f"neighbours must be at least 1, not {self.neighbours}")
        found += ending_problems(TABLE_FILES, output=self.output)
        found += series_problems(self) + class_name_problems(self.class_names)
        return found + seed_problems(self.seed)


@dataclasses.dataclass(frozen=True)
class PretrainJob:
    """Pre-train a checkpoint on imagery by contrast; only the method 'cscl' needs labels."""

    kind: ClassVar[str] = "pretrain"

    input: tuple[str, ...] = described(
        "Rasters or folders to learn from; rasters of one folder that show the same ground are dates of one place."
    )
    output: str = described(NEW_CHECKPOINT)
    method: str = described("Method: 'embedding_earth', 'seco' or 'cscl'.", "embedding_earth")
    checkpoint: str = described(
        "Weights to start from: 'random', 'auto' for DeepSat's own where they are installed, the name of a "
        "checkpoint, or its folder.",
        "random",
    )
    labels: str = described(
        "For cscl: vector file with labelled polygons, or raster of classes; empty for rasters named labels or truth "
        "beside the scenes.",
        "",
    )
    class_field: str = described("For cscl with polygons: field that names the class.", "")
    dates_per_view: int = described(
        "For embedding_earth: dates that each of the two views of a place shows; the mean of their features is "
        "compared, so that clouds and single days count less. 2 or more need imagery of several dates.",
        1,
    )
    epochs: int = described("How often to go through the imagery.", 100)
    seed: int = described("Seed of every random draw; the same seed gives the same checkpoint on the same device.", 0)
    device: str = described(DEVICE, "auto")
    max_minutes: float = described("Longest time to train for, in minutes; 0 for no limit.", 0.0)
    licence: str = described("Licence and credits of the imagery, to be written in the checkpoint's card.", "")
    labels_layer: str = described(LABELS_LAYER, "")

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = common_problems(self)
        if self.method not in METHODS:
            found.append(f"method must be one of {', '.join(METHODS)}, not {self.method!r}")
        elif self.method != "cscl" and (self.labels or self.class_field):
            found.append(f"labels are for the method cscl, not {self.method}")
        elif self.labels and not self.class_field and not self.labels.lower().endswith(RASTER_SUFFIXES):
            found.append("class_field is empty, and labels are polygons, of which a field has to name the class")
        if not 1 <= self.dates_per_view <= MOST_DATES_PER_VIEW:
            found.append(f"dates_per_view must lie between 1 and {MOST_DATES_PER_VIEW}, not {self.dates_per_view}")
        elif self.dates_per_view > 1 and self.method != "embedding_earth":
            found.append(f"dates_per_view is for the method embedding_earth, not {self.method}")
        if self.epochs < 1:
            found.append(f"epochs must be at least 1, not {self.epochs}")
        if not math.isfinite(self.max_minutes) or self.max_minutes < 0:
            found.append(f"max_minutes must be at least 0, not {self.max_minutes:g}")
        return found + seed_problems(self.seed)


@dataclasses.dataclass(frozen=True)
class ImportCheckpointJob:
    """Turn published weights into a checkpoint to start from."""

    kind: ClassVar[str] = "importcheckpoint"

    input: str = described("File or folder with the published weights.")
    output: str = described(NEW_CHECKPOINT)
    file_kind: str = described(
        "What the weights are: 'auto' to find out, 'seco' (Lightning file of SeCo or CACo), 'torchgeo' (ResNet of "
        "torchgeo, timm or torchvision), 'ssl4eo' (SSL4EO-S12 or SeCo-Eco), 'smp' (folder of "
        "segmentation-models-pytorch) or 'galileo'.",
        "auto",
    )

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = common_problems(self)
        if self.file_kind not in FILE_KINDS:
            found.append(f"file_kind must be one of {', '.join(FILE_KINDS)}, not {self.file_kind!r}")
        return found


@dataclasses.dataclass(frozen=True)
class DownloadCheckpointJob:
    """Download published weights by name, verify and import them."""

    kind: ClassVar[str] = "downloadcheckpoint"

    name: str = described(f"Name of the weights: {', '.join(PUBLISHED_BY_NAME)}.")
    output: str = described("Folder that the checkpoint is written to; empty for your own checkpoints.", "")
    url_template: str = described(
        "Address of a mirror, with {file} for the file's name; empty for that of the variable DEEPSAT_CHECKPOINT_URL, "
        "and without that for where the weights were published.",
        "",
    )

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = common_problems(self)
        if self.url_template and "{file}" not in self.url_template:
            found.append(f"url_template must contain {{file}}, unlike {self.url_template!r}")
        return found
