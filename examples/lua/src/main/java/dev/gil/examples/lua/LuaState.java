package dev.gil.examples.lua;

import dev.gil.Disposer;
import java.util.function.LongUnaryOperator;
import party.iroiro.luajava.JFunction;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.lua54.Lua54;

/** One Lua state. For one thread at a time, as Lua is: share a guard of it instead. */
final class LuaState implements Scripts {
  private final Lua lua = new Lua54();
  private final Disposer disposer;

  LuaState(Disposer disposer) {
    this.disposer = disposer;
    lua.openLibraries();
  }

  @Override
  public Chunk load(String source) {
    lua.load(source);
    int slot = lua.ref();
    Chunk chunk = new Chunk(slot);
    disposer.register(chunk, () -> lua.unref(slot)); // must not capture the chunk
    return chunk;
  }

  @Override
  public long call(Chunk chunk, long argument) {
    // The slot is read under the lock, and nothing is disposed of until the lock is given up.
    lua.refGet(chunk.slot());
    lua.push(argument);
    lua.pCall(1, 1);
    long result = lua.toInteger(-1);
    lua.pop(1);
    return result;
  }

  @Override
  public void define(String name, LongUnaryOperator body) {
    JFunction function =
        state -> {
          state.push(body.applyAsLong(state.toInteger(1)));
          return 1;
        };
    lua.push(function);
    lua.setGlobal(name);
  }
}
