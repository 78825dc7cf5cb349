package dev.gil.internal;

import dev.gil.TaskNotSerializableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
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
    try (ObjectInputStream in =
        new LoadingStream(new ByteArrayInputStream(bytes), trust.loader())) {
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

  private static final class LoadingStream extends ObjectInputStream {
    private final @Nullable ClassLoader loader;

    LoadingStream(InputStream in, @Nullable ClassLoader loader) throws IOException {
      super(in);
      this.loader = loader;
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
