"""Importing: published weights become checkpoints to start from."""
