package dev.gil.examples.lua;

import dev.gil.Disposer;
import dev.gil.examples.lua.Scripts.Chunk;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.util.List;
import java.util.Locale;

/** A JVM that loads Lua with calls: {@code guarded|cleaner|unguarded THREADS CALLS}. */
final class LuaLoad {
  static final int WRONG = 3;
  static final int NO_LIBRARY = 4;

  /** Printed when Lua is loaded and has answered right: what dies later dies of the calls. */
  static final String READY = "lua ready";

  private LuaLoad() {}

  public static void main(String[] args) throws InterruptedException {
    Thread.ofPlatform().daemon().start(LuaLoad::endWithParent);
    int threads = Integer.parseInt(args[1]);
    int calls = Integer.parseInt(args[2]);
    try {
      warmUp();
    } catch (LinkageError e) {
      System.out.println(e);
      System.exit(NO_LIBRARY);
    }
    System.out.println(READY);
    System.exit(run(args[0], threads, calls) ? 0 : WRONG);
  }

  private static boolean run(String how, int threads, int calls) throws InterruptedException {
    return switch (how) {
      case "guarded" -> new GuardedLua(GuardedLua.LUA.disposer()).run(threads, calls);
      case "cleaner" -> new GuardedLua(plainCleaner()).run(threads, calls);
      default -> isRightUnguarded(threads, calls);
    };
  }

  /** Frees handles on a thread that does not hold the lock. */
  private static Disposer plainCleaner() {
    Cleaner cleaner = Cleaner.create();
    return (object, action) -> cleaner.register(object, action)::clean;
  }

  private static boolean isRightUnguarded(int threads, int calls) throws InterruptedException {
    long wrong = unguarded(threads, calls);
    System.out.printf(
        Locale.ROOT,
        "lua unguarded: %,d calls from %d threads: %,d wrong%n",
        calls,
        threads,
        wrong);
    return wrong == 0;
  }

  private static void warmUp() throws InterruptedException {
    if (unguarded(1, 100) != 0) {
      throw new IllegalStateException("Lua answers wrong on a single thread");
    }
  }

  /** The same calls straight to the state; how many were wrong. Frees nothing. */
  private static long unguarded(int threads, int calls) throws InterruptedException {
    Scripts lua = new LuaState((object, action) -> action);
    Chunk square = lua.load(LuaCaller.SQUARE);
    lua.define(LuaCaller.UPCALL, n -> lua.call(square, n) + 1);
    List<LuaCaller> callers = LuaCaller.several(lua, threads, calls);
    LuaCaller.runAll(callers);
    return LuaCaller.wrong(callers);
  }

  /** Not to be left behind, hung in Lua, if the test's JVM dies. */
  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      System.err.println(e);
    }
    Runtime.getRuntime().halt(WRONG);
  }
}
