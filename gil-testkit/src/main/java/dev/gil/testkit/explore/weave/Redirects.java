package dev.gil.testkit.explore.weave;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which calls of woven code are answered here instead: read once from {@link Redirect}s. */
final class Redirects {
  private static final List<Class<?>> ANSWERING =
      List.of(ThreadCalls.class, MonitorCalls.class, ClockCalls.class, PoolCalls.class);
  private static final List<String> EXTENDED =
      List.of("java/lang/Thread", "java/util/concurrent/CompletableFuture");
  private static final Map<String, Target> CALLS = new HashMap<>();
  private static final Map<String, Target> AFTER_NEW = new HashMap<>();

  static {
    for (Class<?> answering : ANSWERING) {
      for (Method method : answering.getDeclaredMethods()) {
        for (Redirect redirect : method.getAnnotationsByType(Redirect.class)) {
          CALLS.put(redirect.value(), Target.of(method));
        }
        AfterNew after = method.getAnnotation(AfterNew.class);
        if (after != null) {
          for (String of : after.value()) {
            AFTER_NEW.put(of, Target.of(method));
          }
        }
      }
    }
  }

  private Redirects() {}

  /** What answers a call, or null. */
  static @Nullable Target of(ClassShapes shapes, String owner, String name, String descriptor) {
    Target exact = CALLS.get(owner + '.' + name + descriptor);
    if (exact != null) {
      return exact;
    }
    Target ofAny = CALLS.get("java/lang/Object." + name + descriptor);
    if (ofAny != null) {
      return ofAny;
    }
    for (String parent : EXTENDED) {
      Target inherited = CALLS.get(parent + '.' + name + descriptor);
      if (inherited != null && shapes.inherits(owner, name + descriptor, parent)) {
        return inherited;
      }
    }
    return null;
  }

  /** What is told of a new object, or null. */
  static @Nullable Target afterNew(String owner, String descriptor) {
    Target exact = AFTER_NEW.get(owner + descriptor);
    return exact == null ? AFTER_NEW.get(owner) : exact;
  }

  /** A static method that answers. */
  record Target(ClassDesc owner, String name, MethodTypeDesc type) {
    static Target of(Method method) {
      List<ClassDesc> parameters =
          java.util.Arrays.stream(method.getParameterTypes())
              .map(type -> type.describeConstable().orElseThrow())
              .toList();
      return new Target(
          method.getDeclaringClass().describeConstable().orElseThrow(),
          method.getName(),
          MethodTypeDesc.of(method.getReturnType().describeConstable().orElseThrow(), parameters));
    }
  }
}
