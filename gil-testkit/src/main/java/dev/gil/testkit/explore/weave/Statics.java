package dev.gil.testkit.explore.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/**
 * The static state of the woven classes, made new before each execution.
 *
 * <p>A class file's initialiser becomes a method that can be called again, and its finals lose that
 * flag. First all statics of all classes are cleared, then the initialisers run in the order in
 * which the JVM had completed them, so that each finds those that it uses. Enums and interfaces
 * keep their state: their constants are known elsewhere by identity.
 *
 * <p>Thread-safe.
 */
final class Statics {
  private static final MethodType NOTHING = MethodType.methodType(void.class);

  private MethodHandle[] clear = {};
  private MethodHandle[] initialize = {};

  /** Adds a class whose initialiser has run, if it can run again. */
  synchronized void add(Class<?> type) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      if (!java.lang.reflect.Modifier.isPublic(type.getModifiers())) {
        lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      }
      MethodHandle clears = lookup.findStatic(type, Weaver.CLEAR, NOTHING);
      MethodHandle initializes = lookup.findStatic(type, Weaver.INITIALIZE, NOTHING);
      clear = Arrays.copyOf(clear, clear.length + 1);
      initialize = Arrays.copyOf(initialize, initialize.length + 1);
      clear[clear.length - 1] = clears;
      initialize[initialize.length - 1] = initializes;
    } catch (NoSuchMethodException e) {
      return;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  synchronized boolean isEmpty() {
    return clear.length == 0;
  }

  /**
   * Makes all statics new.
   *
   * @throws ExceptionInInitializerError if an initialiser throws the second time
   */
  synchronized void reset() {
    try {
      for (MethodHandle each : clear) {
        each.invokeExact();
      }
      for (MethodHandle each : initialize) {
        each.invokeExact();
      }
    } catch (Throwable e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
