package dev.gil.testkit.explore.weave;

import org.jspecify.annotations.Nullable;

/**
 * A place in woven code: which operation, of what, in which line.
 *
 * @param id its index in {@link Sites}
 * @param number what the engine calls it; the same in every JVM
 * @param operation what the code does there
 * @param className the class whose code it is, as {@link Class#getName()}
 * @param method the method's name
 * @param line the source line, 0 if unknown
 * @param owner the class that the member was named by, as {@link Class#getName()}
 * @param member the field or method
 * @param effect what the operation means for the order of memory
 */
record Site(
    int id,
    int number,
    Operation operation,
    String className,
    String method,
    int line,
    String owner,
    String member,
    Effect effect) {
  /** {@code Bank.transfer:41}. */
  String place() {
    return place(className, method, line);
  }

  static String place(String className, String method, int line) {
    return dev.gil.testkit.explore.engine.Sites.place(simple(className), method, line);
  }

  /** {@code Account.balance}, or {@code int[]} of an array. */
  String target() {
    return member.isEmpty() ? simple(owner) : simple(owner) + '.' + member;
  }

  static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** What code does at a site. */
  enum Operation {
    READ(dev.gil.testkit.explore.engine.Operation.READ),
    WRITE(dev.gil.testkit.explore.engine.Operation.WRITE),
    VOLATILE_READ(dev.gil.testkit.explore.engine.Operation.VOLATILE_READ),
    VOLATILE_WRITE(dev.gil.testkit.explore.engine.Operation.VOLATILE_WRITE),
    ARRAY_READ(dev.gil.testkit.explore.engine.Operation.READ),
    ARRAY_WRITE(dev.gil.testkit.explore.engine.Operation.WRITE),
    ENTER(dev.gil.testkit.explore.engine.Operation.ENTER),
    CALL(dev.gil.testkit.explore.engine.Operation.CALL);

    private final dev.gil.testkit.explore.engine.Operation engine;

    Operation(dev.gil.testkit.explore.engine.Operation engine) {
      this.engine = engine;
    }

    /** What the engine calls it. */
    dev.gil.testkit.explore.engine.Operation engine() {
      return engine;
    }
  }

  /** What a call does to the order of memory, upon the object that it is made of. */
  enum Effect {
    NONE,
    /** Sees what was released to the object. */
    ACQUIRE,
    /** Shows what the thread did to whoever acquires the object. */
    RELEASE,
    BOTH,
    /** A look at an object that is not made for threads. */
    LOOK,
    /** A change of an object that is not made for threads. */
    CHANGE;

    /** What calls of {@code method} upon {@code owner} do; null where they are no points at all. */
    static @Nullable Effect of(String owner, String method) {
      return CallEffects.of(owner, method);
    }
  }
}
