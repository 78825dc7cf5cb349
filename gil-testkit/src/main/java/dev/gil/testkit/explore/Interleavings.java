package dev.gil.testkit.explore;

import dev.gil.GlobalLock;
import dev.gil.testkit.explore.engine.Actor;
import dev.gil.testkit.explore.engine.Execution;
import dev.gil.testkit.explore.engine.Fault;
import dev.gil.testkit.explore.engine.Findings;
import dev.gil.testkit.explore.engine.Operation;
import dev.gil.testkit.explore.engine.Search;
import dev.gil.testkit.explore.engine.Settings;
import dev.gil.testkit.explore.weave.Weaving;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a body under one interleaving of its threads after the other, and replays and shrinks the
 * first that fails.
 *
 * <p>Compared with running a test a thousand times: each execution runs one thread at a time, in an
 * order that an {@link Explorer} chose, so a failure is data. It can be had again from a line of
 * text, and is shrunk to the fewest switches that still fail.
 *
 * {@snippet :
 * Interleavings.of(() -> {
 *       var counter = new Counter();
 *       GlobalLock lock = Interleavings.lock("counter");
 *       Forked a = Interleavings.fork(() -> counter.add(lock));
 *       Forked b = Interleavings.fork(() -> counter.add(lock));
 *       Interleavings.join(a, b);
 *       assertThat(counter.get()).isEqualTo(2);
 *     })
 *     .run()
 *     .check();
 * }
 *
 * <p>Threads switch at <i>points</i> only: where an {@linkplain #lock explored lock} is attached
 * to, passes a checkpoint, is detached from, taken back or closed; where a thread parks, as it does
 * in the locks and queues of {@code java.util.concurrent}; at {@link Thread#yield()} and {@link
 * #point()}. What is between two points is one step. Exploration is sequentially consistent: what
 * only weak memory shows is not found, nor what needs an order of which no execution was run. Real
 * monitors are left to the JVM, which decides who is next. {@link #weave} makes every access a
 * point and models monitors. A body must do the same each time under the same order, and make its
 * objects anew.
 *
 * <p>Not thread-safe; may be run several times. Two may be run at once.
 */
public final class Interleavings {
  /** What woven code draws by chance is the same in each exploration, so that a token is enough. */
  private static final long WOVEN_SEED = 0x67696C;

  /** How many re-runs shrinking may take. */
  private static final int SHRINKS = 200;

  private final Body body;
  private Explorer explorer = Explorer.PORTFOLIO;
  private int executions = 2_000;
  private @Nullable Long seed;
  private int depth = 3;
  private int preemptions = 2;
  private int steps = 20_000;
  private Duration patience = Search.PATIENCE;
  private @Nullable List<String> woven;
  private @Nullable Method wovenMethod;
  private List<Class<?>> inside = List.of();
  private @Nullable UnaryOperator<String> told;
  private boolean resetsStatics = true;
  private boolean wakesSpuriously;
  private Set<FailureKind> detected = EnumSet.allOf(FailureKind.class);

  /** Code that is explored. */
  @FunctionalInterface
  public interface Body extends Serializable {
    /**
     * Runs once in each execution, as the thread called main.
     *
     * @throws Exception to fail
     */
    void run() throws Exception;
  }

  private Interleavings(Body body) {
    this.body = Objects.requireNonNull(body, "body");
  }

  /**
   * Prepares the exploration of a body: 2,000 executions by the portfolio.
   *
   * @param body run once in each execution
   * @return to be set and run
   */
  public static Interleavings of(Body body) {
    return new Interleavings(body);
  }

  /**
   * Sets who chooses the interleavings.
   *
   * @param explorer the portfolio if not set
   * @return this
   */
  public Interleavings explorer(Explorer explorer) {
    this.explorer = Objects.requireNonNull(explorer, "explorer");
    return this;
  }

  /**
   * Sets how many executions are run at most.
   *
   * @param executions at least 1; 2,000 if not set
   * @return this
   * @throws IllegalArgumentException if there are none
   */
  public Interleavings executions(int executions) {
    this.executions = positive(executions, "executions");
    return this;
  }

  /**
   * Sets the seed. Without it a random one is taken, which the report tells.
   *
   * @param seed any
   * @return this
   */
  public Interleavings seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Sets how many orderings a bug takes that {@link Explorer#PCT} looks for.
   *
   * @param depth at least 1; 3 if not set
   * @return this
   * @throws IllegalArgumentException if it is less than 1
   */
  public Interleavings depth(int depth) {
    this.depth = positive(depth, "depth");
    return this;
  }

  /**
   * Sets the bound of {@link Explorer#BOUNDED}: how often a thread is stopped that could go on.
   *
   * @param most 0 or more; 2 if not set
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public Interleavings preemptions(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("at most " + most + " preemptions");
    }
    this.preemptions = most;
    return this;
  }

  /**
   * Sets after how many points one execution is a livelock.
   *
   * @param steps at least 1; 20,000 if not set
   * @return this
   * @throws IllegalArgumentException if it is less than 1
   */
  public Interleavings steps(int steps) {
    this.steps = positive(steps, "steps");
    return this;
  }

  /**
   * Sets for how long a thread may pass no point before it is called stuck, in real time.
   *
   * @param patience 10 seconds if not set
   * @return this
   */
  public Interleavings patience(Duration patience) {
    this.patience = Objects.requireNonNull(patience, "patience");
    return this;
  }

  /**
   * Sets what counts as a failure; everything if not set. An execution that goes wrong otherwise
   * ends in silence.
   *
   * @param kinds what to detect
   * @return this
   */
  public Interleavings detect(FailureKind... kinds) {
    this.detected = EnumSet.noneOf(FailureKind.class);
    this.detected.addAll(List.of(kinds));
    return this;
  }

  /**
   * Weaves the body and the code under test: their accesses to fields and arrays, monitors, threads
   * and calls of {@code java.util.concurrent} become points, data races are looked for, and time is
   * virtual. The body must be a lambda or method reference that uses nothing woven from outside.
   *
   * @param packages with the packages below them; the body's own package if there are none
   * @return this
   */
  public Interleavings weave(String... packages) {
    this.woven = List.of(packages);
    return this;
  }

  /**
   * Puts points inside classes of {@code java.util.concurrent} that woven code uses, whose calls
   * are one step each otherwise: for whoever tests such a class, or one that builds on its steps.
   * An agent rewrites them, once in this JVM; other code that uses them passes the points.
   *
   * @param types classes of {@code java.util.concurrent}, with those that they declare
   * @return this
   */
  public Interleavings weaveInside(Class<?>... types) {
    this.inside = List.of(types);
    return this;
  }

  /**
   * Lets the static state of woven classes live on from one execution to the next. If not set, each
   * execution begins with static initialisers run again, but for those of enums and interfaces.
   *
   * @return this
   */
  public Interleavings keepStatics() {
    this.resetsStatics = false;
    return this;
  }

  /**
   * Lets {@link Object#wait()} in woven code end without a notification, which the language allows.
   *
   * @return this
   */
  public Interleavings wakeSpuriously() {
    this.wakesSpuriously = true;
    return this;
  }

  /**
   * Explores.
   *
   * @return what came of it; {@link Exploration#check()} fails the test if something did
   * @throws IllegalArgumentException if the body cannot be woven, or a class of {@link
   *     #weaveInside} is of another package; the message says what to change
   * @throws IllegalStateException if points inside classes of the JDK were asked for without
   *     weaving, or there is no agent that can put them there
   */
  public Exploration run() {
    long chosen = seed == null ? new SecureRandom().nextLong() >>> 16 : seed;
    return explore(
        settings(chosen, SHRINKS), Search::explore, executions, explorer + ", seed " + chosen);
  }

  /**
   * Runs one execution, by a plan: for property tests, which make plans up and shrink them. A
   * failure is not shrunk here, and has a token.
   *
   * @param plan what is chosen
   * @return what came of it; {@link Exploration#check()} fails the test if something did
   * @throws IllegalArgumentException as {@link #run()}
   * @throws IllegalStateException as {@link #run()}
   */
  public Exploration run(Plan plan) {
    return explore(settings(0, 0), search -> search.follow(plan.schedule()), 1, "by plan " + plan);
  }

  private Exploration explore(
      Settings how, Function<Search, Findings> explores, long budget, String by) {
    requireWovenIfInside();
    if (woven == null) {
      Findings findings = explores.apply(new Search(task(body), how));
      return new Exploration(findings, budget, by, this::again, List.of());
    }
    try (Weaving weaving = weaving(woven)) {
      Search search = new Search(task(reborn(weaving)), how);
      weaving.attach(search.execution());
      Findings findings = explores.apply(search);
      return new Exploration(findings, budget, by, this::again, weaving.controlLines());
    }
  }

  /**
   * Runs the one execution that a token stands for, and expects it to go wrong the same way.
   *
   * @param token of {@link Failure#token()}, made with the same body, woven or not as here
   * @return the failure
   * @throws StaleTokenException as {@link #replay(String, Body)}
   */
  public Failure replay(String token) {
    requireWovenIfInside();
    if (woven == null) {
      return replay(token, body);
    }
    try (Weaving weaving = weaving(woven)) {
      Search search = new Search(task(reborn(weaving)), settings(0, 0));
      weaving.attach(search.execution());
      return Replays.replay(Token.parse(token), this::again, search);
    }
  }

  /** As {@link #weave}, where the body is a test method, of a new woven object each time. */
  Interleavings weaveMethod(Method method, String... packages) {
    String own = method.getDeclaringClass().getPackageName();
    this.wovenMethod = method;
    this.woven = Arrays.stream(packages).map(name -> name.equals(".") ? own : name).toList();
    return this;
  }

  /**
   * Sets what reports tell to write for having a failure again. For whoever makes explorations that
   * others run: without it reports speak of {@code Interleavings.of(body)}.
   *
   * @param again makes of a token what is to be written
   * @return this
   */
  public Interleavings replayedBy(UnaryOperator<String> again) {
    this.told = Objects.requireNonNull(again, "again");
    return this;
  }

  /** Lets reports say how a test method is replayed. */
  Interleavings asTest() {
    return replayedBy(token -> "@InterleavingTest(replay = \"" + token + "\"), the rest as it is");
  }

  /** What to write to have the failure of a token again. */
  private String again(String token) {
    UnaryOperator<String> how = told;
    if (how != null) {
      return how.apply(token);
    }
    List<String> packages = woven;
    if (packages == null) {
      return "Interleavings.replay(\"" + token + "\", body)";
    }
    String insides =
        inside.isEmpty()
            ? ""
            : inside.stream()
                .map(type -> type.getSimpleName() + ".class")
                .collect(Collectors.joining(", ", ".weaveInside(", ")"));
    return packages.stream()
        .map(name -> '"' + name + '"')
        .collect(
            Collectors.joining(
                ", ",
                "Interleavings.of(body).weave(",
                ")" + insides + ".replay(\"" + token + "\")"));
  }

  private Body reborn(Weaving weaving) {
    Method method = wovenMethod;
    if (method == null) {
      return (Body) weaving.reborn(body);
    }
    try {
      Class<?> type = weaving.reborn(method.getDeclaringClass());
      Method again = type.getDeclaredMethod(method.getName());
      Constructor<?> constructor = type.getDeclaredConstructor();
      again.setAccessible(true);
      constructor.setAccessible(true);
      return () -> {
        try {
          again.invoke(constructor.newInstance());
        } catch (InvocationTargetException e) {
          throw Replays.unchecked(e.getCause() == null ? e : e.getCause());
        }
      };
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          method + " cannot be woven: its class needs a constructor without arguments (" + e + ')',
          e);
    }
  }

  private Weaving weaving(List<String> packages) {
    Weaving weaving =
        Weaving.of(
            wovenMethod == null
                ? body.getClass().getClassLoader()
                : wovenMethod.getDeclaringClass().getClassLoader(),
            packages.isEmpty() ? List.of(Weaving.packageOf(body)) : packages,
            detected.contains(FailureKind.DATA_RACE),
            resetsStatics,
            WOVEN_SEED);
    weaving.wakeSpuriously(wakesSpuriously);
    weaving.inside(inside.stream().map(Class::getName).collect(Collectors.toUnmodifiableSet()));
    return weaving;
  }

  private void requireWovenIfInside() {
    if (woven == null && !inside.isEmpty()) {
      throw new IllegalStateException(
          "points inside classes of the JDK are for woven code: call weave() too");
    }
  }

  private Settings settings(long chosen, int shrinks) {
    Set<Settings.Mode> modes = new LinkedHashSet<>();
    if (explorer == Explorer.PORTFOLIO) {
      modes.addAll(List.of(Settings.Mode.values()));
    } else {
      modes.add(Settings.Mode.valueOf(explorer.name()));
    }
    Set<Fault.Kind> kinds = EnumSet.noneOf(Fault.Kind.class);
    detected.forEach(kind -> kinds.add(Fault.Kind.valueOf(kind.name())));
    return new Settings(
        modes,
        executions,
        chosen,
        depth,
        preemptions,
        kinds,
        steps,
        patience,
        shrinks,
        explorer == Explorer.BOUNDED);
  }

  /**
   * Runs the one execution that a token stands for, and expects it to go wrong the same way.
   *
   * @param token of {@link Failure#token()}
   * @param body the same as when the token was made
   * @return the failure
   * @throws StaleTokenException if the token is of another version, or the body does not take the
   *     very steps that the token stands for: it was changed
   */
  public static Failure replay(String token, Body body) {
    Interleavings of = of(body);
    Search search = new Search(task(body), of.settings(0, 0));
    return Replays.replay(Token.parse(token), of::again, search);
  }

  // --- for the body
  // -------------------------------------------------------------------------------

  /**
   * Starts a thread of this execution, called T1, T2 and so on.
   *
   * @param body what it runs
   * @return to be joined before the body returns
   * @throws IllegalStateException if the current thread is not being explored
   */
  public static Forked fork(Body body) {
    return fork(null, body);
  }

  /**
   * Starts a thread of this execution.
   *
   * @param name what reports call it; null for T1, T2 and so on
   * @param body what it runs
   * @return to be joined before the body returns
   * @throws IllegalStateException if the current thread is not being explored
   */
  public static Forked fork(@Nullable String name, Body body) {
    Execution execution = current("fork");
    Actor actor = execution.fork(name, task(body));
    return new Forked(execution, actor);
  }

  /**
   * Waits for threads to end, in one wait: the current thread goes on once all have.
   *
   * @param threads of this execution
   */
  public static void join(Forked... threads) {
    Actor[] actors = new Actor[threads.length];
    for (int i = 0; i < threads.length; i++) {
      actors[i] = threads[i].actor();
    }
    current("join").join(actors);
  }

  /**
   * A global lock of this execution, each point of which is a decision. The lock's own code runs.
   *
   * @param name what reports call it
   * @return a lock for this execution only; nobody need close it
   * @throws IllegalStateException if the current thread is not being explored
   */
  public static GlobalLock lock(String name) {
    return current("lock").lock(name);
  }

  /**
   * A point: another thread may run now. Does nothing on a thread that is not being explored, so
   * that it may stay in code that is also run for real.
   */
  public static void point() {
    Execution execution = Execution.current();
    if (execution != null) {
      execution.point(Operation.YIELD, null, 0);
    }
  }

  /**
   * A point before an access to an object: {@link Explorer#POS} takes accesses to different objects
   * as independent. Does nothing on a thread that is not being explored.
   *
   * @param object what is about to be read or written
   */
  public static void point(Object object) {
    Execution execution = Execution.current();
    if (execution != null) {
      execution.point(Operation.CALL, object, 0);
    }
  }

  /**
   * A number that the explorer chooses, and a token keeps.
   *
   * @param alternatives at least 1
   * @return from 0 to {@code alternatives - 1}; 0 on a thread that is not being explored
   */
  public static int choose(int alternatives) {
    Execution execution = Execution.current();
    return execution == null ? 0 : execution.chooseAny(positive(alternatives, "alternatives"));
  }

  private static Execution current(String what) {
    Execution execution = Execution.current();
    if (execution == null) {
      throw new IllegalStateException(
          what + " is for threads of an explored body: call it inside Interleavings.of(...)");
    }
    return execution;
  }

  private static Runnable task(Body body) {
    return () -> {
      try {
        body.run();
      } catch (Exception e) {
        throw Replays.unchecked(e);
      }
    };
  }

  private static int positive(int value, String what) {
    if (value < 1) {
      throw new IllegalArgumentException(value + " " + what + ": at least 1");
    }
    return value;
  }
}
