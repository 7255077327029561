"""Run a program and note its peak memory in a file: `launcher.py NOTE PROGRAM ARGUMENT...`.

A process of its own, because a child's peak begins with the memory of the process that started it, and the benchmarks
are large by then.
"""

import resource
import subprocess
import sys
from pathlib import Path

note, *command = sys.argv[1:]
code = subprocess.call(command)
Path(note).write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss), encoding="ascii")
sys.exit(code)
