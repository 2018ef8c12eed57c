"""Jobs: descriptions of work, complete and checked before any work starts.

A field's `help` is the text of the parameter everywhere: in the toolbox, on the command line and in the docs.
"""

from __future__ import annotations

import dataclasses
import datetime
import math
import typing
from typing import Any, ClassVar, Mapping, Optional, Union

from deepsat.jobs.class_colours import class_colour_problems
from deepsat.jobs.errors import ErrorCode, UserError
from deepsat.jobs.published_weights import PUBLISHED_BY_NAME

SCALES = (1, 2, 4)
LOSSES = ("cross_entropy",)
METHODS = ("embedding_earth", "seco", "cscl")
FILE_KINDS = ("auto", "seco", "torchgeo", "ssl4eo", "smp", "galileo")
SUGGESTION_SHAPES = ("boxes", "points")
SUGGESTION_FILES = (".gpkg", ".geojson")
MOST_SUGGESTIONS = 1000
POLYGON_FILE = ".gpkg"
DEVICES = ("auto", "cpu", "cuda", "mps")
ENGINES = ("auto", "torch", "openvino")
DESIGNS = ("held_out", "stratified", "simple")
ALLOCATIONS = ("balanced", "proportional", "equal")
MOST_POINTS = 1_000_000


def _described(text: str, default: Any = dataclasses.MISSING) -> Any:
    """A dataclass field whose help is `text`."""
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata={"help": text})
    return dataclasses.field(default=default, metadata={"help": text})


_DATES = (
    "Acquisition date of each raster as YYYY-MM-DD, or of each date that a single raster stacks; empty to take dates "
    "from tags and file names."
)
_CLASS_COLOURS = "Colours of classes in the map, as name=#rrggbb; the other classes get colours of their own."
_SCALE = (
    "How much finer than the imagery the map shall be: 2 or 4 for pixels of half or a quarter of its side; 1 for the "
    "imagery's own."
)
_PART = ("extent", "within", "within_layer")
"""Fields that choose a part of the raster."""
_MASKS = (
    "Cloud mask of each raster of a series, a raster that is not 0 where the ground is hidden; a band called SCL is "
    "such a mask without being named."
)


@dataclasses.dataclass(frozen=True)
class FinetuneJob:
    """Fine-tune a network on labelled polygons of one scene."""

    kind: ClassVar[str] = "finetune"

    input: tuple[str, ...] = _described(
        "Raster to learn from; several of one place, or a folder of them, make a time series, several side by side one "
        "raster."
    )
    labels: str = _described("Vector file with the labelled polygons.")
    class_field: str = _described("Field of the labels that names the class, as text or whole number.")
    model: str = _described("Folder that the fine-tuned model is written to.")
    labels_layer: str = _described("Layer inside the label file; empty for its only layer.", "")
    dates: tuple[str, ...] = _described(_DATES, ())
    checkpoint: str = _described(
        "Weights to start from: 'auto' for DeepSat's own where they are installed, 'random', the name of a checkpoint, "
        "its folder, or the folder of a model to continue from.",
        "auto",
    )
    loss: str = _described("Loss that is minimised: 'cross_entropy'.", "cross_entropy")
    seed: int = _described("Seed of every random draw; the same seed gives the same model on the same device.", 0)
    device: str = _described("Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'.", "auto")
    max_minutes: float = _described("Longest time to fine-tune for, in minutes.", 20.0)
    report: str = _described("HTML report to write; empty for none.", "")
    masks: tuple[str, ...] = _described(_MASKS, ())
    scale: int = _described(_SCALE, 1)
    class_colours: tuple[str, ...] = _described(_CLASS_COLOURS, ())

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        return _common_problems(self) + _training_problems(self)


@dataclasses.dataclass(frozen=True)
class PredictJob:
    """Map a scene with a fine-tuned model."""

    kind: ClassVar[str] = "predict"

    input: tuple[str, ...] = _described(
        "Raster to map; for a model of a time series several with dates, as many as there are. Rasters side by side, "
        "or a folder of them, are mapped as one."
    )
    model: str = _described("Folder of the fine-tuned model.")
    output: str = _described("Class raster to write (GeoTIFF): value k is class k of the model, 255 is NoData.")
    extent: Optional[tuple[float, float, float, float]] = _described(
        "Part to map as xmin, ymin, xmax, ymax in the raster's CRS; empty for all of it.", None
    )
    device: str = _described("Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'.", "auto")
    probability: str = _described(
        "Raster of class probabilities to write, one band a class, 0-100 %; empty for none.", ""
    )
    confidence: str = _described("Raster of the winning class' probability to write, 0-100 %; empty for none.", "")
    dates: tuple[str, ...] = _described(_DATES, ())
    masks: tuple[str, ...] = _described(_MASKS, ())
    engine: str = _described(
        "What runs the network: 'auto' for the fastest that is right on this computer, 'torch' or 'openvino' (CPU).",
        "auto",
    )
    augment: bool = _described(
        "Ask the network about each tile in all eight turns and reflections and take the mean; takes up to eight times "
        "as long.",
        False,
    )
    within: str = _described(
        "Vector file with polygons in any CRS: only pixels whose centre lies inside are mapped, all others are NoData; "
        "empty for all of the raster.",
        "",
    )
    within_layer: str = _described("Layer inside that file; empty for its only layer.", "")
    entropy: str = _described(
        "Raster of how undecided the model is among all classes, 0-100 % of the highest entropy; empty for none.",
        "",
    )
    polygons: str = _described(
        "Polygons of the map to write (GeoPackage), with class, class_id, colour and hectares; empty for none.", ""
    )
    min_area: float = _described(
        "Smallest polygon in square metres: smaller patches go to the neighbour that they share the longest border "
        "with. 0 to keep all. The class raster stays as it is.",
        0.0,
    )
    simplify: float = _described(
        "Simplify borders of polygons: detail up to about this many metres wide goes, and neighbours keep one common "
        "border. One and a half pixels straighten stairs; 0 follows pixel edges exactly.",
        0.0,
    )

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = _common_problems(self) + _series_problems(self) + _extent_problems(self.extent)
        if self.engine not in ENGINES:
            found.append(f"engine must be one of {', '.join(ENGINES)}, not {self.engine!r}")
        found += _polygon_problems(self)
        return found + _repeated_outputs(self.output, self.probability, self.confidence, self.polygons, self.entropy)


@dataclasses.dataclass(frozen=True)
class MapJob:
    """Fine-tune on labelled polygons and map the same scene, in one step."""

    kind: ClassVar[str] = "map"

    input: tuple[str, ...] = _described(
        "Raster to learn from and to map; several of one place, or a folder of them, make a time series."
    )
    labels: str = _described("Vector file with the labelled polygons.")
    class_field: str = _described("Field of the labels that names the class, as text or whole number.")
    model: str = _described("Folder that the fine-tuned model is written to.")
    output: str = _described("Class raster to write (GeoTIFF): value k is class k of the model, 255 is NoData.")
    labels_layer: str = _described("Layer inside the label file; empty for its only layer.", "")
    dates: tuple[str, ...] = _described(_DATES, ())
    checkpoint: str = _described(
        "Weights to start from: 'auto' for DeepSat's own where they are installed, 'random', the name of a checkpoint, "
        "its folder, or the folder of a model to continue from.",
        "auto",
    )
    loss: str = _described("Loss that is minimised: 'cross_entropy'.", "cross_entropy")
    seed: int = _described("Seed of every random draw; the same seed gives the same map on the same device.", 0)
    device: str = _described("Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'.", "auto")
    max_minutes: float = _described("Longest time to fine-tune for, in minutes.", 20.0)
    report: str = _described("HTML report to write; empty for none.", "")
    probability: str = _described(
        "Raster of class probabilities to write, one band a class, 0-100 %; empty for none.", ""
    )
    confidence: str = _described("Raster of the winning class' probability to write, 0-100 %; empty for none.", "")
    masks: tuple[str, ...] = _described(_MASKS, ())
    scale: int = _described(_SCALE, 1)
    entropy: str = _described(
        "Raster of how undecided the model is among all classes, 0-100 % of the highest entropy; empty for none.",
        "",
    )
    polygons: str = _described(
        "Polygons of the map to write (GeoPackage), with class, class_id, colour and hectares; empty for none.", ""
    )
    min_area: float = _described(
        "Smallest polygon in square metres: smaller patches go to the neighbour that they share the longest border "
        "with. 0 to keep all. The class raster stays as it is.",
        0.0,
    )
    simplify: float = _described(
        "Simplify borders of polygons: detail up to about this many metres wide goes, and neighbours keep one common "
        "border. One and a half pixels straighten stairs; 0 follows pixel edges exactly.",
        0.0,
    )
    class_colours: tuple[str, ...] = _described(_CLASS_COLOURS, ())

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        repeated = _repeated_outputs(self.output, self.probability, self.confidence, self.polygons, self.entropy)
        return _common_problems(self) + _training_problems(self) + _polygon_problems(self) + repeated

    def finetune_job(self) -> FinetuneJob:
        """The first half of the work."""
        return FinetuneJob(**{f.name: getattr(self, f.name) for f in dataclasses.fields(FinetuneJob)})

    def predict_job(self) -> PredictJob:
        """The second half of the work."""
        names = [f.name for f in dataclasses.fields(PredictJob) if f.name not in (*_PART, "engine", "augment")]
        return PredictJob(**{name: getattr(self, name) for name in names})


@dataclasses.dataclass(frozen=True)
class PolygonsJob:
    """Draw the polygons of a class map, along pixel edges or simplified."""

    kind: ClassVar[str] = "polygons"

    map: str = _described("Class raster to draw the polygons of, by DeepSat or any other program.")
    output: str = _described("Polygons to write (GeoPackage), with class, class_id, colour and hectares.")
    min_area: float = _described(
        "Smallest polygon in square metres: smaller patches go to the neighbour that they share the longest border "
        "with. 0 to keep all.",
        0.0,
    )
    simplify: float = _described(
        "Simplify borders: detail up to about this many metres wide goes, and neighbours keep one common border. One "
        "and a half pixels straighten stairs; 0 follows pixel edges exactly.",
        0.0,
    )

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = _common_problems(self) + _drawing_problems(self.min_area, self.simplify)
        if self.output and not self.output.lower().endswith(POLYGON_FILE):
            found.append(f"output must end in {POLYGON_FILE}, not {self.output!r}")
        return found


@dataclasses.dataclass(frozen=True)
class PreviewJob:
    """Map a part of a scene at once, by a head on frozen features: what labels give before any training."""

    kind: ClassVar[str] = "preview"

    input: tuple[str, ...] = _described(
        "Raster to learn from and to map; several of one place, or a folder of them, make a time series."
    )
    labels: str = _described("Vector file with the labelled polygons.")
    class_field: str = _described("Field of the labels that names the class, as text or whole number.")
    output: str = _described("Class raster to write (GeoTIFF): value k is the k-th class, 255 is NoData.")
    labels_layer: str = _described("Layer inside the label file; empty for its only layer.", "")
    dates: tuple[str, ...] = _described(_DATES, ())
    extent: Optional[tuple[float, float, float, float]] = _described(
        "Part to map as xmin, ymin, xmax, ymax in the raster's CRS, at most 2048 x 2048 pixels; empty for all of it.",
        None,
    )
    checkpoint: str = _described(
        "Weights to look with: 'auto' for DeepSat's own where they are installed, 'random', the name of a checkpoint, "
        "its folder, or the folder of a model.",
        "auto",
    )
    seed: int = _described("Seed of every random draw; the same seed gives the same map on the same device.", 0)
    device: str = _described("Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'.", "auto")
    masks: tuple[str, ...] = _described(_MASKS, ())
    class_colours: tuple[str, ...] = _described(_CLASS_COLOURS, ())

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = _common_problems(self) + _series_problems(self) + class_colour_problems(self.class_colours)
        return found + _extent_problems(self.extent) + _seed_problems(self.seed)


@dataclasses.dataclass(frozen=True)
class SuggestLabelsJob:
    """Suggest where to label next: places that the model is unsure of, or that no polygon resembles."""

    kind: ClassVar[str] = "suggestlabels"

    input: tuple[str, ...] = _described("Raster to find places in; for a model of a time series several with dates.")
    model: str = _described("Folder of the fine-tuned model.")
    output: str = _described("Places to write (GeoPackage or GeoJSON), ranked, each with its reason.")
    labels: str = _described("Vector file with the polygons that are labelled already; empty for none.", "")
    labels_layer: str = _described("Layer inside the label file; empty for its only layer.", "")
    count: int = _described("How many places to suggest.", 10)
    shape: str = _described("How to draw a place: 'boxes' of a few pixels, or 'points' in their middles.", "boxes")
    dates: tuple[str, ...] = _described(_DATES, ())
    seed: int = _described("Seed of every random draw; the same seed gives the same places on the same device.", 0)
    device: str = _described("Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'.", "auto")
    masks: tuple[str, ...] = _described(_MASKS, ())

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = _common_problems(self)
        if not 1 <= self.count <= MOST_SUGGESTIONS:
            found.append(f"count must lie between 1 and {MOST_SUGGESTIONS}, not {self.count}")
        if self.shape not in SUGGESTION_SHAPES:
            found.append(f"shape must be one of {', '.join(SUGGESTION_SHAPES)}, not {self.shape!r}")
        if self.output and not self.output.lower().endswith(SUGGESTION_FILES):
            found.append(f"output must end in {' or '.join(SUGGESTION_FILES)}, not {self.output!r}")
        if not 0 <= self.seed < 2**31:
            found.append(f"seed must lie between 0 and {2**31 - 1}, not {self.seed}")
        return found + _series_problems(self)


@dataclasses.dataclass(frozen=True)
class ProbeJob:
    """Compare checkpoints on a place of your own: frozen features, scored on held-out polygons."""

    kind: ClassVar[str] = "probe"

    input: tuple[str, ...] = _described("Raster to look at; several rasters of one place make a time series.")
    labels: str = _described("Vector file with the labelled polygons.")
    class_field: str = _described("Field of the labels that names the class, as text or whole number.")
    checkpoints: tuple[str, ...] = _described(
        "Checkpoints to compare with the first of them: 'auto' for DeepSat's own, 'random', names of checkpoints, or "
        "their folders.",
        ("auto", "random"),
    )
    output: str = _described("Table to write (CSV); empty for none.", "")
    labels_layer: str = _described("Layer inside the label file; empty for its only layer.", "")
    dates: tuple[str, ...] = _described(_DATES, ())
    neighbours: int = _described("How many of the nearest labelled pixels to ask.", 20)
    seed: int = _described("Seed of every random draw; the same seed gives the same scores on the same device.", 0)
    device: str = _described("Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'.", "auto")
    masks: tuple[str, ...] = _described(_MASKS, ())

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = _common_problems(self)
        if not self.checkpoints or not all(self.checkpoints):
            found.append("checkpoints must name at least one checkpoint")
        repeated = sorted({name for name in self.checkpoints if self.checkpoints.count(name) > 1})
        found += [f"checkpoints must name each checkpoint once, not {name} twice" for name in repeated]
        if self.neighbours < 1:
            found.append(f"neighbours must be at least 1, not {self.neighbours}")
        found += _series_problems(self)
        return found + _seed_problems(self.seed)


@dataclasses.dataclass(frozen=True)
class PretrainJob:
    """Pre-train a checkpoint on imagery by contrast; only the method 'cscl' needs labels."""

    kind: ClassVar[str] = "pretrain"

    input: tuple[str, ...] = _described("Rasters or folders to learn from; rasters of one folder and grid are dates.")
    output: str = _described("Folder that the checkpoint is written to.")
    method: str = _described("Method: 'embedding_earth', 'seco' or 'cscl'.", "embedding_earth")
    checkpoint: str = _described(
        "Weights to start from: 'random', 'auto' for DeepSat's own where they are installed, the name of a "
        "checkpoint, or its folder.",
        "random",
    )
    labels: str = _described(
        "For cscl: vector file with labelled polygons, or raster of classes; empty for rasters named labels or truth "
        "beside the scenes.",
        "",
    )
    class_field: str = _described("For cscl with polygons: field that names the class.", "")
    epochs: int = _described("How often to go through the imagery.", 100)
    seed: int = _described("Seed of every random draw; the same seed gives the same checkpoint on the same device.", 0)
    device: str = _described("Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'.", "auto")
    max_minutes: float = _described("Longest time to train for, in minutes; 0 for no limit.", 0.0)
    licence: str = _described("Licence and credits of the imagery, to be written in the checkpoint's card.", "")

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = _common_problems(self)
        if self.method not in METHODS:
            found.append(f"method must be one of {', '.join(METHODS)}, not {self.method!r}")
        elif self.method != "cscl" and (self.labels or self.class_field):
            found.append(f"labels are for the method cscl, not {self.method}")
        if self.epochs < 1:
            found.append(f"epochs must be at least 1, not {self.epochs}")
        if not math.isfinite(self.max_minutes) or self.max_minutes < 0:
            found.append(f"max_minutes must be at least 0, not {self.max_minutes:g}")
        if not 0 <= self.seed < 2**31:
            found.append(f"seed must lie between 0 and {2**31 - 1}, not {self.seed}")
        return found


@dataclasses.dataclass(frozen=True)
class ImportCheckpointJob:
    """Turn published weights into a checkpoint to start from."""

    kind: ClassVar[str] = "importcheckpoint"

    input: str = _described("File or folder with the published weights.")
    output: str = _described("Folder that the checkpoint is written to.")
    file_kind: str = _described(
        "What the weights are: 'auto' to find out, 'seco' (Lightning file of SeCo or CACo), 'torchgeo' (ResNet of "
        "torchgeo, timm or torchvision), 'ssl4eo' (SSL4EO-S12 or SeCo-Eco), 'smp' (folder of "
        "segmentation-models-pytorch) or 'galileo'.",
        "auto",
    )

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = _common_problems(self)
        if self.file_kind not in FILE_KINDS:
            found.append(f"file_kind must be one of {', '.join(FILE_KINDS)}, not {self.file_kind!r}")
        return found


@dataclasses.dataclass(frozen=True)
class DownloadCheckpointJob:
    """Download published weights by name, verify and import them."""

    kind: ClassVar[str] = "downloadcheckpoint"

    name: str = _described(f"Name of the weights: {', '.join(PUBLISHED_BY_NAME)}.")
    output: str = _described("Folder that the checkpoint is written to; empty for your own checkpoints.", "")
    url_template: str = _described(
        "Address of a mirror, with {file} for the file's name; empty for that of the variable DEEPSAT_CHECKPOINT_URL, "
        "and without that for where the weights were published.",
        "",
    )

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = _common_problems(self)
        if self.url_template and "{file}" not in self.url_template:
            found.append(f"url_template must contain {{file}}, unlike {self.url_template!r}")
        return found


@dataclasses.dataclass(frozen=True)
class EvaluateJob:
    """Tell how good a map is, by polygons, sample points or a raster that say what is there."""

    kind: ClassVar[str] = "evaluate"

    map: str = _described("Class raster to evaluate, by DeepSat or any other program.")
    reference: str = _described(
        "What is there: vector file with polygons or points that the map was not made from, CSV with the columns x and "
        "y in the map's CRS, or raster of classes."
    )
    class_field: str = _described(
        "Field of the reference that names the class, as text or number; empty for a raster, and for the field "
        "reference of sample points.",
        "",
    )
    design: str = _described(
        "How the reference was chosen: 'held_out' by a person or as a raster, for skill; 'stratified' at random in "
        "each class of the map, as sample points are, or 'simple' at random anywhere, for map accuracy and areas.",
        "held_out",
    )
    strata_field: str = _described(
        "Field that names the stratum that each point was drawn from; empty for the field stratum of sample points, "
        "and without that for the classes of the map.",
        "",
    )
    reference_layer: str = _described("Layer inside the reference file; empty for its only layer.", "")
    report: str = _described("HTML report to write; empty for none.", "")
    seed: int = _described("Seed of every random draw; the same seed gives the same intervals.", 0)

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = _common_problems(self)
        if self.design not in DESIGNS:
            found.append(f"design must be one of {', '.join(DESIGNS)}, not {self.design!r}")
        elif self.strata_field and self.design != "stratified":
            found.append(f"strata_field is for the design stratified, not {self.design}")
        return found + _seed_problems(self.seed)


@dataclasses.dataclass(frozen=True)
class SamplePointsJob:
    """Draw random points in each class of a map, for a person to say what they are."""

    kind: ClassVar[str] = "samplepoints"

    map: str = _described("Class raster to draw points of.")
    output: str = _described("Points to write (.csv or .gpkg), with an empty field reference for the answers.")
    count: int = _described("How many points to draw.", 300)
    allocation: str = _described(
        "How many points each class gets: 'proportional' to its area; 'equal'; or 'balanced', half of them equally, up "
        "to 50 a class, the others in proportion.",
        "balanced",
    )
    seed: int = _described("Seed of every random draw; the same seed gives the same points.", 0)

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = _common_problems(self)
        if not 2 <= self.count <= MOST_POINTS:
            found.append(f"count must lie between 2 and {MOST_POINTS}, not {self.count}")
        if self.allocation not in ALLOCATIONS:
            found.append(f"allocation must be one of {', '.join(ALLOCATIONS)}, not {self.allocation!r}")
        return found + _seed_problems(self.seed)


@dataclasses.dataclass(frozen=True)
class FinetuneChangeJob:
    """Learn change between two dates of a place from labelled polygons."""

    kind: ClassVar[str] = "finetunechange"

    before: str = _described("Raster of the first date.")
    after: str = _described("Raster of the second date, with the same bands; brought to the grid of the first.")
    labels: str = _described("Vector file with polygons of change and of no change, or of several kinds of change.")
    class_field: str = _described("Field of the labels that names the class, as text or whole number.")
    model: str = _described("Folder that the model of change is written to.")
    labels_layer: str = _described("Layer inside the label file; empty for its only layer.", "")
    checkpoint: str = _described(
        "Weights to start from: 'auto' for DeepSat's own where they are installed, 'random', the name of a checkpoint "
        "for single images, its folder, or the folder of a model of change to continue from.",
        "auto",
    )
    seed: int = _described("Seed of every random draw; the same seed gives the same model on the same device.", 0)
    device: str = _described("Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'.", "auto")
    max_minutes: float = _described("Longest time to fine-tune for, in minutes.", 20.0)
    report: str = _described("HTML report to write; empty for none.", "")

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = _common_problems(self) + _same_date_problems(self.before, self.after)
        return found + _training_problems(self.finetune_job())

    def finetune_job(self) -> FinetuneJob:
        """The same as a job of fine-tuning."""
        names = [f.name for f in dataclasses.fields(self) if f.name not in ("before", "after")]
        return FinetuneJob(input=(self.before, self.after), **{name: getattr(self, name) for name in names})


@dataclasses.dataclass(frozen=True)
class PredictChangeJob:
    """Map change between two dates with a model of it."""

    kind: ClassVar[str] = "predictchange"

    before: str = _described("Raster of the first date.")
    after: str = _described("Raster of the second date, with the same bands; brought to the grid of the first.")
    model: str = _described("Folder of the model of change.")
    output: str = _described("Class raster to write (GeoTIFF): value k is class k of the model, 255 is NoData.")
    extent: Optional[tuple[float, float, float, float]] = _described(
        "Part to map as xmin, ymin, xmax, ymax in the raster's CRS; empty for all of it.", None
    )
    device: str = _described("Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'.", "auto")
    probability: str = _described(
        "Raster of class probabilities to write, one band a class, 0-100 %; empty for none.", ""
    )
    confidence: str = _described("Raster of the winning class' probability to write, 0-100 %; empty for none.", "")

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = _common_problems(self) + _same_date_problems(self.before, self.after)
        return found + _extent_problems(self.extent) + _repeated_outputs(self.output, self.probability, self.confidence)

    def predict_job(self) -> PredictJob:
        """The same as a job of mapping."""
        names = [f.name for f in dataclasses.fields(self) if f.name not in ("before", "after")]
        return PredictJob(input=(self.before, self.after), **{name: getattr(self, name) for name in names})


@dataclasses.dataclass(frozen=True)
class ChangeMapJob:
    """Map where two dates of a place differ unusually, without any label."""

    kind: ClassVar[str] = "changemap"

    before: str = _described("Raster of the first date.")
    after: str = _described("Raster of the second date, with the same bands; brought to the grid of the first.")
    output: str = _described("Class raster to write (GeoTIFF): 0 no change, 1 change, 255 NoData.")
    strength: str = _described(
        "Raster of the strength of change to write, 0-100 %, 50 % at the threshold; empty for none.", ""
    )
    threshold: float = _described(
        "Distance of features above which a pixel counts as changed, in their standard deviations, about 1 being "
        "usual; 0 for Otsu's automatic one.",
        0.0,
    )
    checkpoint: str = _described(
        "Weights to look with: 'auto' for DeepSat's own where they are installed, 'random', the name of a checkpoint, "
        "or its folder; 'bands' to compare the bands themselves, without a network.",
        "auto",
    )
    seed: int = _described("Seed of every random draw; the same seed gives the same map on the same device.", 0)
    device: str = _described("Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'.", "auto")

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = _common_problems(self) + _same_date_problems(self.before, self.after) + _seed_problems(self.seed)
        if not math.isfinite(self.threshold) or self.threshold < 0:
            found.append(f"threshold must be at least 0, not {self.threshold:g}")
        return found + _repeated_outputs(self.output, self.strength)


@dataclasses.dataclass(frozen=True)
class ModelInfoJob:
    """Read the card of a model (classes, bands, training, held-out skill) or of a checkpoint (what it learnt from)."""

    kind: ClassVar[str] = "modelinfo"

    model: str = _described("Folder of the fine-tuned model, or of a checkpoint.")

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        return _common_problems(self)


@dataclasses.dataclass(frozen=True)
class RestoreModelJob:
    """Undo a fine-tuning: give a model's folder back to the model that it replaced; again, to redo it."""

    kind: ClassVar[str] = "restoremodel"

    model: str = _described(
        "Folder of the fine-tuned model; the one before lies beside it, its name ending in .previous."
    )

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        return _common_problems(self)


@dataclasses.dataclass(frozen=True)
class DoctorJob:
    """Check the worker's environment: versions, devices, a real convolution on each."""

    kind: ClassVar[str] = "doctor"

    def problems(self) -> list[str]:
        """Nothing can be wrong: there are no settings."""
        return []


Job = Union[
    FinetuneJob,
    PredictJob,
    MapJob,
    PolygonsJob,
    PreviewJob,
    SuggestLabelsJob,
    ProbeJob,
    PretrainJob,
    ImportCheckpointJob,
    DownloadCheckpointJob,
    EvaluateJob,
    SamplePointsJob,
    FinetuneChangeJob,
    PredictChangeJob,
    ChangeMapJob,
    ModelInfoJob,
    RestoreModelJob,
    DoctorJob,
]
JOB_TYPES: dict[str, type[Job]] = {t.kind: t for t in typing.get_args(Job)}


def option_name(field_name: str) -> str:
    """Command-line option of a job field: `class_field` is `--class-field`."""
    return "--" + field_name.replace("_", "-")


def job_to_json(job: Job) -> dict[str, Any]:
    """The job as plain JSON values, its kind beside its fields."""
    return {"kind": job.kind, **dataclasses.asdict(job)}


def job_from_json(document: Mapping[str, Any]) -> Job:
    """Reads and checks a job.

    Raises:
        UserError: `INVALID_JOB`, with every problem at once.
    """
    kind = document.get("kind")
    if not isinstance(kind, str) or kind not in JOB_TYPES:
        raise _invalid(f"kind must be one of {', '.join(JOB_TYPES)}, not {kind!r}")
    job_type = JOB_TYPES[kind]
    types = typing.get_type_hints(job_type)
    known = {f.name: f for f in dataclasses.fields(job_type)}
    problems = [f"{name} is not a setting of {kind}" for name in document if name != "kind" and name not in known]
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name not in document:
            if field.default is dataclasses.MISSING:
                problems.append(f"{name} is missing")
            continue
        try:
            values[name] = _coerce(document[name], types[name])
        except TypeError as error:
            problems.append(f"{name} must be {error}, not {document[name]!r}")
    if problems:
        raise _invalid(*problems)
    return checked(job_type(**values))


def checked(job: Job) -> Job:
    """The job itself, once its own rules are met.

    Raises:
        UserError: `INVALID_JOB`, with every problem at once.
    """
    problems = job.problems()
    if problems:
        raise _invalid(*problems)
    return job


def _invalid(*problems: str) -> UserError:
    return UserError(
        ErrorCode.INVALID_JOB,
        expected="settings that can be carried out",
        found="; ".join(problems),
        remedy="Correct these settings and start again.",
    )


def _coerce(value: Any, expected: Any) -> Any:
    """`value` as the field type `expected`; raises `TypeError` with the name of the type."""
    if expected is str and isinstance(value, str):
        return value
    if expected is bool and isinstance(value, bool):
        return value
    if expected is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if expected is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    origin, arguments = typing.get_origin(expected), typing.get_args(expected)
    if origin is Union:
        return None if value is None else _coerce(value, arguments[0])
    if origin is tuple and isinstance(value, (list, tuple)):
        if arguments[-1] is Ellipsis:
            return tuple(_coerce(item, arguments[0]) for item in value)
        if len(value) == len(arguments):
            return tuple(_coerce(item, argument) for item, argument in zip(value, arguments))
    raise TypeError(_type_in_words(expected))


def _type_in_words(expected: Any) -> str:
    words = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
    if expected in words:
        return words[expected]
    arguments = typing.get_args(expected)
    if typing.get_origin(expected) is Union:
        return _type_in_words(arguments[0]) + " or empty"
    if arguments[-1] is Ellipsis:
        return "a list of " + {str: "texts", float: "numbers", int: "whole numbers"}[arguments[0]]
    return f"a list of {len(arguments)} numbers"


def _common_problems(job: Any) -> list[str]:
    """Empty required texts, no input, an unknown device."""
    found = []
    for field in dataclasses.fields(job):
        value = getattr(job, field.name)
        if field.default is dataclasses.MISSING and (not value or (isinstance(value, tuple) and not all(value))):
            found.append(f"{field.name} is empty")
    device = getattr(job, "device", "auto")
    if device not in DEVICES and not (device.startswith("cuda:") and device[5:].isdigit()):
        found.append(f"device must be one of {', '.join(DEVICES)} or cuda:N, not {device!r}")
    return found


def _training_problems(job: Union[FinetuneJob, MapJob]) -> list[str]:
    found = []
    if job.loss not in LOSSES:
        found.append(f"loss must be one of {', '.join(LOSSES)}, not {job.loss!r}")
    if not math.isfinite(job.max_minutes) or job.max_minutes <= 0:
        found.append(f"max_minutes must be above 0, not {job.max_minutes:g}")
    if not 0 <= job.seed < 2**31:
        found.append(f"seed must lie between 0 and {2**31 - 1}, not {job.seed}")
    if job.scale not in SCALES:
        found.append(f"scale must be one of {', '.join(map(str, SCALES))}, not {job.scale}")
    return found + _series_problems(job) + class_colour_problems(job.class_colours)


def _series_problems(job: Union[FinetuneJob, MapJob, PreviewJob, PredictJob, SuggestLabelsJob, ProbeJob]) -> list[str]:
    """Dates that are none; of several rasters some without a date or mask. One input may be a folder, or a stack."""
    found = [f"dates must be written as YYYY-MM-DD, unlike {date!r}" for date in job.dates if not _is_date(date)]
    several = len(job.input) > 1
    for name, given in (("dates", job.dates), ("masks", job.masks)):
        if several and given and len(given) != len(job.input):
            one = name[:-1]
            found.append(f"{name} must name one {one} for each of the {len(job.input)} rasters, not {len(given)}")
    return found


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _extent_problems(extent: Optional[tuple[float, float, float, float]]) -> list[str]:
    if extent is None:
        return []
    xmin, ymin, xmax, ymax = extent
    if all(map(math.isfinite, extent)) and xmin < xmax and ymin < ymax:
        return []
    return [f"extent must be xmin, ymin, xmax, ymax with xmin < xmax and ymin < ymax, not {extent}"]


def _same_date_problems(before: str, after: str) -> list[str]:
    return [f"before and after are the same raster {before}"] if before and before == after else []


def _seed_problems(seed: int) -> list[str]:
    return [] if 0 <= seed < 2**31 else [f"seed must lie between 0 and {2**31 - 1}, not {seed}"]


def _polygon_problems(job: Union[PredictJob, MapJob]) -> list[str]:
    found = _drawing_problems(job.min_area, job.simplify)
    if job.polygons and not job.polygons.lower().endswith(POLYGON_FILE):
        found.append(f"polygons must end in {POLYGON_FILE}, not {job.polygons!r}")
    if not job.polygons and (job.min_area or job.simplify):
        found.append("polygons is empty, and min_area and simplify are about polygons alone")
    return found


def _drawing_problems(min_area: float, simplify: float) -> list[str]:
    named = (("min_area", min_area), ("simplify", simplify))
    return [f"{n} must be at least 0, not {v:g}" for n, v in named if not math.isfinite(v) or v < 0]


def _repeated_outputs(*paths: str) -> list[str]:
    given = [path for path in paths if path]
    return [f"two outputs have the same path {path}" for path in sorted({p for p in given if given.count(p) > 1})]
