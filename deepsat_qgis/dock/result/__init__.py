"""What came out: the map against the image, areas, and labels to look at again."""
