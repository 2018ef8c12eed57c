"""Prediction: scenes in tiles through a network, blended into maps."""
