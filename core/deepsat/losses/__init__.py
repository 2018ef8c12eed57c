"""Losses: what the networks minimise."""

from deepsat.losses.masked import masked_cross_entropy

__all__ = ["masked_cross_entropy"]
