package dev.gil.internal;

import java.io.File;
import java.io.ObjectInputFilter;
import java.lang.invoke.SerializedLambda;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which classes may come out of a deserialization: values of the JDK, exceptions of the JDK, gil's
 * own, and whatever comes from the same jar or directory as the task. Classes of other libraries
 * must be allowed by name: gadgets live in libraries, not in the code that submits the task.
 *
 * <p>For one reading: it remembers what it refused.
 */
public final class TrustFilter implements ObjectInputFilter {
  private static final long MAX_DEPTH = 10_000;

  private static final Set<String> JDK_PACKAGES =
      Set.of(
          "java.lang",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "java.util.regex",
          "java.time",
          "java.time.chrono",
          "java.time.zone",
          "java.math");

  private static final Set<Class<?>> JDK_CLASSES =
      Set.of(File.class, URI.class, InetAddress.class, InetSocketAddress.class);

  private final @Nullable Class<?> owner;
  private final List<String> allowed;
  private final boolean lambdas;
  private @Nullable String refused;

  private TrustFilter(@Nullable Class<?> owner, List<String> allowed, boolean lambdas) {
    this.owner = owner;
    this.allowed = allowed;
    this.lambdas = lambdas;
  }

  /**
   * For a task that arrives in a worker; {@code owner} is the name of the class whose code it is.
   */
  public static TrustFilter ofTask(String owner, List<String> allowed) {
    @Nullable Class<?> found = null;
    try {
      found = Class.forName(owner, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      // Reading the task will say which class is missing.
    }
    return new TrustFilter(found, allowed, true);
  }

  /**
   * For what a worker answers to a task whose code is {@code owner}'s: lambdas are not accepted.
   */
  public static TrustFilter ofOutcome(Class<?> owner, List<String> allowed) {
    return new TrustFilter(owner, allowed, false);
  }

  /**
   * Where the classes are looked for first: by the task's own class loader, else by the thread's.
   */
  @Nullable ClassLoader loader() {
    return owner == null ? Thread.currentThread().getContextClassLoader() : owner.getClassLoader();
  }

  /** The class of that name as the task's own code sees it, which most often is in that class. */
  Class<?> find(String name) throws ClassNotFoundException {
    return owner != null && owner.getName().equals(name)
        ? owner
        : Class.forName(name, false, loader());
  }

  /** Whether it is for what this JVM's parent sends, not for what comes back from a worker. */
  boolean isOfTask() {
    return lambdas;
  }

  /** The first class refused, if any. */
  public @Nullable String refused() {
    return refused;
  }

  @Override
  public Status checkInput(FilterInfo info) {
    if (info.depth() > MAX_DEPTH) {
      return Status.REJECTED;
    }
    @Nullable Class<?> type = info.serialClass();
    if (type == null) {
      return Status.UNDECIDED; // a limit is asked for, not a class
    }
    while (type.isArray()) {
      type = Objects.requireNonNull(type.getComponentType());
    }
    return type.isPrimitive() || admits(type) ? Status.ALLOWED : Status.REJECTED;
  }

  /** Whether objects of a class may come in; remembers the first that may not. */
  boolean admits(Class<?> type) {
    boolean trusted = trusts(type);
    if (!trusted && refused == null) {
      refused = type.getName();
    }
    return trusted;
  }

  private boolean trusts(Class<?> type) {
    String name = type.getName();
    if (allowed.stream().anyMatch(pattern -> matches(pattern, name))) {
      return true;
    }
    if (type == SerializedLambda.class) {
      return lambdas;
    }
    @Nullable ClassLoader loader = type.getClassLoader();
    if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
      return JDK_PACKAGES.contains(type.getPackageName())
          || JDK_CLASSES.contains(type)
          || Throwable.class.isAssignableFrom(type)
          || type.getSuperclass() == InetAddress.class;
    }
    return sameOrigin(type, TrustFilter.class) || (owner != null && sameOrigin(type, owner));
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith(".**")
        ? name.startsWith(pattern.substring(0, pattern.length() - 2))
        : name.equals(pattern);
  }

  private static boolean sameOrigin(Class<?> type, Class<?> other) {
    if (type == other) {
      return true;
    }
    if (type.getModule().isNamed() || other.getModule().isNamed()) {
      return type.getModule() == other.getModule();
    }
    @Nullable CodeSource a = type.getProtectionDomain().getCodeSource();
    @Nullable CodeSource b = other.getProtectionDomain().getCodeSource();
    return a != null
        && b != null
        && a.getLocation() != null
        && a.getLocation().equals(b.getLocation());
  }
}
