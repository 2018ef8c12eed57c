"""Series of dates: windows of them to learn from, the training of their networks, and maps."""
