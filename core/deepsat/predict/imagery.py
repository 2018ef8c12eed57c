"""Imagery as a model knows it: a raster, a series of dates, or a pair for change."""

from __future__ import annotations

from collections.abc import Sequence

from deepsat.checkpoints import Card
from deepsat.encoders.change_unet import NAME as FOR_CHANGE
from deepsat.imagery import open_scene
from deepsat.imagery.pair import open_pair
from deepsat.imagery.scene import Scene
from deepsat.jobs import ErrorCode, PredictJob, SuggestLabelsJob, UserError


def open_imagery(job: PredictJob | SuggestLabelsJob, card: Card) -> Scene:
    """Opens a job's imagery as the model of a card knows it.

    Of a pair nothing is filled in time: what one date does not show has not stayed as it is on the other. Where the
    job tells its dates, the earlier one is the first.

    Raises:
        UserError: as `open_scene` and `open_pair`.
    """
    if card.architecture.name != FOR_CHANGE:
        return open_scene(job.input, job.dates, masks=job.masks, moments=card.moments, scale=card.scale)
    if len(job.input) != len(card.moments) or job.masks:
        rasters = "raster" if len(job.input) == 1 else "rasters"
        found = f"{len(job.input)} {rasters}{' and cloud masks' if job.masks else ''}"
        raise UserError(
            ErrorCode.INVALID_JOB,
            expected="two rasters, before and after, as the model of change was fine-tuned on",
            found=found,
            remedy="Give both rasters, the earlier one first, and no masks.",
        )
    dates = sorted(job.dates)
    before, after = _in_order(job.input, job.dates)
    return open_pair(before, after, dates)


def _in_order(rasters: Sequence[str], dates: Sequence[str]) -> list[str]:
    """The rasters from early to late; as they were given where no dates are told, or one date of both."""
    if not dates:
        return list(rasters)
    return [rasters[place] for place in sorted(range(len(rasters)), key=dates.__getitem__)]
