"""Where to label next: places whose class would teach a model most, ranked, each with its reason."""
