"""The study's density, by SciPy: for each line on stdin, evaluates it once and prints the seconds it took.

Arguments: a file of float32 values, the bandwidth scale, grid points, and a file to write the last density to.
"""
import sys
import time

import numpy as np
from scipy.stats import gaussian_kde

values = np.fromfile(sys.argv[1], dtype=np.float32)
scale, points = float(sys.argv[2]), int(sys.argv[3])
grid = np.linspace(values.min(), values.max(), points)
for _ in sys.stdin:
    start = time.perf_counter()
    kde = gaussian_kde(values)
    kde.set_bandwidth(kde.scotts_factor() * scale)
    density = kde(grid)
    seconds = time.perf_counter() - start
    density.astype(np.float64).tofile(sys.argv[4])
    print(seconds, flush=True)
