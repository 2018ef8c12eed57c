"""The models on this computer: applied, kept, compared, exported, undone."""
