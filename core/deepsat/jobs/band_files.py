"""Band files: which band a file holds, and of which image, as providers write it into file names.

Here and not with the imagery, so that QGIS knows that ten files of bands are one image before any worker is asked.
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import PurePath
from typing import Optional

from deepsat.jobs.wavelengths import LANDSAT8_NM, SENTINEL2_NM, THEMATIC_MAPPER_NM, plain_name

SENTINEL2, LANDSAT8, LANDSAT4 = "Sentinel-2", "Landsat 8-9", "Landsat 4-7"
"""Sensors whose bands are known by their names."""

RASTER_SUFFIXES = (".tif", ".tiff", ".vrt", ".jp2", ".img")
"""Files of a folder that are taken for imagery."""

_ARCHIVES = {".zip": "/vsizip/", ".tar": "/vsitar/", ".tar.gz": "/vsitar/", ".tgz": "/vsitar/"}

BAND, MASK, OTHER = "band", "mask", "other"
"""What a file holds: measurements; which pixels hide the ground; or what a map is not made from."""

PRODUCT_FOLDER = ".safe"
"""How the folder of a Sentinel-2 product ends, in small letters."""

TILE_FOLDER = "GRANULE"
"""What lies in the folder of every Sentinel-2 product, also where it has got another name."""

LEVEL_OF_THEIA = "Sentinel-2 Level-2A of THEIA"
"""Reflectance by another atmospheric correction than ESA's."""

MASK_FOLDER = "MASKS"
"""Where THEIA's products hold their cloud masks."""

_WAVELENGTHS = {SENTINEL2: SENTINEL2_NM, LANDSAT8: LANDSAT8_NM, LANDSAT4: THEMATIC_MAPPER_NM}
_NOT_MAPPED = {SENTINEL2: (), LANDSAT8: ("b8", "b10", "b11"), LANDSAT4: ("b6", "b8", "b6_vcid_1", "b6_vcid_2")}
"""Landsat's panchromatic and thermal bands: twice as fine as the others, and in kelvin."""

_COLOURS = (
    r"coastal(?:[_-]?aerosol)?|blue|green|yellow|red[_-]?edge[_-]?\d?|red|near[_-]?infrared|nir(?:08|09)?|swir[_-]?[12]"
    r"|swir(?:16|22)|VV|VH|HH|HV"
)
_MASKS = r"SCL|QA_PIXEL|Fmask|BQA|pixel_qa"
_OTHERS = (
    r"TCI|AOT|WVP|PVI|visual|preview|thumbnail|true[_ -]?colou?r|false[_ -]?colou?r|dataMask|QA_RADSAT"
    r"|(?:SR_)?QA_AEROSOL|SR_CLOUD_QA|SR_ATMOS_OPACITY|ST_[A-Z0-9]+|[SV][AZ]A|udm2?(?:_(?:clip|reproject|file_format|coreg))*|radsat_qa|sr_aerosol"
    r"|GM_B\d(?:_VCID_[12])?"
    r"|QL_(?:QUALITY_[A-Z]+|PIXELMASK(?:_[A-Z]+)?|VNIR|SWIR)"
)
"""Also where Landsat 7's broken scan line corrector left gaps (GM)."""
_NAMED = re.compile(
    r"(?:^|(?<=[_.\-\s]))(?:"
    r"(?P<band>(?:SR_)?B\d{1,2}A?(?:_VCID_[12])?|" + _COLOURS + r")|band[_ -]?(?P<number>\d{1,2})"
    r"|(?P<mask>" + _MASKS + r")|(?P<other>" + _OTHERS + r"))$",
    re.IGNORECASE,
)
_OF_THEIA = re.compile(
    r"(?P<product>SENTINEL2[A-D]_\d{8}-\d{6}-\d{3}_L2A_T\d{2}[A-Z]{3}_[A-Z]_V[\d-]+)_"
    r"(?:(?P<correction>FRE|SRE)_(?P<band>B\d{1,2}A?)|(?P<mask>CLM)_R[12]|(?P<other>[A-Z0-9]{3})_.*)$"
)
"""As MAJA names files (CESBIO, https://www.cesbio.cnrs.fr/maja/sentinel-2-output-format): reflectance with slopes taken
into account (FRE) and without (SRE), a cloud mask for pixels of 10 m and for those of 20 m."""
_AFTER_BAND = re.compile(r"[_ -]?(?:\(raw\)|(?<=[_-])\d{2,3}m)$", re.IGNORECASE)
"""What Copernicus Browser and Sentinel-2 add to the name of a band."""

_SENTINEL2_TILE = re.compile(r"(?:^|_)T\d{2}[A-Z]{3}_\d{8}T\d{6}(?=_|$)|^S2[AB]_OPER_MSI_L")
"""As products name their images, since December 2016 and before."""
_PRODUCT_OF_TILES = re.compile(r"S2[A-D]_OPER_PRD_")
_LANDSAT_SCENE = re.compile(r"(?:^|_)L(?P<sensor>[COTE])(?P<number>0[4-9])_(?P<level>L1|L2)\w{2}_\d{6}_\d{8}")
_SENSORS = (
    (SENTINEL2, re.compile(r"(?:^|_)(?:S2[A-D]|T\d{2}[A-Z]{3})(?=_|$)|Sentinel-?2|HLS\.S30", re.IGNORECASE)),
    (LANDSAT8, re.compile(r"(?:^|_)L[CO]0[89](?=_|$)|Landsat[-_ ]?8|HLS\.L30", re.IGNORECASE)),
    (LANDSAT4, re.compile(r"(?:^|_)L[TE]0[4-7](?=_|$)|Landsat[-_ ]?[457](?![0-9])", re.IGNORECASE)),
)
_LEVEL = re.compile(r"MSI(L1C|L2A)|(?:^|_)(L1C|L2A)(?=_|$)")
_CONVERTED = ("rt_",)
"""How names of files begin whose numbers another program has converted: QGIS' Semi-Automatic Classification Plugin."""
_FINENESS_FOLDER = re.compile(r"R?\d{2,3}m", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class BandFile:
    """What the name of a file says of the one band in it."""

    name: str
    """Of the band, as the provider writes it: `B04`, `SR_B4`, `red`."""
    kind: str
    """`BAND`, `MASK` or `OTHER`."""
    image: tuple[str, ...]
    """What files of one image have in common."""
    sensor: str = ""
    """One of the sensors; empty where no name tells."""
    level: str = ""
    """Of the product's processing, `Sentinel-2 Level-2A`; empty where no name tells, or values were converted since."""
    is_original: bool = False
    """Whether file and band are named as Sentinel-2's and Landsat's own products name them."""

    @property
    def image_name(self) -> str:
        """What the image is called: what the names of its files share, or the name of their folder."""
        return self.image[-1] or PurePath(self.image[0]).name

    @property
    def wavelength_nm(self) -> Optional[float]:
        """Centre wavelength in nanometres, where the sensor is known."""
        plain = plain_name(self.name)
        return _WAVELENGTHS.get(self.sensor, {}).get(plain[3:] if plain.startswith("sr_") else plain)


def band_file(path: str) -> Optional[BandFile]:
    """What the name of a file says of the band in it; None where it names no band.

    Known are the names of Sentinel-2's and Landsat's own products, of THEIA, Copernicus Browser, Earth Engine, the
    Semi-Automatic Classification Plugin and the harmonised Landsat and Sentinel-2, and plain ones, as `B04` or `red`.
    """
    # Windows' paths are taken apart everywhere: names of layers travel with projects.
    file = PurePath(path.replace("\\", "/"))
    stem = _AFTER_BAND.sub("", file.name.rsplit(".", 1)[0])
    if file.name.upper().startswith("MSK_"):
        return BandFile("MSK", OTHER, _image(file, ""))
    theia = _OF_THEIA.match(stem)
    if theia is not None:
        return _of_theia(theia)
    match = _NAMED.search(stem)
    if match is None:
        return None
    name = f"B{int(match['number'])}" if match["number"] else match.group().strip()
    before = stem[: match.start()].rstrip("_.- ")
    tile, scene = _SENTINEL2_TILE.search(before), _LANDSAT_SCENE.search(before)
    is_converted = file.name.lower().startswith(_CONVERTED)
    sensor = _sensor(file, before)
    is_left_out = match["other"] or plain_name(name) in _NOT_MAPPED.get(sensor, ())
    kind = OTHER if is_left_out else MASK if match["mask"] else BAND
    own = bool(tile or scene) and not is_converted
    return BandFile(name, kind, _image(file, before), sensor, "" if is_converted else _level(file, before), own)


def _of_theia(match: re.Match[str]) -> BandFile:
    product, correction = match["product"], match["correction"] or "FRE"
    kind = BAND if match["band"] else MASK if match["mask"] else OTHER
    name = match["band"] or match["mask"] or match["other"]
    return BandFile(name, kind, (product, f"{product}_{correction}"), SENTINEL2, LEVEL_OF_THEIA, True)


def flat_image(image: tuple[str, ...]) -> tuple[str, ...]:
    """Of an image of THEIA's the one whose reflectance takes slopes into account; any other image itself."""
    return (image[0], f"{image[-1][:-4]}_FRE") if image[-1].endswith("_SRE") and len(image) > 1 else image


def archive_suffix(path: str) -> str:
    """How the name of an archive ends, which is taken for a folder of what is in it; empty for other files."""
    return next((suffix for suffix in _ARCHIVES if path.lower().endswith(suffix)), "")


def archive_prefix(path: str) -> str:
    """How GDAL begins the names of files in an archive; empty for other files.

    GDAL calls them /vsizip/ARCHIVE/FILE and /vsitar/ARCHIVE/FILE (https://gdal.org/user/virtual_file_systems.html).
    """
    return _ARCHIVES.get(archive_suffix(path), "")


def product_folder(path: PurePath) -> Optional[PurePath]:
    """The folder of the Sentinel-2 product that a file lies in, or None."""
    named = (folder for folder in path.parents if folder.name.lower().endswith(PRODUCT_FOLDER))
    return next(named, None) or next((one.parent for one in path.parents if one.name == TILE_FOLDER), None)


def is_of_tiles(product: PurePath) -> bool:
    """Whether the folder of a Sentinel-2 product holds many tiles, as until December 2016, and not one."""
    return _PRODUCT_OF_TILES.match(product.name) is not None


def _image(file: PurePath, before: str) -> tuple[str, ...]:
    """Of a product its name and what its files share, wherever the files lie; else also their folder."""
    product = product_folder(file)
    if product is not None:
        return product.name, before
    folder = file.parent
    is_of_pixel_size = _FINENESS_FOLDER.fullmatch(folder.name) is not None
    return str(folder.parent if is_of_pixel_size else folder), before


def _sensor(file: PurePath, before: str) -> str:
    product = product_folder(file)
    for text in (before, file.parent.name, product.name if product is not None else ""):
        found = next((sensor for sensor, pattern in _SENSORS if pattern.search(text)), "")
        if found:
            return found
    return ""


def _level(file: PurePath, before: str) -> str:
    scene = _LANDSAT_SCENE.search(before)
    if scene is not None:
        return f"Landsat Level-{scene['level'][1]}"
    product = product_folder(file)
    inside = [one.name for one in file.parents if product is not None and one.is_relative_to(product)]
    for text in (*reversed(inside), before, file.parent.name):
        match = _LEVEL.search(text)
        if match:
            return f"{SENTINEL2} Level-{(match[1] or match[2])[1:]}"
    return ""
