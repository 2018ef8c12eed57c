"""What DeepSat computes with: looked at, installed, repaired."""
