"""Parameters of the algorithms. Each stands for one field of a job and takes its help from there."""

from __future__ import annotations

import dataclasses
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
)

from deepsat.jobs import Job
from deepsat.jobs.choices import (
    ALLOCATIONS,
    DESIGNS,
    DEVICES,
    EXPORT_FORMATS,
    FILE_KINDS,
    LOSSES,
    METHODS,
    MOST_DATES_PER_VIEW,
    MOST_POINTS,
    MOST_SUGGESTIONS,
    PRECISIONS,
    SCALES,
    SUGGESTION_SHAPES,
)
from deepsat.jobs.published_weights import PUBLISHED_BY_NAME
from deepsat_qgis.translation import tr

INPUT, DATES, MASKS, LABELS, CLASS_FIELD = "INPUT", "DATES", "MASKS", "LABELS", "CLASS_FIELD"
CLASS_COLOURS = "CLASS_COLOURS"
CHECKPOINT, LOSS, SEED, DEVICE, MAX_MINUTES = "CHECKPOINT", "LOSS", "SEED", "DEVICE", "MAX_MINUTES"
MODEL, EXTENT, WITHIN, SCALE = "MODEL", "EXTENT", "WITHIN", "SCALE"
METHOD, EPOCHS, DATES_PER_VIEW, LICENCE = "METHOD", "EPOCHS", "DATES_PER_VIEW", "LICENCE"
KIND, NAME, URL_TEMPLATE = "KIND", "NAME", "URL_TEMPLATE"
COUNT, SHAPE = "COUNT", "SHAPE"
MAP, REFERENCE, DESIGN, ALLOCATION = "MAP", "REFERENCE", "DESIGN", "ALLOCATION"
OUTPUT, PROBABILITY, CONFIDENCE, REPORT = "OUTPUT", "PROBABILITY", "CONFIDENCE", "REPORT"
ENTROPY, POLYGONS, MIN_AREA, SIMPLIFY = "ENTROPY", "POLYGONS", "MIN_AREA", "SIMPLIFY"
AUGMENT, PRECISION = "AUGMENT", "PRECISION"
FORMAT = "FORMAT"
BEFORE, AFTER, THRESHOLD, STRENGTH = "BEFORE", "AFTER", "THRESHOLD", "STRENGTH"

HIGHEST_SEED = 2**31 - 1
HIGHEST_EPOCHS = 1_000_000

# By name, so that nothing of a window is imported before Processing shows one.
_CHECKPOINT_WIDGET = "deepsat_qgis.dock.checkpoint_widget.CheckpointWidget"


class RastersOrFolders(QgsProcessingParameterMultipleLayers):
    """Raster layers as ever; beside them paths of folders, which are no layers and which Processing would refuse."""

    def checkValueIsAcceptable(self, value: Any, context: QgsProcessingContext | None = None) -> bool:
        # Without a context Processing opens nothing; the algorithm looks at each path itself.
        return super().checkValueIsAcceptable(value)


class ParameterMaker:
    """Makes parameters that stand for the fields of one job type."""

    def __init__(self, job_type: type[Job]) -> None:
        self._fields = {field.name: field for field in dataclasses.fields(job_type)}

    def scene(self) -> QgsProcessingParameterMultipleLayers:
        """One raster, or a time series."""
        raster = QgsProcessing.SourceType.TypeRaster
        return self._finished(QgsProcessingParameterMultipleLayers(INPUT, tr("Imagery"), raster), "input")

    def before(self) -> QgsProcessingParameterRasterLayer:
        """The first date of two."""
        return self._finished(QgsProcessingParameterRasterLayer(BEFORE, tr("Before")), "before")

    def after(self) -> QgsProcessingParameterRasterLayer:
        """The second date of two."""
        return self._finished(QgsProcessingParameterRasterLayer(AFTER, tr("After")), "after")

    def threshold(self) -> QgsProcessingParameterNumber:
        """What counts as changed."""
        real = QgsProcessingParameterNumber.Type.Double
        title = tr("Threshold (0 to find it)")
        parameter = QgsProcessingParameterNumber(THRESHOLD, title, real, self._default("threshold"), minValue=0)
        parameter.setMetadata({"widget_wrapper": {"decimals": 2}})
        return self._finished(parameter, "threshold")

    def change_raster(self) -> QgsProcessingParameterRasterDestination:
        """The map of change."""
        return self._finished(QgsProcessingParameterRasterDestination(OUTPUT, tr("Map of change")), "output")

    def strength(self) -> QgsProcessingParameterRasterDestination:
        """Optional raster of how strong change is."""
        return self._optional_raster(STRENGTH, tr("Strength of change"), "strength")

    def archive(self) -> RastersOrFolders:
        """Rasters and folders of rasters."""
        raster = QgsProcessing.SourceType.TypeRaster
        return self._finished(RastersOrFolders(INPUT, tr("Imagery (rasters or folders)"), raster), "input")

    def dates(self) -> QgsProcessingParameterString:
        """Dates of a time series."""
        parameter = QgsProcessingParameterString(
            DATES, tr("Dates of the rasters, separated by commas"), "", optional=True
        )
        return self._advanced(parameter, "dates")

    def masks(self) -> QgsProcessingParameterMultipleLayers:
        """Cloud masks of a time series."""
        raster = QgsProcessing.SourceType.TypeRaster
        parameter = QgsProcessingParameterMultipleLayers(MASKS, tr("Cloud masks of the rasters"), raster, optional=True)
        return self._advanced(parameter, "masks")

    def scale(self) -> QgsProcessingParameterEnum:
        """How much finer the map is than the imagery."""
        choices = [str(scale) for scale in SCALES]
        title, default = tr("Pixels of the map per side of a pixel of the imagery"), str(self._default("scale"))
        parameter = QgsProcessingParameterEnum(SCALE, title, choices, defaultValue=default, usesStaticStrings=True)
        return self._advanced(parameter, "scale")

    def labels(self) -> QgsProcessingParameterFeatureSource:
        """Polygons of any layer, whose selection and filter count."""
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        return self._finished(QgsProcessingParameterFeatureSource(LABELS, tr("Labels (polygons)"), polygons), "labels")

    def class_field(self) -> QgsProcessingParameterField:
        """Field of the labels."""
        parameter = QgsProcessingParameterField(CLASS_FIELD, tr("Class field"), parentLayerParameterName=LABELS)
        return self._finished(parameter, "class_field")

    def class_colours(self) -> QgsProcessingParameterString:
        """Colours of classes; a label layer that is drawn by class brings its own."""
        title = tr("Colours of the classes, separated by semicolons (those of the label layer)")
        return self._advanced(QgsProcessingParameterString(CLASS_COLOURS, title, "", optional=True), "class_colours")

    def labels_so_far(self) -> QgsProcessingParameterFeatureSource:
        """Polygons that are labelled already, if there are any."""
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        title = tr("Labels so far (polygons)")
        return self._finished(QgsProcessingParameterFeatureSource(LABELS, title, polygons, optional=True), "labels")

    def count(self) -> QgsProcessingParameterNumber:
        """How many places to suggest."""
        integer = QgsProcessingParameterNumber.Type.Integer
        title, default = tr("Number of places"), self._default("count")
        parameter = QgsProcessingParameterNumber(COUNT, title, integer, default, minValue=1, maxValue=MOST_SUGGESTIONS)
        return self._finished(parameter, "count")

    def shape(self) -> QgsProcessingParameterEnum:
        """How places are drawn, as text."""
        parameter = QgsProcessingParameterEnum(
            SHAPE, tr("Shape"), list(SUGGESTION_SHAPES), defaultValue=self._default("shape"), usesStaticStrings=True
        )
        return self._finished(parameter, "shape")

    def places_to_write(self) -> QgsProcessingParameterVectorDestination:
        """Suggested places."""
        parameter = QgsProcessingParameterVectorDestination(OUTPUT, tr("Where to label next"))
        parameter.setSupportsNonFileBasedOutput(False)
        return self._finished(parameter, "output")

    def map_to_read(self) -> QgsProcessingParameterRasterLayer:
        """A class raster that exists."""
        return self._finished(QgsProcessingParameterRasterLayer(MAP, tr("Land-cover map")), "map")

    def reference(self) -> QgsProcessingParameterMapLayer:
        """What is there: polygons, points, a table or a class raster."""
        source = QgsProcessing.SourceType
        kinds = [source.TypeVectorPolygon, source.TypeVectorPoint, source.TypeRaster]
        title = tr("Reference (polygons, points, CSV or class raster)")
        return self._finished(QgsProcessingParameterMapLayer(REFERENCE, title, None, False, kinds), "reference")

    def reference_field(self) -> QgsProcessingParameterString:
        """Field of the reference, as text: see `class_field_as_text`."""
        title = tr("Class field (for sample points: reference)")
        return self._finished(QgsProcessingParameterString(CLASS_FIELD, title, "", optional=True), "class_field")

    def design(self) -> QgsProcessingParameterEnum:
        """How the reference was chosen, as text."""
        parameter = QgsProcessingParameterEnum(
            DESIGN, tr("How it was chosen"), list(DESIGNS), defaultValue=self._default("design"), usesStaticStrings=True
        )
        return self._finished(parameter, "design")

    def point_count(self) -> QgsProcessingParameterNumber:
        """How many sample points to draw."""
        integer = QgsProcessingParameterNumber.Type.Integer
        title, default = tr("Number of points"), self._default("count")
        parameter = QgsProcessingParameterNumber(COUNT, title, integer, default, minValue=2, maxValue=MOST_POINTS)
        return self._finished(parameter, "count")

    def allocation(self) -> QgsProcessingParameterEnum:
        """How points are shared out among the classes, as text."""
        title, default = tr("Points of each class"), self._default("allocation")
        parameter = QgsProcessingParameterEnum(
            ALLOCATION, title, list(ALLOCATIONS), defaultValue=default, usesStaticStrings=True
        )
        return self._finished(parameter, "allocation")

    def points_to_write(self) -> QgsProcessingParameterVectorDestination:
        """Sample points."""
        point = QgsProcessing.SourceType.TypeVectorPoint
        parameter = QgsProcessingParameterVectorDestination(OUTPUT, tr("Sample points"), point)
        parameter.setSupportsNonFileBasedOutput(False)
        return self._finished(parameter, "output")

    def labels_or_raster(self) -> QgsProcessingParameterMapLayer:
        """Polygons or a raster of classes, for the method that learns from labels."""
        kinds = [QgsProcessing.SourceType.TypeVectorPolygon, QgsProcessing.SourceType.TypeRaster]
        title = tr("Labels (polygons or class raster; for cscl)")
        return self._finished(QgsProcessingParameterMapLayer(LABELS, title, None, True, kinds), "labels")

    def class_field_as_text(self) -> QgsProcessingParameterString:
        """Field of labels that there may be none of."""
        # A list of fields whose layer may be a raster crashes QGIS 3.22 once a raster is chosen.
        title = tr("Class field (for cscl with polygons)")
        return self._finished(QgsProcessingParameterString(CLASS_FIELD, title, "", optional=True), "class_field")

    def checkpoint(self, *, is_advanced: bool = True) -> QgsProcessingParameterString:
        """Weights to start from, in a list that takes a folder too."""
        title = tr("Weights to start from")
        parameter = QgsProcessingParameterString(CHECKPOINT, title, self._default("checkpoint"))
        parameter.setMetadata({"widget_wrapper": {"class": _CHECKPOINT_WIDGET}})
        return (self._advanced if is_advanced else self._finished)(parameter, "checkpoint")

    def method(self) -> QgsProcessingParameterEnum:
        """Method of pre-training, by its name as text."""
        parameter = QgsProcessingParameterEnum(
            METHOD, tr("Method"), list(METHODS), defaultValue=self._default("method"), usesStaticStrings=True
        )
        return self._finished(parameter, "method")

    def epochs(self) -> QgsProcessingParameterNumber:
        """How long to pre-train for."""
        integer = QgsProcessingParameterNumber.Type.Integer
        title, default = tr("Epochs (times to go through the imagery)"), self._default("epochs")
        parameter = QgsProcessingParameterNumber(EPOCHS, title, integer, default, minValue=1, maxValue=HIGHEST_EPOCHS)
        return self._finished(parameter, "epochs")

    def dates_per_view(self) -> QgsProcessingParameterNumber:
        """How many dates a view of pre-training shows."""
        integer = QgsProcessingParameterNumber.Type.Integer
        title, default = tr("Dates of each view"), self._default("dates_per_view")
        parameter = QgsProcessingParameterNumber(
            DATES_PER_VIEW, title, integer, default, minValue=1, maxValue=MOST_DATES_PER_VIEW
        )
        return self._advanced(parameter, "dates_per_view")

    def licence(self) -> QgsProcessingParameterString:
        """Licence and credits of imagery."""
        parameter = QgsProcessingParameterString(LICENCE, tr("Licence and credits of the imagery"), "", optional=True)
        return self._advanced(parameter, "licence")

    def published_file(self) -> QgsProcessingParameterFile:
        """Weights to import; Processing takes the path of a folder for a file's as well."""
        parameter = QgsProcessingParameterFile(INPUT, tr("File with the weights (or path of a folder)"))
        return self._finished(parameter, "input")

    def file_kind(self) -> QgsProcessingParameterEnum:
        """What published weights are, by name as text."""
        parameter = QgsProcessingParameterEnum(
            KIND, tr("What they are"), list(FILE_KINDS), defaultValue=self._default("file_kind"), usesStaticStrings=True
        )
        return self._finished(parameter, "file_kind")

    def published_name(self) -> QgsProcessingParameterEnum:
        """Name of published weights, as text."""
        published = list(PUBLISHED_BY_NAME)
        parameter = QgsProcessingParameterEnum(
            NAME, tr("Weights"), published, defaultValue=published[0], usesStaticStrings=True
        )
        return self._finished(parameter, "name")

    def url_template(self) -> QgsProcessingParameterString:
        """Where to download from instead."""
        parameter = QgsProcessingParameterString(URL_TEMPLATE, tr("Address of a mirror"), "", optional=True)
        return self._advanced(parameter, "url_template")

    def checkpoint_to_write(self) -> QgsProcessingParameterFolderDestination:
        """Folder of a checkpoint that is made."""
        return self._finished(QgsProcessingParameterFolderDestination(OUTPUT, tr("Checkpoint folder")), "output")

    def own_checkpoint_to_write(self) -> QgsProcessingParameterFolderDestination:
        """Folder of a checkpoint that is added to the person's own unless it is to lie elsewhere."""
        title = tr("Checkpoint folder (skip to add it to your own)")
        parameter = QgsProcessingParameterFolderDestination(OUTPUT, title, optional=True, createByDefault=False)
        return self._finished(parameter, "output")

    def loss(self) -> QgsProcessingParameterEnum:
        """Loss, by its name as text."""
        parameter = QgsProcessingParameterEnum(
            LOSS, tr("Loss"), list(LOSSES), defaultValue=self._default("loss"), usesStaticStrings=True
        )
        return self._advanced(parameter, "loss")

    def seed(self) -> QgsProcessingParameterNumber:
        """Seed of all random draws."""
        integer = QgsProcessingParameterNumber.Type.Integer
        parameter = QgsProcessingParameterNumber(
            SEED, tr("Seed"), integer, self._default("seed"), minValue=0, maxValue=HIGHEST_SEED
        )
        return self._advanced(parameter, "seed")

    def augment(self) -> QgsProcessingParameterBoolean:
        """Whether the network sees each tile turned and mirrored too."""
        title = tr("Average over turned and mirrored views (slow)")
        return self._advanced(QgsProcessingParameterBoolean(AUGMENT, title, self._default("augment")), "augment")

    def precision(self) -> QgsProcessingParameterEnum:
        """Numbers that the network computes with, by name as text."""
        title, default = tr("Precision of the network"), self._default("precision")
        parameter = QgsProcessingParameterEnum(
            PRECISION, title, list(PRECISIONS), defaultValue=default, usesStaticStrings=True
        )
        return self._advanced(parameter, "precision")

    def device(self) -> QgsProcessingParameterString:
        """Device; text rather than a choice, because `cuda:1` is valid where there are several."""
        parameter = QgsProcessingParameterString(DEVICE, tr("Device"), self._default("device"))
        parameter.setMetadata({"widget_wrapper": {"value_hints": list(DEVICES)}})
        return self._advanced(parameter, "device")

    def pretraining_minutes(self) -> QgsProcessingParameterNumber:
        """Time limit of pre-training; 0 for none."""
        real = QgsProcessingParameterNumber.Type.Double
        title = tr("Longest time to pre-train (minutes; 0 for no limit)")
        parameter = QgsProcessingParameterNumber(MAX_MINUTES, title, real, self._default("max_minutes"), minValue=0)
        parameter.setMetadata({"widget_wrapper": {"decimals": 1}})
        return self._advanced(parameter, "max_minutes")

    def max_minutes(self) -> QgsProcessingParameterNumber:
        """Time limit of fine-tuning."""
        real = QgsProcessingParameterNumber.Type.Double
        title = tr("Longest time to fine-tune (minutes)")
        parameter = QgsProcessingParameterNumber(MAX_MINUTES, title, real, self._default("max_minutes"), minValue=0.1)
        parameter.setMetadata({"widget_wrapper": {"decimals": 1}})
        return self._finished(parameter, "max_minutes")

    def model_to_write(self) -> QgsProcessingParameterFolderDestination:
        """Folder of the model that is made."""
        return self._finished(QgsProcessingParameterFolderDestination(MODEL, tr("Model folder")), "model")

    def model_to_read(self) -> QgsProcessingParameterFile:
        """Folder of a model that exists."""
        folder = QgsProcessingParameterFile.Behavior.Folder
        return self._finished(QgsProcessingParameterFile(MODEL, tr("Model folder"), folder), "model")

    def export_format(self) -> QgsProcessingParameterEnum:
        """Who will run an exported model, by name as text."""
        parameter = QgsProcessingParameterEnum(
            FORMAT, tr("Format"), list(EXPORT_FORMATS), defaultValue=self._default("format"), usesStaticStrings=True
        )
        return self._finished(parameter, "format")

    def raster_to_compare(self) -> QgsProcessingParameterRasterLayer:
        """Optional raster that an exported model is compared with the model on."""
        title = tr("Raster to compare the file with the model on")
        return self._finished(QgsProcessingParameterRasterLayer(INPUT, title, optional=True), "input")

    def onnx_file(self) -> QgsProcessingParameterFileDestination:
        """An exported model."""
        files = tr("ONNX files (*.onnx)")
        return self._finished(QgsProcessingParameterFileDestination(OUTPUT, tr("Exported model"), files), "output")

    def extent(self) -> QgsProcessingParameterExtent:
        """Part of the scene to map."""
        return self._finished(QgsProcessingParameterExtent(EXTENT, tr("Part to map"), optional=True), "extent")

    def within(self) -> QgsProcessingParameterFeatureSource:
        """Polygons to map the inside of."""
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        title = tr("Map only inside of these polygons")
        return self._finished(QgsProcessingParameterFeatureSource(WITHIN, title, polygons, optional=True), "within")

    def class_raster(self) -> QgsProcessingParameterRasterDestination:
        """The map."""
        return self._finished(QgsProcessingParameterRasterDestination(OUTPUT, tr("Land-cover map")), "output")

    def probability(self) -> QgsProcessingParameterRasterDestination:
        """Optional raster of all probabilities."""
        return self._optional_raster(PROBABILITY, tr("Class probabilities"), "probability")

    def confidence(self) -> QgsProcessingParameterRasterDestination:
        """Optional raster of the highest probability."""
        return self._optional_raster(CONFIDENCE, tr("Confidence"), "confidence")

    def entropy(self) -> QgsProcessingParameterRasterDestination:
        """Optional raster of how undecided the model is."""
        parameter = self._optional_raster(ENTROPY, tr("Entropy"), "entropy")
        return self._advanced(parameter, "entropy")

    def polygons(self) -> QgsProcessingParameterVectorDestination:
        """Optional polygons of the map."""
        return self._polygon_file(POLYGONS, tr("Polygons of the map"), "polygons", optional=True)

    def polygons_of_map(self) -> QgsProcessingParameterVectorDestination:
        """Polygons of a map that exists."""
        return self._polygon_file(OUTPUT, tr("Polygons"), "output", optional=False)

    def min_area(self, *, is_advanced: bool = False) -> QgsProcessingParameterNumber:
        """Smallest polygon."""
        return self._size(MIN_AREA, tr("Smallest polygon (m²; 0 to keep all)"), "min_area", is_advanced)

    def simplify(self, *, is_advanced: bool = False) -> QgsProcessingParameterNumber:
        """How far borders of polygons are simplified."""
        title = tr("Simplify borders of polygons (m; 0 for pixel edges)")
        return self._size(SIMPLIFY, title, "simplify", is_advanced)

    def report(self) -> QgsProcessingParameterFileDestination:
        """HTML report, which the Results Viewer shows."""
        html = tr("HTML files (*.html)")
        parameter = QgsProcessingParameterFileDestination(
            REPORT, tr("Report"), html, optional=True, createByDefault=True
        )
        return self._finished(parameter, "report")

    def _optional_raster(self, name: str, title: str, field: str) -> QgsProcessingParameterRasterDestination:
        parameter = QgsProcessingParameterRasterDestination(name, title, optional=True, createByDefault=False)
        return self._finished(parameter, field)

    def _polygon_file(
        self, name: str, title: str, field: str, *, optional: bool
    ) -> QgsProcessingParameterVectorDestination:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        parameter = QgsProcessingParameterVectorDestination(name, title, polygon, None, optional, not optional)
        parameter.setSupportsNonFileBasedOutput(False)
        return self._finished(parameter, field)

    def _size(self, name: str, title: str, field: str, is_advanced: bool) -> QgsProcessingParameterNumber:
        real = QgsProcessingParameterNumber.Type.Double
        parameter = QgsProcessingParameterNumber(name, title, real, self._default(field), minValue=0)
        parameter.setMetadata({"widget_wrapper": {"decimals": 2}})
        return (self._advanced if is_advanced else self._finished)(parameter, field)

    def _default(self, field: str) -> Any:
        return self._fields[field].default

    def _finished(self, parameter: Any, field: str) -> Any:
        """The parameter with the help of the job's field."""
        parameter.setHelp(tr(self._fields[field].metadata["help"]))
        return parameter

    def _advanced(self, parameter: Any, field: str) -> Any:
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        return self._finished(parameter, field)
