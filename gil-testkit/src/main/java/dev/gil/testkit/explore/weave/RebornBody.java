package dev.gil.testkit.explore.weave;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A lambda of the test, made once more inside the loader that weaves the test.
 *
 * <p>A serializable lambda can tell which method it is and what it captured; the woven class then
 * makes it anew by the method that the compiler added for deserializing. What it captured must be
 * the same there: values of the JDK or of classes that are not woven, or the test object, which is
 * made again with a copy of its fields.
 */
final class RebornBody {
  private final WeavingLoader loader;

  RebornBody(WeavingLoader loader) {
    this.loader = loader;
  }

  /** The class of the code of a lambda. */
  static String className(Serializable lambda) {
    return serialized(lambda).getCapturingClass().replace('/', '.');
  }

  /**
   * The lambda, woven.
   *
   * @throws IllegalArgumentException if it captured what cannot be carried over
   */
  Object of(Serializable lambda) {
    SerializedLambda form = serialized(lambda);
    try {
      Class<?> woven = loader.loadClass(form.getCapturingClass().replace('/', '.'));
      @Nullable Object[] captured = new @Nullable Object[form.getCapturedArgCount()];
      for (int i = 0; i < captured.length; i++) {
        captured[i] = carried(form.getCapturedArg(i), woven);
      }
      SerializedLambda moved =
          new SerializedLambda(
              woven,
              form.getFunctionalInterfaceClass(),
              form.getFunctionalInterfaceMethodName(),
              form.getFunctionalInterfaceMethodSignature(),
              form.getImplMethodKind(),
              form.getImplClass(),
              form.getImplMethodName(),
              form.getImplMethodSignature(),
              form.getInstantiatedMethodType(),
              captured);
      Method deserialize = woven.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
      deserialize.setAccessible(true);
      return java.util.Objects.requireNonNull(deserialize.invoke(null, moved));
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("the body cannot be woven: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("the body cannot be woven: " + e, e);
    }
  }

  private static SerializedLambda serialized(Serializable lambda) {
    try {
      Method replace = lambda.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      if (replace.invoke(lambda) instanceof SerializedLambda form) {
        return form;
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(
          "the body is not a lambda that can be woven; write it as a lambda or method reference of"
              + " the test class"
              + (e instanceof RuntimeException
                  ? ", in a package that is open to dev.gil.testkit"
                  : ""),
          e);
    }
    throw new IllegalArgumentException("the body is not a lambda that can be woven");
  }

  private @Nullable Object carried(@Nullable Object value, Class<?> woven)
      throws ReflectiveOperationException {
    if (value == null || !loader.isWoven(elementType(value.getClass()).getName())) {
      return value;
    }
    if (value.getClass().getName().equals(woven.getName())) {
      return copied(value, woven);
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "the body uses a %s made outside of it, which is not woven; make it inside the body",
            value.getClass().getName()));
  }

  private Object copied(Object test, Class<?> woven) throws ReflectiveOperationException {
    Constructor<?> constructor;
    try {
      constructor = woven.getDeclaredConstructor();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "the body uses its " + woven.getName() + ", which has no constructor without arguments",
          e);
    }
    constructor.setAccessible(true);
    Object copy = constructor.newInstance();
    for (Class<?> at = test.getClass(); at != null && loader.isWoven(at.getName()); ) {
      Class<?> to = loader.loadClass(at.getName());
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          copyField(field, test, to, copy);
        }
      }
      at = at.getSuperclass();
    }
    return copy;
  }

  private void copyField(Field field, Object test, Class<?> to, Object copy)
      throws ReflectiveOperationException {
    field.setAccessible(true);
    Object value = field.get(test);
    if (value != null && loader.isWoven(elementType(value.getClass()).getName())) {
      return; // the constructor has made a woven one, or there is none
    }
    Field same = to.getDeclaredField(field.getName());
    same.setAccessible(true);
    same.set(copy, value);
  }

  private static Class<?> elementType(Class<?> type) {
    Class<?> at = type;
    while (at.isArray()) {
      at = at.componentType();
    }
    return at;
  }
}
