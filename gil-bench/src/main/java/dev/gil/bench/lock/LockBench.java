package dev.gil.bench.lock;

import dev.gil.bench.Bench;
import dev.gil.bench.Effort;
import dev.gil.bench.fork.Figures;
import dev.gil.bench.fork.Fork;
import dev.gil.bench.jmh.Contestant;
import dev.gil.bench.jmh.JmhFork;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What gil's lock costs beside the locks of the JDK, and its checkpoint beside none. */
public final class LockBench implements Bench {
  private static final String NAME = "lock";
  private static final String BARE = "bare";
  private static final String SCALAR = "checkpoint-scalar";
  private static final String VECTOR = "checkpoint-vector";
  private static final String CONTENDED = "contended-";
  private static final String COUNTERS = "counters";
  private static final String COUNTERS_OFF = "counters-off";
  private static final String TURNS = "-turns";
  private static final String RATE = "-handoffs";
  private static final List<Integer> CROWDS = List.of(2, 4, 16, 64);
  private static final List<String> HAND_OFFS = List.of("handoff-spinning", "handoff-parked");

  /** What is on, by the cases of which each has two figures. */
  private static final Map<String, String> RECORDERS =
      Map.of("recorder", "recorder", "recorder-off", "nothing", "recorder-jfr-off", "jfr-off");

  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Benchmark methods of gil and of the JDK's locks, by the ids of rows. */
  private static final Map<String, String> METHODS = methods();

  private static final List<String> LOOPS =
      List.of(
          "xorshift",
          "branch",
          "lcg",
          "collatz",
          "gcd",
          "search",
          "list",
          "newton",
          "hash",
          "sieve");

  private static Map<String, String> methods() {
    Map<String, String> methods = new LinkedHashMap<>();
    methods.put(Scores.GIL, "gil");
    methods.put("ReentrantLock", "reentrantLock");
    methods.put("ReentrantLock-fair", "reentrantLockFair");
    methods.put("StampedLock", "stampedLock");
    methods.put("Semaphore", "semaphore");
    methods.put("synchronized", "synchronizedBlock");
    return methods;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> cases() {
    List<String> cases =
        new ArrayList<>(List.of("uncontended", "uncontended-field", "nested", SCALAR));
    LOOPS.forEach(loop -> cases.add(SCALAR + '-' + loop));
    cases.add(VECTOR);
    CROWDS.forEach(crowd -> cases.add(CONTENDED + crowd));
    cases.addAll(HAND_OFFS);
    cases.add(COUNTERS);
    for (String recorder : recorders()) {
      cases.add(recorder + TURNS);
      cases.add(recorder + RATE);
    }
    return cases;
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    for (int fork = 1; fork <= effort.forks(); fork++) {
      String which = ", fork " + fork + " of " + effort.forks();
      List<Contestant> oneThread = oneThread(effort);
      if (!oneThread.isEmpty()) {
        effort.progress().accept("one thread" + which);
        new JmhFork(effort.quick(), 1, false, List.of())
            .score(NAME, Unit.NANOS, oneThread, effort.scores());
      }
      for (int crowd : CROWDS) {
        if (effort.cases().test(CONTENDED + crowd)) {
          effort.progress().accept(CONTENDED + crowd + which);
          contended(crowd, effort);
        }
      }
      if (effort.wantsAny(HAND_OFFS)) {
        effort.progress().accept("hand-offs" + which);
        handOffs(effort);
      }
      if (effort.cases().test(COUNTERS)) {
        effort.progress().accept(COUNTERS + which);
        counters(Scores.GIL, List.of(), effort);
        counters(COUNTERS_OFF, List.of("-Ddev.gil.counters=off"), effort);
      }
      for (String recorder : recorders()) {
        if (effort.wantsAny(List.of(recorder + TURNS, recorder + RATE))) {
          effort.progress().accept(recorder + which);
          recorder(recorder, effort);
        }
      }
    }
    worstLoop(effort);
  }

  private static List<String> recorders() {
    return RECORDERS.keySet().stream().sorted().toList();
  }

  /** Two threads that hand the lock over all the time, with something and without. */
  private static void recorder(String name, Effort effort)
      throws IOException, InterruptedException {
    String what = RECORDERS.getOrDefault(name, "nothing");
    List<String> arguments = List.of(what, effort.quick() ? "7" : "15", "300");
    List<String> flags = List.of("--enable-native-access=ALL-UNNAMED");
    Figures figures = Fork.run(Fork.jvm(flags, RecorderFork.class, arguments), LIMIT);
    for (String figure : List.of(TURNS, RATE)) {
      String end = figure.replace('-', '.');
      Scores scores = effort.scores();
      scores.add(NAME, name + figure, Unit.PER_SECOND, Scores.GIL, figures.get("on" + end));
      scores.add(NAME, name + figure, Unit.PER_SECOND, "without", figures.get("off" + end));
    }
  }

  /** What JMH measures with one thread, as far as it is wanted. */
  private static List<Contestant> oneThread(Effort effort) {
    List<Contestant> all = new ArrayList<>();
    all.addAll(
        locks("uncontended", UncontendedBenchmark.class, METHODS.keySet().stream().toList()));
    all.addAll(
        locks(
            "uncontended-field",
            UncontendedFieldBenchmark.class,
            List.of(Scores.GIL, "ReentrantLock")));
    all.addAll(
        locks(
            "nested",
            NestedBenchmark.class,
            List.of(Scores.GIL, "ReentrantLock", "ReentrantLock-fair")));
    for (String loop : LOOPS) {
      String name = SCALAR + '-' + loop;
      String end = loop.substring(0, 1).toUpperCase(Locale.ROOT) + loop.substring(1);
      String type = ScalarLoopsBenchmark.class.getName();
      all.add(new Contestant(name, Scores.GIL, type, "gil" + end));
      all.add(new Contestant(name, BARE, type, BARE + end));
    }
    String vector = VectorLoopBenchmark.class.getName();
    all.add(new Contestant(VECTOR, Scores.GIL, vector, "gil"));
    all.add(new Contestant(VECTOR, BARE, vector, BARE));
    all.removeIf(
        one ->
            !wanted(one.subject(), effort)
                || !(effort.cases().test(one.name())
                    || (one.name().startsWith(SCALAR) && effort.cases().test(SCALAR))));
    return all;
  }

  private static void contended(int crowd, Effort effort) throws IOException, InterruptedException {
    String name = CONTENDED + crowd;
    for (String subject : subjects(effort)) {
      List<String> arguments =
          List.of(subject, Integer.toString(crowd), effort.quick() ? "200" : "400");
      Figures figures = Fork.run(Fork.jvm(List.of(), CrowdFork.class, arguments), LIMIT);
      effort.scores().add(NAME, name, Unit.PER_SECOND, subject, figures.get("rate"));
    }
  }

  private static List<String> subjects(Effort effort) {
    return METHODS.keySet().stream().filter(id -> wanted(id, effort)).toList();
  }

  private static List<Contestant> locks(String name, Class<?> type, List<String> subjects) {
    return subjects.stream()
        .map(id -> new Contestant(name, id, type.getName(), METHODS.getOrDefault(id, id)))
        .toList();
  }

  private static boolean wanted(String subject, Effort effort) {
    return subject.equals(Scores.GIL) || subject.equals(BARE) || effort.peers().test(subject);
  }

  private static void handOffs(Effort effort) throws IOException, InterruptedException {
    List<String> subjects = subjects(effort);
    List<String> arguments = new ArrayList<>(List.of(effort.quick() ? "150" : "300"));
    arguments.addAll(subjects);
    Figures figures = Fork.run(Fork.jvm(List.of(), HandOffFork.class, arguments), LIMIT);
    for (String name : HAND_OFFS) {
      String variant = name.substring(name.indexOf('-') + 1);
      for (String subject : subjects) {
        effort.scores().add(NAME, name, Unit.NANOS, subject, figures.get(subject + '.' + variant));
      }
    }
  }

  private static void counters(String subject, List<String> flags, Effort effort)
      throws IOException {
    new JmhFork(effort.quick(), 0, true, flags)
        .score(
            NAME,
            Unit.PER_SECOND,
            List.of(new Contestant(COUNTERS, subject, CountersBenchmark.class.getName(), "gil")),
            effort.scores());
  }

  /** The loop that a checkpoint slowed down most stands for all. */
  private static void worstLoop(Effort effort) {
    effort
        .scores()
        .worst(NAME, SCALAR, BARE, LOOPS.stream().map(loop -> SCALAR + '-' + loop).toList());
  }
}
