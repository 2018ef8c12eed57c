"""`python -m deepsat`."""

from __future__ import annotations

import os
import sys

# OpenMP reads this once, when torch is loaded. Threads that sleep while they wait leave the processor to others, QGIS
# among them; threads that spin while another program has the core wait for nothing.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from deepsat.cli import main

if __name__ == "__main__":
    sys.exit(main())
