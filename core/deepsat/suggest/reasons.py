"""Reasons: why a place was chosen, in words."""

from __future__ import annotations

from deepsat.suggest.spreading import Choice

UNLIKE = 0.3
"""A place that labels tell less of than this looks like none of them."""

WAVERS = 0.5
"""A model wavers where the likeliest class is ahead by less than half of the probability."""


def reason_of(choice: Choice, wavering: float, likeliest: tuple[str, str] | None, *, has_labels: bool) -> str:
    """The reason as a clause without a full stop.

    Args:
        choice: the place.
        wavering: of the model there, 0-1.
        likeliest: names of the two likeliest classes there; None of a model that knows one class.
        has_labels: whether there are labels to be unlike to.
    """
    doubt = f"the model wavers between {likeliest[0]} and {likeliest[1]}" if likeliest and wavering >= WAVERS else ""
    if has_labels and choice.labelled_alike < UNLIKE:
        unlike = f"no polygon looks like this ({percent(choice.share)} of the scene does)"
        return f"{unlike}, and {doubt}" if doubt else unlike
    if doubt:
        return f"{doubt} ({percent(choice.share)} of the scene looks like this)"
    return f"{percent(choice.share)} of the scene looks like this" + (", and few polygons do" if has_labels else "")


def percent(share: float) -> str:
    """A share, 0-1, as people say it: `12 %`, `0.8 %`, `less than 0.1 %`."""
    if share < 0.001:
        return "less than 0.1 %"
    return f"{100 * share:.1f} %" if share < 0.0995 else f"{100 * share:.0f} %"
