"""Outputs: checked before the work, written whole or not at all, and nobody else's lost."""
