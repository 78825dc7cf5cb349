package dev.gil.internal;

import dev.gil.TaskNotSerializableException;
import dev.gil.internal.log.Log;
import dev.gil.spi.Codec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
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
    for (ClassLoader from : Providers.loaders()) {
      Providers.each(
          Codec.class, from, codec -> byId.putIfAbsent(codec.id(), codec), Codecs::isLeftOut);
    }
    return byId;
  }

  /** It does not keep tasks from travelling, and is said. */
  private static void isLeftOut(Throwable why) {
    Log.gil().log(System.Logger.Level.WARNING, "a codec is left out", why);
  }

  /** An object in the words of the first codec that takes it; null if none does. */
  static @Nullable Coded write(Object value) {
    for (Map.Entry<String, Codec> each : Found.BY_ID.entrySet()) {
      try {
        byte[] bytes = each.getValue().write(value);
        if (bytes != null) {
          return new Coded(each.getKey(), bytes);
        }
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
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
