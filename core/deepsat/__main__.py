"""`python -m deepsat`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# OpenMP reads this once, when torch is loaded. Threads that sleep while they wait leave the processor to others, QGIS
# among them; threads that spin while another program has the core wait for nothing.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from deepsat.cli import main
from deepsat.jobs.environment_use import environment_in_use

if __name__ == "__main__":
    with environment_in_use(Path(sys.prefix)):
        sys.exit(main())
