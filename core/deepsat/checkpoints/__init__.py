"""Checkpoints and models: cards, and folders that hold weights."""

from deepsat.checkpoints.card import Card, HeldOutSkill, TrainingFacts
from deepsat.checkpoints.model_folder import hash_of_weights, load_model, read_card, save_model

__all__ = ["Card", "HeldOutSkill", "TrainingFacts", "hash_of_weights", "load_model", "read_card", "save_model"]
