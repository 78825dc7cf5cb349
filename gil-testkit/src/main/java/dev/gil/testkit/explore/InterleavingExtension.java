package dev.gil.testkit.explore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a method of {@link InterleavingTest} as the body of an exploration. */
final class InterleavingExtension implements TestTemplateInvocationContextProvider {
  private static final String SEED = "gil.testkit.seed";

  InterleavingExtension() {}

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return context.getRequiredTestMethod().isAnnotationPresent(InterleavingTest.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return Stream.of(new Once());
  }

  private static final class Once implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocationIndex) {
      return "explored";
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new Explored());
    }
  }

  private static final class Explored implements InvocationInterceptor {
    @Override
    public void interceptTestTemplateMethod(
        Invocation<Void> invocation,
        ReflectiveInvocationContext<Method> invoked,
        ExtensionContext context) {
      invocation.skip();
      Method method = invoked.getExecutable();
      method.setAccessible(true);
      @Nullable Object target = invoked.getTarget().orElse(null);
      Object[] arguments = invoked.getArguments().toArray();
      Interleavings.Body body = () -> call(method, target, arguments);
      InterleavingTest how = method.getAnnotation(InterleavingTest.class);
      if (!how.replay().isEmpty()) {
        Interleavings again = Interleavings.of(body).asTest();
        if (how.weave().length != 0) {
          again.weaveMethod(method, how.weave()).weaveInside(how.weaveInside());
        }
        Failure failure = again.replay(how.replay());
        throw new AssertionError(failure.toString(), failure.cause().orElse(null));
      }
      Exploration exploration = explore(body, how, method);
      context.publishReportEntry("exploration", exploration.controlReport());
      var _ = exploration.check();
    }

    private static Exploration explore(
        Interleavings.Body body, InterleavingTest how, Method method) {
      Interleavings interleavings =
          Interleavings.of(body)
              .asTest()
              .explorer(how.explorer())
              .executions(how.executions())
              .depth(how.depth())
              .preemptions(how.preemptions());
      if (how.weave().length != 0) {
        interleavings.weaveMethod(method, how.weave()).weaveInside(how.weaveInside());
      }
      Long given = Long.getLong(SEED);
      if (given != null) {
        interleavings.seed(given);
      } else if (how.seed() != InterleavingTest.RANDOM_SEED) {
        interleavings.seed(how.seed());
      }
      return interleavings.run();
    }

    private static void call(Method method, @Nullable Object target, Object[] arguments)
        throws Exception {
      try {
        method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw Replays.unchecked(e.getCause() == null ? e : e.getCause());
      }
    }
  }
}
