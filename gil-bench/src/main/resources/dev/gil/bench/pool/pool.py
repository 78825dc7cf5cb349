"""Plays a scene by a ProcessPoolExecutor of one worker, and says its figures.

Arguments: scene, size.
"""
import concurrent.futures.process
import dataclasses
import multiprocessing
import os
import random
import signal
import statistics
import sys
import time
from multiprocessing import shared_memory

SCENE = sys.argv[1]
SIZE = int(sys.argv[2])
ROUNDS = 9
BUDGET = 10
WARM_UP = 5000
CHANGES = 64
REST = 1


def same(value):
    return value


def one():
    return 1


def increment(number):
    return number + 1


def kill_itself():
    os.kill(os.getpid(), signal.SIGKILL)


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


def map_chunked(executor):
    items = list(range(SIZE))

    def play(count):
        part = items[:count]
        check(count * (count + 1) // 2, sum(executor.map(increment, part, chunksize=1000)))

    say("map-chunked", rate(SIZE, play))


def echo(executor, size):
    content = bytearray(random.Random(42).randbytes(size))
    times = []
    for trip in range(-max(3, SIZE // 2), SIZE):
        for _ in range(CHANGES):
            place = random.randrange(size)
            content[place] = (content[place] + 1) % 256
        sent = bytes(content)
        taken, came = timed(lambda: executor.submit(same, sent).result())
        check(sent, came)
        if trip >= 0:
            times.append(taken)
    say(SCENE, 1e3 * quantile(times, 0.5))


@dataclasses.dataclass
class Line:
    article: str
    count: int
    price: float


@dataclasses.dataclass
class Order:
    id: int
    customer: str
    lines: list


def orders(seed):
    source = random.Random(seed)
    return [
        Order(number, "customer %d" % source.getrandbits(32),
              [Line("article %d" % source.randrange(1000), source.randrange(10), source.random())
               for _ in range(3)])
        for number in range(1000)]


def echo_records(executor):
    times = []
    for trip in range(-max(3, SIZE // 2), SIZE):
        sent = orders(trip)
        taken, came = timed(lambda: executor.submit(same, sent).result())
        check(sent, came)
        if trip >= 0:
            times.append(taken)
    say(SCENE, 1e3 * quantile(times, 0.5))


def ends(name, size):
    memory = shared_memory.SharedMemory(name)
    total = memory.buf[0] + memory.buf[size - 1]
    seen = time.perf_counter()  # the same clock in all processes
    memory.close()
    return total, seen


def handover(executor, size):
    """As its users pass large bytes: by the name of a shared memory."""
    times = []
    ways = []
    for trip in range(-5, SIZE):
        memory = shared_memory.SharedMemory(create=True, size=size)
        try:
            mark = trip + 60
            memory.buf[:size] = bytes([mark]) * size
            start = time.perf_counter()
            total, seen = executor.submit(ends, memory.name, size).result()
            taken = time.perf_counter() - start
            check(2 * mark, total)
        finally:
            memory.close()
            memory.unlink()
        if trip >= 0:
            times.append(taken)
            ways.append(seen - start)
    say(SCENE, 1e3 * quantile(times, 0.5))
    say("handover-64MiB-seen", 1e3 * quantile(ways, 0.5))


def start_cold():
    def start(number):
        executor = pool()
        check(number, executor.submit(same, number).result())
        return executor

    times = []
    for number in range(SIZE):
        taken, executor = timed(start, number)
        executor.shutdown()
        times.append(taken)
    say(SCENE, 1e3 * statistics.median(times))


def start_spare():
    """A pool whose worker died is broken for good: its user opens another."""
    executor = pool()
    after_failure = []
    after_kill = []
    for number in range(SIZE):
        check(number, executor.submit(same, number).result())
        time.sleep(REST)
        kill = time.perf_counter()
        try:
            executor.submit(kill_itself).result()
            sys.exit("a task whose worker was killed ended well")
        except concurrent.futures.process.BrokenProcessPool:
            seen = time.perf_counter()
        executor = pool()
        check(number, executor.submit(same, number).result())
        end = time.perf_counter()
        after_failure.append(end - seen)
        after_kill.append(end - kill)
    executor.shutdown()
    say("start-spare", 1e3 * statistics.median(after_failure))
    say("start-spare-from-kill", 1e3 * statistics.median(after_kill))


IN_A_POOL = {
    "noop-latency": noop_latency,
    "pipelined-distinct": pipelined_distinct,
    "pipelined-same": pipelined_same,
    "map-chunked": map_chunked,
    "echo-1MiB": lambda executor: echo(executor, 1 << 20),
    "echo-64MiB": lambda executor: echo(executor, 64 << 20),
    "echo-records": echo_records,
    "handover-64MiB": lambda executor: handover(executor, 64 << 20),
}
ALONE = {"start-cold": start_cold, "start-first": start_cold, "start-spare": start_spare}

if __name__ == "__main__":
    if SCENE in ALONE:
        ALONE[SCENE]()
    else:
        with pool() as executor:
            IN_A_POOL[SCENE](executor)
