"""Weights that others have published, and that can be downloaded by name.

Addresses and checksums are those that the publishers, or torchgeo for its conversions, give in their own sources:

- SeCo: README of github.com/ServiceNow/seasonal-contrast, Zenodo record 4728033
- the others: torchgeo/models/resnet.py of github.com/torchgeo/torchgeo, each at a fixed revision on Hugging Face. By
  torch's convention the end of a file's name is the beginning of its SHA-256; licences are those of torchgeo's
  docs/api/weights.
"""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class PublishedWeights:
    """A file that somebody published."""

    name: str
    """What a person types; also the name of the checkpoint that it becomes."""
    title: str
    file: str
    url: str
    checksum: str
    """`md5:` or `sha256:`, then hexadecimal digits: all of them, or, for SHA-256, the first ones."""
    kind: str
    """One of `deepsat.jobs.jobs.FILE_KINDS`."""
    bands: tuple[str, ...]
    licence: str
    citation: str
    bytes: int = 0
    """Size of the file; 0 where it is not known before the server says it."""


_RGB = ("B04", "B03", "B02")
_L1C = ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B10", "B11", "B12")
_L2A = tuple(band for band in _L1C if band != "B10")

_SECO = "O. Mañas et al. 2021, Seasonal Contrast, arXiv 2103.16607"
_SSL4EO = "Y. Wang et al. 2023, SSL4EO-S12, arXiv 2211.07044"
_DECUR = "Y. Wang et al. 2023, DeCUR, arXiv 2309.05300"
_ECO = "E. Plekhanova et al. 2025, SSL4Eco, arXiv 2504.18256"
_HUGGING_FACE = "https://huggingface.co/torchgeo"


def _seco(network: str, images: str, md5: str) -> PublishedWeights:
    file = f"seco_{network}_{images}.ckpt"
    return PublishedWeights(
        name=f"seco-{network}-{images}",
        title=f"SeCo, {network.replace('resnet', 'ResNet-')}, {images} images",
        file=file,
        url=f"https://zenodo.org/records/4728033/files/{file}",
        checksum=f"md5:{md5}",
        kind="seco",
        bands=_RGB,
        licence="CC-BY-4.0",
        citation=_SECO,
    )


def _torchgeo(
    name: str, title: str, place: str, *, bands: tuple[str, ...], licence: str, citation: str, sha256: str = ""
) -> PublishedWeights:
    """Weights in torchgeo's form; `place` is repository, revision and file, with the checksum in the file's name."""
    repository, revision, file = place.split()
    return PublishedWeights(
        name=name,
        title=title,
        file=file,
        url=f"{_HUGGING_FACE}/{repository}/resolve/{revision}/{file}",
        checksum=f"sha256:{sha256 or file.rsplit('-', 1)[1].split('.')[0]}",
        kind="torchgeo",
        bands=bands,
        licence=licence,
        citation=citation,
    )


PUBLISHED: tuple[PublishedWeights, ...] = (
    _seco("resnet18", "100k", "dcf336be31f6c6b0e77dcb6cc958fca8"),  # pragma: allowlist secret
    _seco("resnet18", "1m", "53d5c41d0f479bdfd31d6746ad4126db"),  # pragma: allowlist secret
    _seco("resnet50", "100k", "9672c303f6334ef816494c13b9d05753"),  # pragma: allowlist secret
    _seco("resnet50", "1m", "7b09c54aed33c0c988b425c54f4ef948"),  # pragma: allowlist secret
    _torchgeo(
        "ssl4eo-s12-resnet18-moco",
        "SSL4EO-S12 MoCo, ResNet-18, 13 bands",
        "resnet18_sentinel2_all_moco 5b8cddc9a14f3844350b7f40b85bcd32aed75918 "  # pragma: allowlist secret
        "resnet18_sentinel2_all_moco-59bfdff9.pth",
        bands=_L1C,
        licence="CC-BY-4.0",
        citation=_SSL4EO,
    ),
    _torchgeo(
        "ssl4eo-s12-resnet50-moco",
        "SSL4EO-S12 MoCo, ResNet-50, 13 bands",
        "resnet50_sentinel2_all_moco da4f3c9dbe09272eb902f3b37f46635fa4726879 "  # pragma: allowlist secret
        "resnet50_sentinel2_all_moco-df8b932e.pth",
        sha256="df8b932e2a23a0773febedf3f650aa7d342b805f7876ca5ed6b139d7245d7c09",  # pragma: allowlist secret
        bands=_L1C,
        licence="CC-BY-4.0",
        citation=_SSL4EO,
    ),
    _torchgeo(
        "ssl4eo-s12-resnet50-dino",
        "SSL4EO-S12 DINO, ResNet-50, 13 bands",
        "resnet50_sentinel2_all_dino d7f14bf5530d70ac69d763e58e77e44dbecfec7c "  # pragma: allowlist secret
        "resnet50_sentinel2_all_dino-d6c330e9.pth",
        bands=_L1C,
        licence="CC-BY-4.0",
        citation=_SSL4EO,
    ),
    _torchgeo(
        "ssl4eo-s12-resnet50-decur",
        "SSL4EO-S12 DeCUR, ResNet-50, 13 bands",
        "decur eba7ae5945d482a4319be046d34b552db5dd9950 "  # pragma: allowlist secret
        "rn50_ssl4eo-s12_ms_decur_ep100-fc6b09ff.pth",
        bands=_L1C,
        licence="Apache-2.0",
        citation=_DECUR,
    ),
    _torchgeo(
        "seco-eco-resnet50",
        "SeCo-Eco, ResNet-50, 12 bands",
        "seco-eco 3ede08c40f70534eb1132057ee338b99e54319f0 "  # pragma: allowlist secret
        "resnet50_sentinel2_all_seco_eco-a273eb78.pth",
        bands=_L2A,
        licence="MIT",
        citation=_ECO,
    ),
)
"""In the order to show them."""

PUBLISHED_BY_NAME: dict[str, PublishedWeights] = {weights.name: weights for weights in PUBLISHED}
