"""Section 1 of the panel: the imagery, the dates of a series, products as downloaded."""
