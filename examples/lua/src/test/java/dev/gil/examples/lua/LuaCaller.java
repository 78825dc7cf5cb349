package dev.gil.examples.lua;

import dev.gil.examples.lua.Scripts.Chunk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * One thread's calls: compiles a script, keeps it for a while, runs it, and leaves it to the
 * garbage collector. Every script calls Java, which calls Lua again; and every one answers
 * something else, so that a mixed-up stack, slot or argument shows.
 */
final class LuaCaller implements Runnable {
  /** What the upcall runs. */
  static final String SQUARE = "local n = ... return n * n";

  /** The Java function, {@code n * n + 1} by way of Lua. */
  static final String UPCALL = "from_java";

  private static final int KEPT = 16;

  private final Scripts lua;
  private final int number;
  private final int rounds;
  private final Queue<Script> kept = new ArrayDeque<>();
  private long done;
  private long wrong;
  private boolean hasFailed;

  /** Makes {@code calls} calls: one to compile and one to run, in turn. */
  LuaCaller(Scripts lua, int number, int calls) {
    this.lua = lua;
    this.number = number;
    this.rounds = calls / 2;
  }

  private record Script(Chunk chunk, long salt) {}

  @Override
  public void run() {
    for (int i = 0; i < rounds; i++) {
      try {
        compile(number * 1_000_000_000L + i);
        if (kept.size() > KEPT) {
          callOldest(i);
        }
      } catch (RuntimeException | Error e) {
        failed(e);
      }
    }
    while (!kept.isEmpty()) {
      try {
        callOldest(rounds);
      } catch (RuntimeException | Error e) {
        failed(e);
      }
    }
  }

  private void compile(long salt) {
    kept.add(new Script(lua.load(source(salt)), salt));
    done++;
  }

  private void callOldest(long n) {
    Script oldest = kept.remove();
    long expected = n * n + 1 + oldest.salt + ("" + n + oldest.salt).length();
    if (lua.call(oldest.chunk, n) != expected) {
      wrong++;
    }
    done++;
  }

  private void failed(Throwable e) {
    if (!hasFailed) {
      e.printStackTrace(); // one tells enough
    }
    hasFailed = true;
  }

  private static String source(long salt) {
    return """
    local n = ...
    local text = {}
    for _, part in ipairs { n, %d } do text[#text + 1] = tostring(part) end
    return %s(n) + %d + #table.concat(text)
    """
        .formatted(salt, UPCALL, salt);
  }

  static List<LuaCaller> several(Scripts lua, int threads, int calls) {
    List<LuaCaller> callers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      callers.add(new LuaCaller(lua, i, calls / threads));
    }
    return callers;
  }

  /** Runs each on a thread of its own, every other one virtual, and waits for all. */
  static void runAll(List<LuaCaller> callers) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (LuaCaller caller : callers) {
      Thread.Builder kind = caller.number % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
      threads.add(kind.name("caller-" + caller.number).unstarted(caller));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  static long done(List<LuaCaller> callers) {
    return callers.stream().mapToLong(caller -> caller.done).sum();
  }

  /** Calls that answered wrong, threw, or were never made. */
  static long wrong(List<LuaCaller> callers) {
    return callers.stream()
        .mapToLong(caller -> caller.wrong + 2L * caller.rounds - caller.done)
        .sum();
  }
}
