package dev.gil.examples.lua;

import java.util.function.LongUnaryOperator;

/** What this program asks of Lua. */
public interface Scripts {
  /** Compiles a script. Lua keeps it until Java has forgotten the chunk. */
  Chunk load(String source);

  /** Runs a chunk with one argument. */
  long call(Chunk chunk, long argument);

  /** Gives Lua a function that is written in Java. */
  void define(String name, LongUnaryOperator body);

  /** A handle: the slot of Lua's registry that holds the compiled script. */
  record Chunk(int slot) {}
}
