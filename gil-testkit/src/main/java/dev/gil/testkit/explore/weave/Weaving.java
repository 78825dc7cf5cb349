package dev.gil.testkit.explore.weave;

import dev.gil.testkit.explore.engine.Execution;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Level 1 of an exploration: its body and the code under test, woven.
 *
 * <p>One is explored at a time in a JVM; others wait. Used by the thread that explores.
 */
public final class Weaving implements AutoCloseable {
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final WeavingLoader loader;
  private final long seed;
  private boolean wakesSpuriously;
  private Set<String> inside = Set.of();
  private @Nullable WovenRun run;
  private @Nullable ClassLoader contextBefore;

  private Weaving(WeavingLoader loader, long seed) {
    this.loader = loader;
    this.seed = seed;
  }

  /**
   * Prepares to weave.
   *
   * @param parent the loader of the code under test
   * @param packages which packages are woven, with those below
   * @param checksRaces whether data races are looked for
   * @param resetsStatics whether each execution begins with new static state
   * @param seed of what the code under test draws by chance
   * @throws IllegalArgumentException if a package cannot be woven
   */
  public static Weaving of(
      ClassLoader parent,
      List<String> packages,
      boolean checksRaces,
      boolean resetsStatics,
      long seed) {
    WeavingLoader loader =
        resetsStatics
            ? LoadersKept.loader(parent, packages, checksRaces)
            : new WeavingLoader(parent, packages, checksRaces, false);
    return new Weaving(loader, seed);
  }

  /** The package of the code of a lambda: what is woven unless something else is asked for. */
  public static String packageOf(Serializable lambda) {
    String name = RebornBody.className(lambda);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /**
   * The lambda, woven.
   *
   * @throws IllegalArgumentException if it cannot be; the message says what to change
   */
  public Object reborn(Serializable lambda) {
    return new RebornBody(loader).of(lambda);
  }

  /**
   * A lambda, woven by a loader that an exploration has set for the threads of its body.
   *
   * @throws IllegalArgumentException if it cannot be; the message says what to change
   */
  public static Object reborn(Serializable lambda, ClassLoader loader) {
    return new RebornBody((WeavingLoader) loader).of(lambda);
  }

  /**
   * The class, woven.
   *
   * @throws ClassNotFoundException if it cannot be
   */
  public Class<?> reborn(Class<?> type) throws ClassNotFoundException {
    return loader.loadClass(type.getName());
  }

  WeavingLoader loader() {
    return loader;
  }

  /** Lets waits end without a notification, as the language allows; off by default. */
  public void wakeSpuriously(boolean wakes) {
    wakesSpuriously = wakes;
  }

  /**
   * Puts points inside classes of the JDK, and those that they declare.
   *
   * @param types names of classes of {@code java.util.concurrent}
   * @throws IllegalArgumentException if one is of another package
   * @throws IllegalStateException if there is no agent; the message says what to change
   */
  public void inside(Set<String> types) {
    JdkPoints.into(types);
    inside = types;
  }

  /** Has woven code ask this execution from now on, until {@link #close}. */
  public void attach(Execution execution) {
    ONE_AT_A_TIME.lock();
    EngineTurns turns = new EngineTurns(execution);
    WovenRun woven = new WovenRun(loader, turns, seed);
    woven.monitors().wakeSpuriously(wakesSpuriously);
    woven.inside(inside);
    turns.serve(woven);
    run = woven;
    woven.activate();
    Thread me = Thread.currentThread();
    contextBefore = me.getContextClassLoader();
    me.setContextClassLoader(loader);
  }

  /** What the control report says of this level, a line each. */
  public List<String> controlLines() {
    List<String> lines = new ArrayList<>();
    lines.add("classes woven: " + loader.wovenClasses().size());
    if (loader.callsTimedWaits()) {
      lines.add(TimedWaits.install());
    }
    for (String type : new TreeSet<>(inside)) {
      lines.add("points inside " + type);
    }
    lines.addAll(loader.losses());
    for (String left : loader.unwoven()) {
      lines.add("not woven: " + left);
    }
    return lines;
  }

  /** Ends the exploration; woven code then runs as if it were not. */
  @Override
  public void close() {
    WovenRun woven = run;
    if (woven != null) {
      run = null;
      woven.deactivate();
      Thread.currentThread().setContextClassLoader(contextBefore);
      ONE_AT_A_TIME.unlock();
    }
  }
}
