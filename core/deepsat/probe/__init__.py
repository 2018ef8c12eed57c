"""Probing checkpoints: what their frozen features are worth on a person's own place, before any training."""
