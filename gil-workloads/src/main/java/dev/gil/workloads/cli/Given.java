package dev.gil.workloads.cli;

import dev.gil.Attachment;
import dev.gil.spi.Task;
import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * A class that a user names: a workload, or a task, a callable or a runnable, which becomes one.
 */
final class Given {
  private static final Workload.Size SIZE = new Workload.Size("runs", 1, 1, 1, 1);

  private Given() {}

  /**
   * Loads it.
   *
   * @param name of the class; has a constructor without parameters
   */
  static Workload workload(CommandLine line, String option, String name) {
    Object given = instance(line, option, name);
    return switch (given) {
      case Workload workload -> workload;
      case Task<?> task -> new Repeated(given.getClass(), task);
      case Callable<?> callable -> new Repeated(given.getClass(), new OfCallable(callable));
      case Runnable runnable -> new Repeated(given.getClass(), new OfRunnable(runnable));
      default ->
          throw new ParameterException(
              line,
              option
                  + " "
                  + name
                  + " is no Workload, Task, Callable or Runnable of the JDK or gil");
    };
  }

  private static Object instance(CommandLine line, String option, String name) {
    try {
      @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
      Constructor<?> constructor = Class.forName(name, true, loader).getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ClassNotFoundException e) {
      throw new ParameterException(
          line, option + " " + name + " is not on the class path; see --class-path", e);
    } catch (NoSuchMethodException e) {
      throw new ParameterException(
          line, option + " " + name + " has no constructor without parameters", e);
    } catch (InvocationTargetException e) {
      throw new ParameterException(
          line, option + " " + name + " cannot be made: " + e.getCause(), e);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      throw new ParameterException(line, option + " " + name + " cannot be used: " + e, e);
    }
  }

  private record OfCallable(@SuppressWarnings("serial") Callable<?> body)
      implements Task<@Nullable Object> {
    @Override
    public @Nullable Object run(Attachment gil) throws Exception {
      return body.call();
    }
  }

  private record OfRunnable(@SuppressWarnings("serial") Runnable body)
      implements Task<@Nullable Object> {
    @Override
    public @Nullable Object run(Attachment gil) {
      body.run();
      return null;
    }
  }

  /** The same task again and again. */
  private record Repeated(Class<?> type, Task<?> task) implements Workload {
    private static final int TASKS_A_WORKER = 16;

    @Override
    public String id() {
      return type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Override
    public String story() {
      return "tasks of " + type.getName();
    }

    @Override
    public Kind kind() {
      return Kind.MIXED;
    }

    @Override
    public Size size() {
      return SIZE;
    }

    @Override
    public int tasks(int workers) {
      return TASKS_A_WORKER * workers;
    }

    @Override
    public Trial<?> prepare(long size, int tasks, long seed) {
      return trial(task, tasks);
    }

    private static <T extends @Nullable Object> Trial<T> trial(Task<T> task, int count) {
      List<Task<T>> all = Collections.nCopies(count, task);
      return new Trial<T>() {
        @Override
        public List<Task<T>> tasks() {
          return all;
        }

        @Override
        public String result(List<T> parts) {
          return parts.size() + " tasks";
        }
      };
    }
  }
}
