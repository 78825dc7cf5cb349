package dev.gil.internal.log;

/**
 * Where gil says what nobody asked for. Looked for when there is something to say: the first search
 * for loggers looks into every jar of the class path, and no program should wait for that.
 */
public final class Log {
  private Log() {}

  /** The logger {@code dev.gil}. */
  public static System.Logger gil() {
    return System.getLogger("dev.gil");
  }
}
