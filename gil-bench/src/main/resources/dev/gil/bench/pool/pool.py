"""Plays a scene by a ProcessPoolExecutor of one worker, and says its figures.

Arguments: scene, size.
"""
import concurrent.futures
import multiprocessing
import statistics
import sys
import time

SCENE = sys.argv[1]
SIZE = int(sys.argv[2])
ROUNDS = 5
BUDGET = 10
WARM_UP = 5000


def same(value):
    return value


def one():
    return 1


def pool():
    fork = "fork" in multiprocessing.get_all_start_methods()
    return concurrent.futures.ProcessPoolExecutor(
        max_workers=1, mp_context=multiprocessing.get_context("fork" if fork else None))


def check(expected, came):
    if came != expected:
        sys.exit("%.80r came back instead of %.80r" % (came, expected))


def say(name, value):
    print("figure", name, value)


def quantile(times, share):
    return sorted(times)[max(0, min(len(times) - 1, int(share * len(times))))]


def timed(function, *arguments):
    start = time.perf_counter()
    result = function(*arguments)
    return time.perf_counter() - start, result


def rate(count, play):
    play(max(1, count // 4))
    rates = []
    begin = time.perf_counter()
    while not rates or len(rates) < ROUNDS and time.perf_counter() - begin < BUDGET:
        taken, _ = timed(play, count)
        rates.append(count / taken)
    return statistics.median(rates)


def noop_latency(executor):
    times = []
    for number in range(-max(WARM_UP, SIZE // 2), SIZE):
        taken, came = timed(lambda: executor.submit(same, number).result())
        check(number, came)
        if number >= 0:
            times.append(taken)
    say("noop-latency", 1e6 * quantile(times, 0.5))
    say("noop-latency-p99", 1e6 * quantile(times, 0.99))


def pipelined_distinct(executor):
    def play(count):
        futures = [executor.submit(same, number) for number in range(count)]
        check(count * (count - 1) // 2, sum(future.result() for future in reversed(futures)))

    say("pipelined-distinct", rate(SIZE, play))


def pipelined_same(executor):
    def play(count):
        futures = [executor.submit(one) for _ in range(count)]
        check(count, sum(future.result() for future in reversed(futures)))

    say("pipelined-same", rate(SIZE, play))


if __name__ == "__main__":
    with pool() as executor:
        globals()[SCENE.replace("-", "_")](executor)
