package dev.gil.io;

import dev.gil.Gil;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Wrapper;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One object of JDBC, shown by one interface. What its methods return is wrapped alike; its own
 * kind, handed back as an argument, is taken out of the wrapping again.
 */
final class DetachingJdbc implements InvocationHandler {
  private final Object target;
  private final Class<?> kind;
  private final @Nullable Object parent; // the wrapper that returned this one

  private DetachingJdbc(Object target, Class<?> kind, @Nullable Object parent) {
    this.target = target;
    this.kind = kind;
    this.parent = parent;
  }

  static DataSource over(DataSource source) {
    return handlerOf(source) != null
        ? source
        : (DataSource) show(new DetachingJdbc(source, DataSource.class, null));
  }

  private static Object show(DetachingJdbc handler) {
    Class<?> kind = handler.kind;
    return Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, handler);
  }

  private static @Nullable DetachingJdbc handlerOf(@Nullable Object proxy) {
    return proxy != null
            && Proxy.isProxyClass(proxy.getClass())
            && Proxy.getInvocationHandler(proxy) instanceof DetachingJdbc handler
        ? handler
        : null;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      if (method.getDeclaringClass() == Object.class) {
        return ofObject(method, arguments);
      }
      if (method.getDeclaringClass() == Wrapper.class) {
        return ofWrapper(proxy, method, arguments);
      }
      Object result = call(method, withoutWrappers(arguments));
      return result == null ? null : wrapped(result, proxy, method, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private @Nullable Object ofWrapper(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments)
      throws ReflectiveOperationException {
    if (Objects.requireNonNull(arguments)[0] instanceof Class<?> type && type.isInstance(proxy)) {
      return method.getName().equals("unwrap") ? proxy : (Object) true;
    }
    return method.invoke(target, arguments);
  }

  private Object ofObject(Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "hashCode" -> target.hashCode();
      case "toString" -> "detaching " + target;
      default -> {
        DetachingJdbc other = handlerOf(Objects.requireNonNull(arguments)[0]);
        yield other != null && kind == other.kind && target.equals(other.target);
      }
    };
  }

  private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments)
      throws ReflectiveOperationException {
    if (JdbcCalls.moves(kind, method.getName())) {
      return move(method, arguments);
    }
    return JdbcCalls.mayBlock(kind, method.getName())
        ? wait(method, arguments)
        : method.invoke(target, arguments);
  }

  private @Nullable Object wait(Method method, @Nullable Object @Nullable [] arguments)
      throws ReflectiveOperationException {
    return Gil.<@Nullable Object, ReflectiveOperationException>detached(
        () -> method.invoke(target, arguments));
  }

  /**
   * As {@link #wait}, but another lambda: the lock learns from each how long its calls last, and
   * moving on in a result is short as often as a query is long.
   */
  private @Nullable Object move(Method method, @Nullable Object @Nullable [] arguments)
      throws ReflectiveOperationException {
    return Gil.<@Nullable Object, ReflectiveOperationException>detached(
        () -> method.invoke(target, arguments));
  }

  /** A driver that is handed a large object expects its own. */
  private static @Nullable Object @Nullable [] withoutWrappers(
      @Nullable Object @Nullable [] arguments) {
    if (arguments == null) {
      return null;
    }
    @Nullable Object[] bare = arguments.clone();
    for (int i = 0; i < bare.length; i++) {
      DetachingJdbc handler = handlerOf(bare[i]);
      if (handler != null) {
        bare[i] = handler.target;
      }
    }
    return bare;
  }

  private Object wrapped(
      Object result, Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    Object wrapper =
        switch (result) {
          case String text -> text;
          case Number number -> number;
          case Boolean truth -> truth;
          case InputStream in -> Detaching.inputStream(in);
          case OutputStream out -> Detaching.outputStream(out);
          case Reader reader -> Detaching.reader(reader);
          case Writer writer -> Detaching.writer(writer);
          default -> wrapped(result, proxy);
        };
    return fits(wrapper, method, arguments) ? wrapper : result;
  }

  private static Object wrapped(Object result, Object proxy) {
    Object shown = proxy;
    for (DetachingJdbc at = handlerOf(proxy); at != null; at = handlerOf(shown)) {
      if (at.target == result) {
        return shown; // a statement's connection is the one that made it
      }
      if (at.parent == null) {
        break;
      }
      shown = at.parent;
    }
    Class<?> kind = JdbcCalls.kindOf(result);
    return kind == null ? result : show(new DetachingJdbc(result, kind, proxy));
  }

  /** {@code getObject(column, type)} must return the type, which may be a driver's own class. */
  private static boolean fits(
      Object wrapper, Method method, @Nullable Object @Nullable [] arguments) {
    if (arguments != null && arguments.length > 0 && method.getReturnType() == Object.class) {
      return !(arguments[arguments.length - 1] instanceof Class<?> type)
          || type.isPrimitive()
          || type.isInstance(wrapper);
    }
    return true;
  }
}
