"""The worker's side of the plugin: its Python environment, and the client that talks to it. No Qt, no qgis."""
