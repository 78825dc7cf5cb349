package dev.gil.internal;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The providers of a service, of which one that is broken does not take the others down. */
public final class Providers {
  /** A loader that fails for ever, as one that cannot be read does, is given up. */
  private static final int MOST_FAILURES = 100;

  private Providers() {}

  /** Where they are looked for: the thread's context first, then where gil is. */
  public static Set<ClassLoader> loaders() {
    @Nullable ClassLoader own = Providers.class.getClassLoader();
    @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    for (@Nullable ClassLoader each : new @Nullable ClassLoader[] {context, own}) {
      loaders.add(Objects.requireNonNullElse(each, ClassLoader.getSystemClassLoader()));
    }
    return loaders;
  }

  /**
   * Makes each provider.
   *
   * @param found takes it; what it throws is a failure too
   * @param failed takes why one was not made or not taken
   */
  public static <S> void each(
      Class<S> service, ClassLoader from, Consumer<S> found, Consumer<Throwable> failed) {
    var providers = ServiceLoader.load(service, from).iterator();
    for (int failures = 0; failures < MOST_FAILURES; ) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        found.accept(providers.next());
      } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
        failures++;
        failed.accept(e);
      }
    }
  }
}
