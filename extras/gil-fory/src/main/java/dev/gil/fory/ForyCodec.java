package dev.gil.fory;

import dev.gil.spi.Codec;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.fory.Fory;
import org.apache.fory.config.Language;
import org.apache.fory.exception.InsecureException;
import org.apache.fory.logging.LogLevel;
import org.apache.fory.logging.LoggerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects of the classes that {@link ForyTypes} names by Apache Fory: in a fraction of the
 * time and the bytes of Java serialization once its code is compiled. The first object costs a JVM
 * most of a second of a processor, some of it in the background.
 *
 * <p>Takes objects of a registered class, and the JDK's lists, sets, maps and arrays of them;
 * leaves all else to Java serialization. Registration is required both ways, so what arrives can be
 * of no other class. Fory uses {@code sun.misc.Unsafe}; on JDK 25 the JVM warns of it unless {@code
 * --sun-misc-unsafe-memory-access=allow} is given, which worker processes inherit.
 *
 * <p>Thread-safe.
 */
public final class ForyCodec implements Codec {
  /** Those that nobody uses now. One is for one thread at a time. */
  private static final Queue<Fory> IDLE = new ConcurrentLinkedQueue<>();

  /** Asked with the first object, since that takes time; numbers stand for them, by their order. */
  private static final class Lazy {
    static final Set<Class<?>> TYPES = find();
  }

  /** For {@link java.util.ServiceLoader}. */
  public ForyCodec() {}

  private static Set<Class<?>> find() {
    Set<Class<?>> types = new TreeSet<>(Comparator.comparing(Class::getName));
    collect(Thread.currentThread().getContextClassLoader(), types);
    collect(ForyCodec.class.getClassLoader(), types);
    return Collections.unmodifiableSet(types);
  }

  private static void collect(@Nullable ClassLoader from, Set<Class<?>> types) {
    for (ForyTypes each : ServiceLoader.load(ForyTypes.class, from)) {
      types.addAll(each.types());
    }
  }

  private static Fory create() {
    LoggerFactory.setLogLevel(LogLevel.ERROR_LEVEL);
    Fory fory =
        Fory.builder()
            .withLanguage(Language.JAVA)
            .requireClassRegistration(true)
            .withRefTracking(true)
            .withAsyncCompilation(true)
            .build();
    Lazy.TYPES.forEach(fory::register);
    return fory;
  }

  private static <T> T with(Function<Fory, T> use) {
    @Nullable Fory idle = IDLE.poll();
    Fory fory = idle == null ? create() : idle;
    try {
      return use.apply(fory);
    } finally {
      IDLE.add(fory);
    }
  }

  @Override
  public String id() {
    return "fory";
  }

  @Override
  public byte @Nullable [] write(Object value) {
    if (!isOurs(value)) {
      return null;
    }
    try {
      return with(fory -> fory.serialize(value));
    } catch (InsecureException e) {
      return null; // it leads to a class that was not named
    }
  }

  private static boolean isOurs(Object value) {
    return Lazy.TYPES.contains(value.getClass())
        || (!Lazy.TYPES.isEmpty()
            && (value instanceof Collection || value instanceof Map || value instanceof Object[])
            && value.getClass().getClassLoader() == null);
  }

  @Override
  public Object read(byte[] bytes) throws IOException {
    @Nullable Object value = with(fory -> fory.deserialize(bytes));
    if (value == null) {
      throw new IOException("no object");
    }
    return value;
  }
}
