"""The scenes of gil bench convoy under this interpreter's own lock. Standard library only.

usage: SUBJECT wake|echo|handoffs NUMBER MILLIS ROUNDS [PORT], the number being that of hogs, or the interval in microseconds
The baseline is the same visitor beside as many hogs, each in a process, and so under a lock, of its own.
"""
import itertools, math, socket, subprocess, sys, threading, time

PERIOD = 0.002
MESSAGE = b"x" * 64
# Turns stay among the small integers, which are not allocated: where they are, the speed of the loop is a matter of
# luck, and was seen to differ twofold.
HOG = """
import itertools, sys, threading, time
stop = False
def hog():
    n = x = 0
    start = time.perf_counter()
    while not stop:
        for _ in itertools.repeat(None, 1000):
            x ^= 1
        n += 1000
    print(n / (time.perf_counter() - start), flush=True)
sys.stdin.readline()
thread = threading.Thread(target=hog)
thread.start()
print("started", flush=True)
sys.stdin.readline()
stop = True
thread.join()
"""

stop = False


def hog(counts, place):
    n = x = 0
    while not stop:
        for _ in itertools.repeat(None, 1000):
            x ^= 1
        n += 1000
    counts[place] = n


def beside_threads(hogs, visit):
    """Visits while hogs run under the same lock; returns the times and the hogs' turns a second."""
    global stop
    stop = False
    counts = [0] * hogs
    threads = [threading.Thread(target=hog, args=(counts, i)) for i in range(hogs)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    times = visit()
    took = time.perf_counter() - start
    stop = True
    for thread in threads:
        thread.join()
    return times, sum(counts) / took


def beside_processes(hogs, visit):
    """Visits while as many hogs run elsewhere, which no lock of this process can hinder."""
    running = [subprocess.Popen([sys.executable, "-c", HOG], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
               for _ in range(hogs)]
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        process.stdout.readline()
    times = visit()
    for process in running:
        process.stdin.write("stop\n")
        process.stdin.flush()
    turns = sum(float(process.stdout.readline()) for process in running)
    for process in running:
        process.wait()
    return times, turns


def keep_deadlines(seconds):
    """How late this thread was at each of a row of deadlines, those too that passed while it waited."""
    late = []
    due = time.perf_counter() + PERIOD
    end = due + seconds
    while due < end:
        left = due - time.perf_counter()
        if left > 0:
            time.sleep(left)
        now = time.perf_counter()
        while due <= now and due < end:
            late.append(now - due)
            due += PERIOD
    return late


def make_trips(connection, seconds):
    trips = []
    start = now = time.perf_counter()
    while now - start < seconds:
        before = now
        connection.sendall(MESSAGE)
        left = len(MESSAGE)
        while left:
            left -= len(connection.recv(left))
        now = time.perf_counter()
        trips.append(now - before)
    return trips


def micros(times, share):
    ranked = sorted(times)
    return 1e6 * ranked[max(0, min(len(ranked) - 1, math.ceil(share * len(ranked)) - 1))]


def say(name, value):
    print("figure", name, value, flush=True)


def compare(subject, hogs, seconds, rounds, visit):
    found = {subject: ([], []), subject + "-bare": ([], [])}
    for _ in range(rounds):
        for name, beside in ((subject + "-bare", beside_processes), (subject, beside_threads)):
            times, turns = beside(hogs, visit)
            found[name][0].extend(times)
            found[name][1].append(turns)
    for name, (times, turns) in found.items():
        say(name + ".p50", micros(times, 0.50))
        say(name + ".p99", micros(times, 0.99))
        say(name + ".visits", len(times) / (rounds * seconds))
        say(name + ".turns", sum(turns) / rounds)


def handoffs(subject, interval, seconds):
    global stop
    stop = False
    sys.setswitchinterval(interval / 1e6)
    seen = {"owner": None, "changes": 0}

    def run(me):
        while not stop:
            if seen["owner"] is not me:
                seen["owner"] = me
                seen["changes"] += 1

    threads = [threading.Thread(target=run, args=(object(),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop = True
    for thread in threads:
        thread.join()
    say(subject + ".handoffs", seen["changes"] / seconds)


def main():
    subject, scene, number, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]) / 1000
    if scene == "handoffs":
        handoffs(subject, number, seconds)
    elif scene == "wake":
        compare(subject, number, seconds, int(sys.argv[5]), lambda: keep_deadlines(seconds))
    else:
        with socket.create_connection(("127.0.0.1", int(sys.argv[6]))) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            compare(subject, number, seconds, int(sys.argv[5]), lambda: make_trips(connection, seconds))


main()
