package dev.gil.workloads;

import dev.gil.spi.StrategySettings;
import java.util.List;

/**
 * One kind of work that strategies are compared on: what a provider implements.
 *
 * <p>Registered as a service, by {@code provides dev.gil.workloads.Workload with ...} in a module
 * and by {@code META-INF/services/dev.gil.workloads.Workload} on the class path, with a public
 * constructor without arguments that does no work. Thread-safe.
 */
public interface Workload {
  /** What limits a workload. */
  enum Kind {
    /** It computes. */
    CPU,
    /** It waits for something outside. */
    IO,
    /** It does both. */
    MIXED
  }

  /** How a workload computes. */
  enum Form {
    /** In Java on the heap, with the lock but for what waits. */
    LOOP,
    /** By kernels, which give the lock up while they run. */
    KERNEL
  }

  /**
   * How large a workload may be.
   *
   * @param unit what the size counts, in the plural
   * @param least the smallest size
   * @param most the largest size
   * @param full the size of the experiment as it is told
   * @param demo a size that fits a demonstration
   */
  record Size(String unit, long least, long most, long full, long demo) {
    /**
     * Checks the order of the numbers.
     *
     * @param unit what the size counts, in the plural
     * @param least the smallest size, at least 1
     * @param most the largest size
     * @param full the size of the experiment as it is told
     * @param demo a size that fits a demonstration
     * @throws IllegalArgumentException if {@code full} or {@code demo} is out of range
     */
    public Size {
      if (least < 1 || demo < least || full < demo || most < full) {
        throw new IllegalArgumentException(
            "sizes must rise from 1: least "
                + least
                + ", demo "
                + demo
                + ", full "
                + full
                + ", most "
                + most);
      }
    }
  }

  /**
   * The name users run it by.
   *
   * @return lower-case words of letters and digits joined by hyphens; unique
   */
  String id();

  /**
   * What it is, in one line.
   *
   * @return a phrase without a full stop
   */
  String story();

  /**
   * What limits it.
   *
   * @return always the same
   */
  Kind kind();

  /**
   * How large it may be.
   *
   * @return always the same
   */
  Size size();

  /**
   * In which forms it can be made ready. All give the same result.
   *
   * @return always the same, {@link Form#LOOP} first if it is there; loops alone if not overridden
   */
  default List<Form> forms() {
    return List.of(Form.LOOP);
  }

  /**
   * Into how many tasks it is split if nothing is said.
   *
   * @param workers that share the tasks, at least 1
   * @return at least 1
   */
  int tasks(int workers);

  /**
   * Into how many tasks a workload of this size is split if nothing is said.
   *
   * @param workers that share the tasks, at least 1
   * @param size in the units of {@link #size()}
   * @return at least 1; {@link #tasks(int)} if the size does not matter
   */
  default int tasks(int workers, long size) {
    return tasks(workers);
  }

  /**
   * How many tasks are to be under way at once if nothing is said.
   *
   * @return from 1 to 1,024; as many as there are processors, unless what the tasks do is wait
   */
  default int workers() {
    return StrategySettings.DEFAULTS.workers();
  }

  /**
   * Makes everything ready that is no part of the work that is measured, in the first of its {@link
   * #forms()}.
   *
   * @param size in the units of {@link #size()}, within its bounds
   * @param tasks how many, at least 1
   * @param seed of whatever is random in it
   * @return the work, to be closed by the caller
   * @throws Exception if what it needs cannot be had
   */
  Trial<?> prepare(long size, int tasks, long seed) throws Exception;

  /**
   * Makes everything ready in one of its forms. To be overridden where there are several.
   *
   * @param form one of {@link #forms()}
   * @param size in the units of {@link #size()}, within its bounds
   * @param tasks how many, at least 1
   * @param seed of whatever is random in it
   * @return the work, to be closed by the caller
   * @throws IllegalArgumentException if it has no such form
   * @throws Exception if what it needs cannot be had
   */
  default Trial<?> prepare(Form form, long size, int tasks, long seed) throws Exception {
    if (!forms().getFirst().equals(form)) {
      throw new IllegalArgumentException(
          "workload \"" + id() + "\" has no form " + form + ": " + forms());
    }
    return prepare(size, tasks, seed);
  }
}
