"""Fetches pages of 50 ms by threads or by asyncio, and counts their links.

Arguments: form, port, pages, connections, whether connections are kept, whether pages are parsed, rounds.
"""
import asyncio
import html.parser
import http.client
import itertools
import resource
import statistics
import sys
import threading
import time

FORM = sys.argv[1]
PORT, PAGES, CONNECTIONS, KEPT, PARSED, ROUNDS = map(int, sys.argv[2:8])
PATHS = ["/page/%d?ms=50" % (page % 1000) for page in range(PAGES)]


def memory(field):
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith(field)) * 1024
    except (OSError, StopIteration):
        return float("nan")


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.count = 0

    def handle_starttag(self, tag, attrs):
        if tag == "a" and any(name == "href" for name, _ in attrs):
            self.count += 1


def links(body):
    text = body.decode("utf-8")
    if not PARSED:
        return len(text)
    parser = Links()
    parser.feed(text)
    parser.close()
    return parser.count


def by_threads():
    paths = iter(PATHS)
    lock = threading.Lock()
    found = {}

    def work():
        connection = http.client.HTTPConnection("127.0.0.1", PORT)
        while True:
            with lock:
                path = next(paths, None)
            if path is None:
                connection.close()
                return
            connection.request("GET", path, headers={} if KEPT else {"Connection": "close"})
            count = links(connection.getresponse().read())
            if not KEPT:
                connection.close()
            with lock:
                found[count] = found.get(count, 0) + 1

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


async def ask(reader, writer, path):
    close = "" if KEPT else "Connection: close\r\n"
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{close}\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    start = head.index(b"Content-Length: ") + 16
    return await reader.readexactly(int(head[start:head.index(b"\r", start)]))


async def work(paths, found, idle):
    for path in paths:
        reader, writer = idle.pop() if idle else await asyncio.open_connection("127.0.0.1", PORT)
        count = links(await ask(reader, writer, path))
        if KEPT:
            idle.append((reader, writer))
        else:
            writer.close()
        found[count] = found.get(count, 0) + 1


async def asyncio_round(idle):
    paths = iter(PATHS)
    found = {}
    await asyncio.gather(*[work(paths, found, idle) for _ in range(CONNECTIONS)])
    return found


def check(found):
    if sum(found.values()) != PAGES:
        sys.exit("%d pages came instead of %d" % (sum(found.values()), PAGES))


def timed(function):
    start = time.perf_counter()
    check(function())
    return 1000 * (time.perf_counter() - start)


async def asyncio_rounds():
    idle = []
    times = []
    for _ in range(1 + ROUNDS):
        start = time.perf_counter()
        check(await asyncio_round(idle))
        times.append(1000 * (time.perf_counter() - start))
    for _, writer in idle:
        writer.close()
    return times


soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
before = memory("VmRSS:")
times = asyncio.run(asyncio_rounds()) if FORM == "asyncio" else [timed(by_threads) for _ in range(1 + ROUNDS)]
print("figure ms", statistics.median(times[1:]))
print("figure rss", memory("VmHWM:") - before)
