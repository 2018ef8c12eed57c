"""The DeepSat panel: the widget says what is wanted, the controller carries it out."""
