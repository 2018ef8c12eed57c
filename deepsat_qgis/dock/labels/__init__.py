"""Section 2 of the panel: the label layer, its classes, and drawing."""
