package dev.gil.internal;

import dev.gil.TaskNotSerializableException;
import dev.gil.spi.Depot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Objects as bytes: Java serialization, with a path in its errors and an allow-list on the way in.
 */
public final class Wire {
  private Wire() {}

  /**
   * Serializes an object.
   *
   * @throws TaskNotSerializableException if part of it is not serializable: names the part by its
   *     path from the root
   */
  public static byte[] write(@Nullable Object root) {
    return write(root, null);
  }

  /** As {@link #write(Object)}, with another way for large arrays. */
  static byte[] write(@Nullable Object root, @Nullable ToLongFunction<byte[]> store) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (ObjectOutputStream out =
        store == null ? new ObjectOutputStream(bytes) : new StoringStream(bytes, store)) {
      out.writeObject(root);
    } catch (NotSerializableException e) {
      throw new TaskNotSerializableException(CapturePath.explain(root, e), e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The last two by a writeObject of the user's, or a list of a hundred thousand links.
      throw new TaskNotSerializableException("it cannot be serialized: " + e, e);
    }
    return bytes.toByteArray();
  }

  /**
   * Deserializes an object of classes that {@code trust} accepts, found by the class loader of the
   * task's own class.
   */
  public static @Nullable Object read(byte[] bytes, TrustFilter trust)
      throws IOException, ClassNotFoundException {
    return read(bytes, trust, null);
  }

  /** As {@link #read(byte[], TrustFilter)}, with the place where large arrays were laid down. */
  static @Nullable Object read(byte[] bytes, TrustFilter trust, @Nullable Depot depot)
      throws IOException, ClassNotFoundException {
    try (ObjectInputStream in =
        new LoadingStream(new ByteArrayInputStream(bytes), trust.loader(), depot)) {
      in.setObjectInputFilter(trust);
      return in.readObject();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw new IOException("malformed: " + e, e);
    }
  }

  /** Why reading failed, in words that say what to do. */
  public static String reason(Exception failure, TrustFilter trust) {
    @Nullable String refused = trust.refused();
    if (refused != null && failure instanceof InvalidClassException) {
      return "class "
          + refused
          + " is neither a value of the JDK nor from the task's own jar or directory; allow it by"
          + " StrategySettings.allow(\""
          + refused
          + "\")";
    }
    return failure instanceof ClassNotFoundException
        ? "class " + failure.getMessage() + " is not on the class path"
        : failure.toString();
  }

  private static final class StoringStream extends ObjectOutputStream {
    private final ToLongFunction<byte[]> store;

    StoringStream(OutputStream out, ToLongFunction<byte[]> store) throws IOException {
      super(out);
      this.store = store;
      enableReplaceObject(true);
    }

    /** Once for each array, also if it is met again: then the stream knows what stands for it. */
    @Override
    protected @Nullable Object replaceObject(@Nullable Object object) {
      if (object instanceof byte[] array) {
        long ticket = store.applyAsLong(array);
        return ticket < 0 ? array : new StoredArray(ticket, array.length);
      }
      return object;
    }
  }

  private static final class LoadingStream extends ObjectInputStream {
    private final @Nullable ClassLoader loader;
    private final @Nullable Depot depot;

    LoadingStream(InputStream in, @Nullable ClassLoader loader, @Nullable Depot depot)
        throws IOException {
      super(in);
      this.loader = loader;
      this.depot = depot;
      enableResolveObject(depot != null);
    }

    @Override
    protected @Nullable Object resolveObject(@Nullable Object object) throws IOException {
      return depot != null && object instanceof StoredArray stored
          ? depot.fetch(stored.ticket(), stored.length())
          : object;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass descriptor)
        throws IOException, ClassNotFoundException {
      if (loader != null) {
        try {
          return Class.forName(descriptor.getName(), false, loader);
        } catch (ClassNotFoundException e) {
          // a primitive, or a class of gil's own loader: ask as usual
        }
      }
      return super.resolveClass(descriptor);
    }
  }
}
