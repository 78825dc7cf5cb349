package dev.gil.examples.lua;

import dev.gil.GlobalLock;
import dev.gil.examples.lua.Scripts.Chunk;
import java.util.List;

/** Platform and virtual threads share one Lua state, which would crash without the lock. */
final class LuaMain {
  private static final GlobalLock LUA = GlobalLock.shared("lua");

  private LuaMain() {}

  public static void main(String[] args) throws InterruptedException {
    Scripts lua = LUA.guard(Scripts.class, new LuaState(LUA.disposer()));
    Chunk square = lua.load("local n = ... return n * n");
    lua.define("from_java", n -> fromJava(lua, square, n));

    List<Thread> threads =
        List.of(
            Thread.ofPlatform().start(() -> work(lua)), Thread.startVirtualThread(() -> work(lua)));
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("lua: " + lua.call(lua.load("return total"), 0) + " of 667669000");
  }

  /** Java called by Lua, which Java called; and calls Lua again, attached already. */
  private static long fromJava(Scripts lua, Chunk square, long n) {
    try (var _ = LUA.session("from_java")) { // frames of Lua lie below: nobody may come between
      return lua.call(square, n) + 1;
    }
  }

  private static void work(Scripts lua) {
    for (int n = 1; n <= 1_000; n++) {
      Chunk chunk = lua.load("return from_java(...)"); // the garbage collector finds it
      long value = lua.call(chunk, n);
      try (var _ = LUA.session("add")) { // a sequence: read, then write
        long total = lua.call(lua.load("return total or 0"), 0);
        lua.call(lua.load("total = ... return total"), total + value);
      }
    }
  }
}
