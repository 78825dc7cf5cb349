package dev.gil.examples.lua;

import dev.gil.Attachment;
import dev.gil.Disposer;
import dev.gil.GlobalLock;
import dev.gil.examples.lua.Scripts.Chunk;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Many threads on one guarded Lua state, and an account of every handle. */
final class GuardedLua {
  /** How many compiled scripts Lua's registry keeps alive: its own word on what was freed. */
  private static final String HELD =
      """
      local held = 0
      for slot, value in pairs(debug.getregistry()) do
        if math.type(slot) == "integer" and type(value) == "function" then held = held + 1 end
      end
      return held
      """;

  private static final Duration BOUND_OF_FREEING = Duration.ofSeconds(10);

  static final GlobalLock LUA = GlobalLock.shared("lua");

  private final Disposer disposer;
  private final AtomicLong created = new AtomicLong();
  private final AtomicLong freed = new AtomicLong();
  private final AtomicLong freedWithoutLock = new AtomicLong();

  /** Who frees the handles that the garbage collector finds: the lock's disposer, or worse. */
  GuardedLua(Disposer disposer) {
    this.disposer = disposer;
  }

  /** Prints the account in one line; true if nothing was wrong and nothing is left. */
  boolean run(int threads, int calls) throws InterruptedException {
    Scripts lua = LUA.guard(Scripts.class, new LuaState(this::register));
    Chunk square = lua.load(LuaCaller.SQUARE);
    Chunk held = lua.load(HELD);
    lua.define(LuaCaller.UPCALL, n -> upcall(lua, square, n)); // Lua keeps the square reachable
    long heldBefore = lua.call(held, 0);
    created.set(0);

    List<LuaCaller> callers = LuaCaller.several(lua, threads, calls);
    long from = System.nanoTime();
    LuaCaller.runAll(callers);
    double seconds = (System.nanoTime() - from) / 1e9;
    long freedMeanwhile = freed.get();
    freeTheRest();
    long left = lua.call(held, 0) - heldBefore;

    long done = LuaCaller.done(callers);
    long wrong = LuaCaller.wrong(callers);
    System.out.printf(
        Locale.ROOT,
        "lua guarded: %,d calls from %d threads (half of them virtual), %,d with upcalls, in %.1f"
            + " s: %,d wrong; %,d handles created, %,d freed (%,d of them meanwhile), %,d freed"
            + " without the lock, %,d left in Lua%n",
        done,
        threads,
        done / 2,
        seconds,
        wrong,
        created.get(),
        freed.get(),
        freedMeanwhile,
        freedWithoutLock.get(),
        left);
    return wrong == 0 && freed.get() == created.get() && left == 0;
  }

  private long upcall(Scripts lua, Chunk square, long n) {
    try (var _ = LUA.session("upcall")) {
      return lua.call(square, n) + 1;
    }
  }

  private Runnable register(Object object, Runnable action) {
    created.incrementAndGet();
    return disposer.register(object, () -> free(action));
  }

  private void free(Runnable action) {
    if (!LUA.isHeld()) {
      freedWithoutLock.incrementAndGet();
    }
    action.run();
    freed.incrementAndGet();
  }

  /** Lets the garbage collector find the handles, and gives the lock up, which frees them. */
  private void freeTheRest() {
    long from = System.nanoTime();
    while (freed.get() < created.get() && System.nanoTime() - from < BOUND_OF_FREEING.toNanos()) {
      System.gc();
      try (Attachment _ = LUA.attach()) {
        Thread.onSpinWait();
      }
    }
  }
}
