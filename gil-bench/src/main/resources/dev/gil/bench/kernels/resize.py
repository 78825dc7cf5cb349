"""Resizes an image by Pillow, as often as a line of the standard input says, and says the nanoseconds.

Arguments: filter, width, height, new width, new height.
"""
import sys
import time

from PIL import Image

FILTER = getattr(Image, sys.argv[1])
WIDTH, HEIGHT, NEW_WIDTH, NEW_HEIGHT = map(int, sys.argv[2:6])

image = Image.frombytes("RGB", (WIDTH, HEIGHT), bytes(i * i % 251 for i in range(WIDTH * 3)) * HEIGHT)

for line in sys.stdin:
    times = int(line)
    start = time.perf_counter_ns()
    for _ in range(times):
        image.resize((NEW_WIDTH, NEW_HEIGHT), FILTER)
    print(time.perf_counter_ns() - start, flush=True)
