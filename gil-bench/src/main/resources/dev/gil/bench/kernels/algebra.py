"""Plays one case by NumPy, as often as a line of the standard input says, and says the nanoseconds.

Arguments: operation, size.
"""
import sys
import time

import numpy

OPERATION = sys.argv[1]
SIZE = int(sys.argv[2])

if OPERATION in ("dgemm", "sgemm"):
    kind = numpy.float64 if OPERATION == "dgemm" else numpy.float32
    random = numpy.random.default_rng(7)
    a = (random.random((SIZE, SIZE)) - 0.5).astype(kind)
    b = (random.random((SIZE, SIZE)) - 0.5).astype(kind)
    c = numpy.empty((SIZE, SIZE), kind)
else:
    x = numpy.ones(SIZE)
    y = numpy.ones(SIZE)


def once():
    global y
    if OPERATION in ("dgemm", "sgemm"):
        numpy.matmul(a, b, out=c)
    elif OPERATION == "axpy":
        y += 1e-9 * x
    elif OPERATION == "dot":
        numpy.dot(x, y)
    else:
        numpy.sum(x)


for line in sys.stdin:
    times = int(line)
    start = time.perf_counter_ns()
    for _ in range(times):
        once()
    print(time.perf_counter_ns() - start, flush=True)
