"""`python -m deepsat`."""

from __future__ import annotations

import sys

from deepsat.cli import main

if __name__ == "__main__":
    sys.exit(main())
