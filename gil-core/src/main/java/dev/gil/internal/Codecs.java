package dev.gil.internal;

import dev.gil.TaskNotSerializableException;
import dev.gil.spi.Codec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The {@linkplain Codec codecs} of this JVM. Thread-safe. */
final class Codecs {
  private static final class Found {
    static final Map<String, Codec> BY_ID = find();
  }

  /**
   * What a codec wrote.
   *
   * @param codec that can read it
   * @param bytes it wrote
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Coded(String codec, byte[] bytes) {}

  private Codecs() {}

  private static Map<String, Codec> find() {
    Map<String, Codec> byId = new LinkedHashMap<>();
    collect(Thread.currentThread().getContextClassLoader(), byId);
    collect(Codecs.class.getClassLoader(), byId);
    return byId;
  }

  /** One that cannot be loaded is said, and does not keep tasks from travelling. */
  private static void collect(@Nullable ClassLoader from, Map<String, Codec> byId) {
    var each = ServiceLoader.load(Codec.class, from).iterator();
    while (true) {
      try {
        if (!each.hasNext()) {
          return;
        }
        Codec codec = each.next();
        byId.putIfAbsent(codec.id(), codec);
      } catch (ServiceConfigurationError | RuntimeException e) {
        System.getLogger("dev.gil").log(System.Logger.Level.WARNING, "a codec is left out", e);
      }
    }
  }

  /** An object in the words of the first codec that takes it; null if none does. */
  static @Nullable Coded write(Object value) {
    for (Map.Entry<String, Codec> each : Found.BY_ID.entrySet()) {
      try {
        byte[] bytes = each.getValue().write(value);
        if (bytes != null) {
          return new Coded(each.getKey(), bytes);
        }
      } catch (RuntimeException | StackOverflowError e) {
        throw new TaskNotSerializableException(
            "codec \""
                + each.getKey()
                + "\" cannot write a "
                + value.getClass().getName()
                + ": "
                + e,
            e);
      }
    }
    return null;
  }

  static Object read(String id, byte[] bytes) throws IOException {
    @Nullable Codec codec = Found.BY_ID.get(id);
    if (codec == null) {
      throw new IOException("malformed: codec \"" + id + "\" is not on the class path");
    }
    try {
      return codec.read(bytes);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw new IOException("malformed, says codec \"" + id + "\": " + e, e);
    }
  }
}
