package dev.gil;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Cleaner;
import java.security.CodeSource;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which copy of gil in this JVM owns which shared name: one lock per library, however many class
 * loaders there are.
 *
 * <p>A claim is a system property, the one place that all class loaders share; its value is a
 * String, since others store and print the properties. It ends with its copy: a cleaner takes it
 * back when this class is unloaded. The cleaner's action is made of the JDK's classes alone, or it
 * would keep this class loaded.
 */
final class NameClaims {
  private static final String PREFIX = "dev.gil.lock.";
  private static final String COPY = describe() + " #" + UUID.randomUUID();
  private static final Cleaner CLEANER = Cleaner.create();

  private NameClaims() {}

  /**
   * Claims the name for this copy.
   *
   * @throws LockNameTakenException if another copy has it
   */
  static void claim(String name) {
    String key = PREFIX + name;
    @Nullable Object first = System.getProperties().putIfAbsent(key, COPY);
    if (first == null) {
      CLEANER.register(NameClaims.class, withdrawal(key));
    } else if (!first.equals(COPY)) {
      throw new LockNameTakenException(
          "the shared lock \""
              + name
              + "\" belongs to another copy of gil in this JVM: "
              + first
              + ". This copy: "
              + COPY
              + ". Load gil once, by a class loader that all its users see");
    }
  }

  private static Runnable withdrawal(String key) {
    try {
      MethodHandle remove =
          MethodHandles.publicLookup()
              .findVirtual(
                  Properties.class,
                  "remove",
                  MethodType.methodType(boolean.class, Object.class, Object.class));
      MethodHandle bound =
          MethodHandles.insertArguments(remove, 0, System.getProperties(), key, COPY);
      return MethodHandleProxies.asInterfaceInstance(
          Runnable.class, bound.asType(MethodType.methodType(void.class)));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the JDK lacks what withdraws a claim", e);
    }
  }

  private static String describe() {
    @Nullable ClassLoader loader = NameClaims.class.getClassLoader();
    @Nullable CodeSource source = NameClaims.class.getProtectionDomain().getCodeSource();
    return (loader == null ? "the boot loader" : loader.toString())
        + (source == null ? "" : " from " + source.getLocation());
  }
}
