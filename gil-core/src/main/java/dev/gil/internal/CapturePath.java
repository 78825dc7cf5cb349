package dev.gil.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way from a task to the part of it that is not serializable, and says it as a path:
 * {@code task -> captured variable 1 of a lambda in Uses.main -> Page.connection
 * (java.net.Socket)}.
 */
final class CapturePath {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private CapturePath() {}

  static String explain(@Nullable Object root, NotSerializableException e) {
    @Nullable String path = root == null ? null : path(root);
    String what = path == null ? "" : ": " + path;
    return e.getMessage()
        + " is not serializable"
        + what
        + ". Make it Serializable, or let the task make its own; a task that stays in this JVM"
        + " needs a strategy that shares the heap";
  }

  private static @Nullable String path(Object root) {
    try {
      return new CapturePath().find(root, "task", 0);
    } catch (RuntimeException e) {
      return null; // an iterator or a toString of the user's; the class is named all the same
    }
  }

  private @Nullable String find(Object object, String path, int depth) {
    if (depth > 64 || !seen.add(object)) {
      return null;
    }
    Class<?> type = object.getClass();
    if (!(object instanceof Serializable)) {
      return path + " (" + type.getTypeName() + ')';
    }
    if (object instanceof Object[] array) {
      return findAll(java.util.Arrays.asList(array), path, depth);
    }
    if (object instanceof Map<?, ?> map) {
      @Nullable String key = findAll(map.keySet(), path + " key", depth);
      return key != null ? key : findAll(map.values(), path + " value", depth);
    }
    if (object instanceof Iterable<?> all) {
      return findAll(all, path, depth);
    }
    if (type.isHidden() || type.isSynthetic()) {
      @Nullable SerializedLambda lambda = serialized(object);
      return lambda == null ? null : captured(lambda, path, depth);
    }
    return type.getName().startsWith("java.") ? null : fields(object, type, path, depth);
  }

  private @Nullable String findAll(Iterable<?> all, String path, int depth) {
    int index = 0;
    for (Object element : all) {
      @Nullable String found =
          element == null ? null : find(element, path + '[' + index + ']', depth + 1);
      if (found != null) {
        return found;
      }
      index++;
    }
    return null;
  }

  private @Nullable String captured(SerializedLambda lambda, String path, int depth) {
    String where = lambda.getCapturingClass().replace('/', '.');
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      Object value = lambda.getCapturedArg(i);
      if (value != null) {
        String step = path + " -> captured variable " + (i + 1) + " of a lambda in " + where;
        @Nullable String found = find(value, step, depth + 1);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private @Nullable String fields(Object object, Class<?> type, String path, int depth) {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        int skipped = Modifier.STATIC | Modifier.TRANSIENT;
        if ((field.getModifiers() & skipped) == 0 && !field.getType().isPrimitive()) {
          @Nullable Object value = valueOf(field, object);
          @Nullable String found =
              value == null ? null : find(value, step(path, c, field), depth + 1);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  /** The wrappers that gil puts round a task are no news to its author. */
  private static String step(String path, Class<?> type, Field field) {
    return type.getName().startsWith("dev.gil.spi.Work")
        ? path
        : path + " -> " + type.getSimpleName() + '.' + field.getName();
  }

  private static @Nullable Object valueOf(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      return null; // another module keeps it closed: the path ends before it
    }
  }

  /** What a serializable lambda turns into: a stream that may replace objects is shown it. */
  private static @Nullable SerializedLambda serialized(Object lambda) {
    SerializedLambda[] found = new SerializedLambda[1];
    try (var out =
        new ObjectOutputStream((OutputStream) new ByteArrayOutputStream()) {
          {
            enableReplaceObject(true);
          }

          @Override
          protected Object replaceObject(Object object) {
            if (object instanceof SerializedLambda s && found[0] == null) {
              found[0] = s;
            }
            return object;
          }
        }) {
      out.writeObject(lambda);
    } catch (IOException e) {
      // Expected: it is not serializable. What was shown before that is what is wanted.
    }
    return found[0];
  }
}
