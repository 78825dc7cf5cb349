"""Trains a net by NumPy, as often as a line of the standard input says, and says the nanoseconds.

A line "accuracy" is answered by how much of the test the last net got right. Argument: a file with
images and labels to learn from, then those of the test.
"""
import sys
import time

import numpy

PIXELS, HIDDEN, CLASSES = 256, 128, 10
TRAINING, TEST = 10_000, 2_000
EPOCHS, BATCH, RATE = 10, 64, numpy.float32(0.1)


def read(file, count):
    images = numpy.fromfile(file, "<f4", count * PIXELS).reshape(count, PIXELS)
    return images, numpy.fromfile(file, "<i4", count)


with open(sys.argv[1], "rb") as data:
    images, labels = read(data, TRAINING)
    test_images, test_labels = read(data, TEST)

random = numpy.random.default_rng(1)


def weights(inputs, outputs):
    bound = (6 / (inputs + outputs)) ** 0.5
    return random.uniform(-bound, bound, (inputs, outputs)).astype(numpy.float32)


def train():
    w1, b1 = weights(PIXELS, HIDDEN), numpy.zeros(HIDDEN, numpy.float32)
    w2, b2 = weights(HIDDEN, CLASSES), numpy.zeros(CLASSES, numpy.float32)
    for _ in range(EPOCHS):
        order = random.permutation(TRAINING)
        for start in range(0, TRAINING, BATCH):
            chosen = order[start : start + BATCH]
            x, rows = images[chosen], len(chosen)
            hidden = numpy.maximum(x @ w1 + b1, 0)
            scores = hidden @ w2 + b2
            scores -= scores.max(axis=1, keepdims=True)
            slope = numpy.exp(scores)
            slope /= slope.sum(axis=1, keepdims=True)
            slope[numpy.arange(rows), labels[chosen]] -= 1
            slope /= rows
            back = slope @ w2.T
            back *= hidden > 0
            w2 -= RATE * (hidden.T @ slope)
            b2 -= RATE * slope.sum(axis=0)
            w1 -= RATE * (x.T @ back)
            b1 -= RATE * back.sum(axis=0)
    return w1, b1, w2, b2


def accuracy(model):
    w1, b1, w2, b2 = model
    scores = numpy.maximum(test_images @ w1 + b1, 0) @ w2 + b2
    return float((scores.argmax(axis=1) == test_labels).mean())


model = None
for line in sys.stdin:
    if line.strip() == "accuracy":
        print(accuracy(model), flush=True)
        continue
    start = time.perf_counter_ns()
    for _ in range(int(line)):
        model = train()
    print(time.perf_counter_ns() - start, flush=True)
