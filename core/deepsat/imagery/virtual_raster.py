"""Virtual rasters of GDAL over other rasters, described in memory (https://gdal.org/drivers/raster/vrt.html).

Nothing is copied: a window is read from the files behind it, which GDAL opens when they are needed, a limited number at
a time.
"""

from __future__ import annotations

import dataclasses
import html
from collections.abc import Mapping, Sequence

from deepsat.imagery.grid import Grid

_TYPES = {
    "uint8": "Byte", "uint16": "UInt16", "int16": "Int16", "uint32": "UInt32", "int32": "Int32", "float32": "Float32",
    "float64": "Float64",
}  # fmt: skip

MASK = "mask,1"
"""The band of a source that says where it has data."""

ALIGNED = 1e-6
"""Pixels by which a source may lie off whole pixels and still count as aligned."""


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a source lies in a virtual raster, in its pixels."""

    row: float
    column: float
    height: float
    width: float

    @classmethod
    def of(cls, grid: Grid, whole: Grid) -> Place:
        """Where `grid` lies in `whole`, both in one CRS."""
        (height, width), (own_height, own_width) = whole.pixel_size, grid.pixel_size
        row = (whole.transform[5] - grid.transform[5]) / height
        column = (grid.transform[2] - whole.transform[2]) / width
        sides = (grid.height * own_height / height, grid.width * own_width / width)
        return cls(_whole(row), _whole(column), *map(_whole, sides))

    def is_of_pixels(self, size: tuple[int, int]) -> bool:
        """Whether a raster of this height and width lies pixel on pixel there."""
        return (self.height, self.width) == size and self.row == int(self.row) and self.column == int(self.column)


@dataclasses.dataclass(frozen=True)
class Source:
    """A band of a raster, and where it lies."""

    path: str
    band: str
    """Its number from 1, or `MASK`."""
    size: tuple[int, int]
    """Height and width of the raster in its own pixels."""
    place: Place
    nodata: float | None = None
    """Below pixels of this value the source beneath shows through."""
    resampling: str = ""
    """As GDAL calls it, where the raster's pixels have another size than the virtual one's; empty for nearest."""
    uses_mask: bool = False
    """Whether the source beneath shows through where the band's own mask says so, too."""


@dataclasses.dataclass(frozen=True)
class VirtualBand:
    """A band of a virtual raster."""

    dtype: str
    sources: tuple[Source, ...]
    name: str = ""
    nodata: float | None = None
    scale: float = 1.0
    offset: float = 0.0
    colour: str = "Gray"
    tags: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    """By domain; empty for the default one."""
    block: tuple[int, int] | None = None
    """Height and width of the blocks that reading is fastest in, where they are known."""
    mask: tuple[Source, ...] = ()
    """Where the band has data; empty where its NoData value tells, or all of it has."""


def description(
    grid: Grid, bands: Sequence[VirtualBand], tags: Mapping[str, str] | None = None, mask: Sequence[Source] = ()
) -> str:
    """A virtual raster in GDAL's words, which GDAL and rasterio open like a path.

    Args:
        grid: of the virtual raster.
        bands: its bands.
        tags: its own, of the default domain.
        mask: where it has data in all bands; empty where bands tell themselves.
    """
    a, b, c, d, e, f = grid.transform
    parts = [
        f'<VRTDataset rasterXSize="{grid.width}" rasterYSize="{grid.height}">',
        f"<SRS>{_text(grid.crs_wkt)}</SRS><GeoTransform>{c!r}, {a!r}, {b!r}, {f!r}, {d!r}, {e!r}</GeoTransform>",
        _metadata(tags or {}),
        *(_band(index, band) for index, band in enumerate(bands, start=1)),
        _mask_band(mask),
    ]
    return "".join([*parts, "</VRTDataset>"])


def _band(index: int, band: VirtualBand) -> str:
    block = "" if band.block is None else f' blockXSize="{band.block[1]}" blockYSize="{band.block[0]}"'
    return "".join(
        [
            f'<VRTRasterBand dataType="{_TYPES[band.dtype]}" band="{index}"{block}>',
            *(_metadata(tags, domain) for domain, tags in band.tags.items()),
            f"<Description>{_text(band.name)}</Description>",
            "" if band.nodata is None else f"<NoDataValue>{band.nodata!r}</NoDataValue>",
            f"<ColorInterp>{band.colour}</ColorInterp>",
            f"<Offset>{band.offset!r}</Offset><Scale>{band.scale!r}</Scale>",
            *map(_source, band.sources),
            _mask_band(band.mask),
            "</VRTRasterBand>",
        ]
    )


def _mask_band(sources: Sequence[Source]) -> str:
    if not sources:
        return ""
    return f'<MaskBand><VRTRasterBand dataType="Byte">{"".join(map(_source, sources))}</VRTRasterBand></MaskBand>'


def _source(source: Source) -> str:
    height, width = source.size
    place = source.place
    # A complex source lets the raster below show through where this one has no data.
    kind = "ComplexSource" if source.uses_mask or source.nodata is not None else "SimpleSource"
    resampling = f' resampling="{source.resampling}"' if source.resampling else ""
    return (
        f'<{kind}{resampling}><SourceFilename relativeToVRT="0">{_text(source.path)}</SourceFilename>'
        f"<SourceBand>{source.band}</SourceBand>"
        f'<SrcRect xOff="0" yOff="0" xSize="{width}" ySize="{height}"/>'
        f'<DstRect xOff="{place.column}" yOff="{place.row}" xSize="{place.width}" ySize="{place.height}"/>'
        f"{'' if source.nodata is None else f'<NODATA>{source.nodata!r}</NODATA>'}"
        f"{'<UseMaskBand>true</UseMaskBand>' if source.uses_mask else ''}</{kind}>"
    )


def _metadata(tags: Mapping[str, str], domain: str = "") -> str:
    items = "".join(f'<MDI key="{_text(key)}">{_text(value)}</MDI>' for key, value in tags.items())
    named = f' domain="{_text(domain)}"' if domain else ""
    return f"<Metadata{named}>{items}</Metadata>" if items else ""


def _whole(value: float) -> float:
    """A whole number of pixels where it is one but for rounding."""
    return round(value) if abs(value - round(value)) < ALIGNED else value


def _text(value: str) -> str:
    return html.escape(value)
