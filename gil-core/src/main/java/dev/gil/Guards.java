package dev.gil;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes and answers proxies whose every method runs attached.
 *
 * <p>A method is called by a handle, not by reflection, so that what the target throws comes out as
 * it is. Of {@link Object}'s methods {@code toString} and {@code hashCode} run attached too, since
 * a binding may well ask its library; {@code equals} compares targets.
 */
final class Guards implements InvocationHandler {
  private static final MethodType CALL =
      MethodType.methodType(Object.class, Object.class, Object[].class);

  private final GlobalLock lock;
  private final MethodHandles.Lookup caller;
  private final Object target;
  private final Set<Class<?>> alsoGuarded;
  private final Map<Method, MethodHandle> handles = new ConcurrentHashMap<>();

  private Guards(
      GlobalLock lock, MethodHandles.Lookup caller, Object target, Set<Class<?>> alsoGuarded) {
    this.lock = lock;
    this.caller = caller;
    this.target = target;
    this.alsoGuarded = alsoGuarded;
  }

  static <A> A guard(
      GlobalLock lock,
      MethodHandles.Lookup caller,
      Class<A> api,
      A target,
      Set<Class<?>> alsoGuarded) {
    requireReachable(caller, api);
    alsoGuarded.forEach(result -> requireReachable(caller, result));
    Guards guard = new Guards(lock, caller, target, alsoGuarded);
    return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, guard));
  }

  private static void requireReachable(MethodHandles.Lookup caller, Class<?> api) {
    if (!api.isInterface() || api.isSealed() || api.isHidden()) {
      throw new IllegalArgumentException(
          "guard of "
              + api.getName()
              + ", which is not an open interface: a guard is a proxy, and only an interface can"
              + " have one. Guard an interface of it, or call it inside lock.call(...)");
    }
    try {
      caller.accessClass(api);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "guard of "
              + api.getName()
              + ", which gil cannot call: it is not public in a package that is exported to"
              + " dev.gil.core. Export it, or pass MethodHandles.lookup() as the first argument",
          e);
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class && method.getName().equals("equals")) {
      return arguments != null && target.equals(unguarded(arguments[0]));
    }
    MethodHandle handle = handles.computeIfAbsent(method, this::handle);
    @Nullable Object result = lock.<@Nullable Object, Exception>call(() -> run(handle, arguments));
    return guarded(method.getReturnType(), result);
  }

  private @Nullable Object run(MethodHandle handle, Object @Nullable [] arguments)
      throws Exception {
    try {
      return (Object) handle.invokeExact(target, arguments);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("the target threw neither an exception nor an error", e);
    }
  }

  private MethodHandle handle(Method method) {
    try {
      MethodHandle direct =
          method.getDeclaringClass() == Object.class
              ? MethodHandles.publicLookup().unreflect(method)
              : caller.unreflect(method);
      return direct.asSpreader(Object[].class, method.getParameterCount()).asType(CALL);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot call " + method + " of the guarded object", e);
    }
  }

  private @Nullable Object guarded(Class<?> declared, @Nullable Object result) {
    if (result == null || !alsoGuarded.contains(declared)) {
      return result;
    }
    return Proxy.newProxyInstance(
        declared.getClassLoader(),
        new Class<?>[] {declared},
        new Guards(lock, caller, result, alsoGuarded));
  }

  private static @Nullable Object unguarded(@Nullable Object other) {
    return other != null
            && Proxy.isProxyClass(other.getClass())
            && Proxy.getInvocationHandler(other) instanceof Guards guard
        ? guard.target
        : other;
  }
}
