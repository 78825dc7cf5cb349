package dev.gil.internal;

import dev.gil.spi.Depot;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.ref.WeakReference;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What all serializable lambdas of one place in the source have in common, everything but the
 * values that they have captured.
 *
 * <p>A lambda turns into its {@link SerializedLambda} by a private method of its own, which Java
 * serialization calls. Here that method is called without a stream, where the module of the lambda
 * lets it be; where not, Java serialization does.
 */
final class LambdaShape {
  private static final ClassValue<LambdaShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected LambdaShape computeValue(Class<?> type) {
          return new LambdaShape(replacer(type));
        }
      };

  /** A shape that is seen fewer times travels each time. */
  private static final int OFTEN = 16;

  /**
   * Where a description lies.
   *
   * @param depot the latest that was asked to keep it
   * @param ticket of its; {@link Depot#NOT_STORED} if it would not
   * @param length of the description
   */
  record Kept(WeakReference<Depot> depot, long ticket, int length) {}

  private final @Nullable MethodHandle replacer;
  private int uses; // by whoever, unordered: a few more or less are the same
  private volatile @Nullable Kept kept;
  private volatile byte @Nullable [] description;

  private LambdaShape(@Nullable MethodHandle replacer) {
    this.replacer = replacer;
  }

  /** The shape of an object that is a lambda as far as can be seen, else null. */
  static @Nullable LambdaShape of(Object object) {
    Class<?> type = object.getClass();
    return type.isHidden() && object instanceof Serializable ? SHAPES.get(type) : null;
  }

  private static @Nullable MethodHandle replacer(Class<?> type) {
    try {
      Method method = type.getDeclaredMethod("writeReplace");
      method.setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(method)
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      return null;
    }
  }

  /** The lambda as its class describes it; null if it cannot be had, or is no lambda. */
  @Nullable SerializedLambda serialized(Object lambda) {
    if (replacer == null) {
      return null;
    }
    try {
      Object replaced = (Object) replacer.invokeExact(lambda);
      return replaced instanceof SerializedLambda form ? form : null;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(lambda.getClass() + " does not say what it is", e);
    }
  }

  /** The same bytes for all lambdas of this shape. */
  byte[] description(SerializedLambda form) {
    byte[] known = description;
    if (known == null) {
      known = describe(form);
      description = known;
    }
    return known;
  }

  /** Where the other side finds the description; null if it has to travel. */
  @Nullable Kept keptIn(Depot depot, SerializedLambda form) {
    if (uses < OFTEN) {
      uses++;
      return null;
    }
    Kept known = kept;
    if (known == null || !known.depot().refersTo(depot)) {
      byte[] bytes = description(form);
      known = new Kept(new WeakReference<>(depot), depot.keep(bytes), bytes.length);
      kept = known;
    }
    return known.ticket() < 0 ? null : known;
  }

  private static byte[] describe(SerializedLambda form) {
    ValueWriter out = new ValueWriter();
    out.octet(form.getImplMethodKind());
    out.text(form.getCapturingClass());
    out.text(form.getFunctionalInterfaceClass());
    out.text(form.getFunctionalInterfaceMethodName());
    out.text(form.getFunctionalInterfaceMethodSignature());
    out.text(form.getImplClass());
    out.text(form.getImplMethodName());
    out.text(form.getImplMethodSignature());
    out.text(form.getInstantiatedMethodType());
    return out.bytes();
  }
}
