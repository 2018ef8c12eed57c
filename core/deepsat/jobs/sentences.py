"""Parts of sentences: how many of something there are, and which, be they features or classes."""

from __future__ import annotations

from collections.abc import Sequence

from deepsat.jobs.listing import first_few


def about(ids: Sequence[int], one: str, many: str) -> str:
    """A sentence on features: `about([3, 7], "feature is empty", "features are empty")` counts and lists them.

    Args:
        ids: feature ids, at least one.
        one: what follows the number 1.
        many: what follows any other number.
    """
    return with_ids(counted(len(ids), one, many), ids)


def with_ids(words: str, ids: Sequence[int]) -> str:
    """A sentence of `words` on something in one feature or several, which it lists."""
    if len(ids) == 1:
        return f"{words} (feature id {ids[0]})."
    return f"{words} (feature ids {first_few([str(number) for number in ids])})."


def counted(count: int, one: str, many: str) -> str:
    """`1 pixel`, `2 pixels`, `12,000 pixels`."""
    return f"{count:,} {one if count == 1 else many}"


def reasons(sentences: Sequence[str]) -> str:
    """Findings as the rest of a sentence that says what was found: `; 2 features are empty (feature ids 3, 7)`."""
    return "".join(f"; {sentence.rstrip('.')}" for sentence in sentences)


def quoted(names: Sequence[str]) -> str:
    """Class names in quotes, the first few of many."""
    return first_few([f"'{name}'" for name in names])
