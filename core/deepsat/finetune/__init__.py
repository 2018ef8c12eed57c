"""Fine-tuning: a network learns the classes of a few labelled polygons."""
