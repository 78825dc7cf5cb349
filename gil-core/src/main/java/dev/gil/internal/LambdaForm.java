package dev.gil.internal;

import java.io.IOException;
import java.io.InvalidClassException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LambdaShape} that has arrived, and how a lambda is made of it: by the private method
 * that the compiler puts into the class for that, which makes the lambdas of this class and no
 * others. Where the class does not let it be called, Java serialization calls it.
 */
record LambdaForm(
    int implMethodKind,
    String capturingClass,
    String functionalInterface,
    String interfaceMethod,
    String interfaceSignature,
    String implClass,
    String implMethod,
    String implSignature,
    String instantiatedType) {

  /** Texts only, so nothing of a class loader is kept; emptied when someone sends ever new ones. */
  private static final Map<Key, LambdaForm> KNOWN = new ConcurrentHashMap<>();

  private static final int MOST_KNOWN = 4_096;

  private static final ClassValue<Optional<MethodHandle>> MAKERS =
      new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> type) {
          return maker(type);
        }
      };

  @SuppressWarnings("ArrayRecordComponent") // equals() is its own
  private record Key(byte[] description, int hash) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && Arrays.equals(description, key.description);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** The form that a description is of; one object for all equal ones, most of the time. */
  static LambdaForm of(byte[] description) throws IOException {
    Key key = new Key(description, Arrays.hashCode(description));
    LambdaForm known = KNOWN.get(key);
    if (known == null) {
      known = read(new ValueReader(description));
      if (KNOWN.size() >= MOST_KNOWN) {
        KNOWN.clear();
      }
      KNOWN.put(key, known);
    }
    return known;
  }

  private static LambdaForm read(ValueReader in) throws IOException {
    return new LambdaForm(
        in.octet(),
        in.text().replace('/', '.'),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text());
  }

  /** The lambda of this form that has captured these values. */
  Object make(@Nullable Object[] captured, TrustFilter trust)
      throws IOException, ClassNotFoundException {
    Class<?> capturing = trust.find(capturingClass);
    if (!trust.admits(SerializedLambda.class) || !trust.admits(capturing)) {
      throw new InvalidClassException(String.valueOf(trust.refused()), "refused");
    }
    SerializedLambda lambda =
        new SerializedLambda(
            capturing,
            functionalInterface,
            interfaceMethod,
            interfaceSignature,
            implMethodKind,
            implClass,
            implMethod,
            implSignature,
            instantiatedType,
            captured);
    Optional<MethodHandle> maker = MAKERS.get(capturing);
    return maker.isPresent() ? make(maker.get(), lambda) : bySerialization(lambda, trust);
  }

  private Object make(MethodHandle maker, SerializedLambda lambda) throws IOException {
    try {
      return (Object) maker.invokeExact(lambda);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(
          capturingClass
              + " does not know the lambda "
              + implMethod
              + ": it is another build of the class here",
          e);
    }
  }

  private static Object bySerialization(SerializedLambda lambda, TrustFilter trust)
      throws IOException, ClassNotFoundException {
    @Nullable Object made = Wire.read(Wire.write(lambda), trust);
    if (made == null) {
      throw new IOException("malformed: no lambda");
    }
    return made;
  }

  private static Optional<MethodHandle> maker(Class<?> type) {
    try {
      Method method = type.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
      method.setAccessible(true);
      return Optional.of(
          MethodHandles.lookup()
              .unreflect(method)
              .asType(MethodType.methodType(Object.class, SerializedLambda.class)));
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      return Optional.empty();
    }
  }
}
