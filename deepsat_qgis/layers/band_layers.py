"""Layers of single bands: which of a project's layers are the bands of one image."""

from __future__ import annotations

from typing import Mapping, Optional

from qgis.core import QgsProject, QgsRasterLayer

from deepsat.jobs.band_files import BAND, OTHER, BandFile, band_file

BandLayers = Mapping[tuple[str, ...], tuple[QgsRasterLayer, ...]]
"""The layers of each image, by what its files have in common; by the names of their bands."""


def band_of(layer: QgsRasterLayer) -> Optional[BandFile]:
    """What the name of a layer's file says of the only band in it; None where it holds several, or none that counts."""
    if layer.providerType() != "gdal" or layer.bandCount() != 1:
        return None
    found = band_file(layer.source().split("|")[0])
    return None if found is None or found.kind == OTHER else found


def band_layers_in(project: QgsProject) -> BandLayers:
    """All layers of a project that are bands, or cloud masks, of images."""
    found: dict[tuple[str, ...], list[tuple[str, str, QgsRasterLayer]]] = {}
    for layer in project.mapLayers().values():
        band = band_of(layer) if isinstance(layer, QgsRasterLayer) else None
        if band is not None:
            found.setdefault(band.image, []).append((band.name, layer.id(), layer))
    in_order = {image: sorted(layers, key=lambda each: each[:2]) for image, layers in found.items()}
    return {image: tuple(layer for _, _, layer in layers) for image, layers in in_order.items()}


def side_layers_in(project: QgsProject) -> list[QgsRasterLayer]:
    """Layers of what products hold beside bands, such as previews, where bands of the same product are layers too."""
    rasters = [layer for layer in project.mapLayers().values() if isinstance(layer, QgsRasterLayer)]
    named = [(layer, band_file(layer.source().split("|")[0])) for layer in rasters if layer.providerType() == "gdal"]
    products = {band.image[0] for _, band in named if band is not None and band.kind == BAND}
    return [layer for layer, band in named if band is not None and band.kind == OTHER and band.image[0] in products]


def image_name(layer: QgsRasterLayer) -> str:
    """What the files of an image share in their names, or the name of their folder; the layer's where it is no band."""
    band = band_of(layer)
    return str(layer.name()) if band is None else band.image_name
