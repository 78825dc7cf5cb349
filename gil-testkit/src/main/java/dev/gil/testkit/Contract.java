package dev.gil.testkit;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import dev.gil.spi.VoidTask;
import dev.gil.testkit.explore.Interleavings;
import dev.gil.testkit.explore.weave.Weaving;
import dev.gil.testkit.rules.ExploredProbe;
import dev.gil.testkit.rules.Probe;
import dev.gil.testkit.rules.ProbeRun;
import dev.gil.testkit.rules.Rulebook;
import dev.gil.testkit.rules.Subject;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a strategy must keep, as data: which apply to it, which do not and why, and
 * whether each is kept.
 *
 * <p>Compared with {@link StrategyContract}, which turns the rules into JUnit tests: this runs them
 * from any program.
 *
 * {@snippet :
 * Contract contract = Contract.of(new Batched());
 * for (Rule rule : contract.rules()) {
 *   contract.verify(rule).failure().ifPresent(Throwable::printStackTrace);
 * }
 * }
 *
 * <p>Immutable and thread-safe. Each rule opens executors of its own and ends them; rules that look
 * for leaked threads and processes want the JVM to themselves.
 */
public final class Contract {
  /**
   * How long a rule waits for what must happen, if nothing else is set: half a minute. A rule that
   * is kept does not wait.
   */
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

  /**
   * A rule that says nothing about this strategy.
   *
   * @param rule the rule
   * @param reason what the strategy declares, or does not
   */
  public record Waived(Rule rule, String reason) {}

  /**
   * What became of a rule.
   *
   * @param rule the rule
   * @param failure why it is not kept; empty if it is
   */
  public record Verdict(Rule rule, Optional<Throwable> failure) {
    /**
     * Whether the strategy keeps the rule.
     *
     * @return true if nothing failed
     */
    public boolean kept() {
      return failure.isEmpty();
    }
  }

  /**
   * Makes the strategy anew, out of woven classes, for each execution of an exploration. A lambda
   * or a method reference.
   */
  @FunctionalInterface
  public interface Maker extends Serializable {
    /**
     * Makes it.
     *
     * @return a strategy like the one under test
     */
    ParallelismStrategy make();
  }

  private static final StrategySettings DEFAULT_SETTINGS = StrategySettings.DEFAULTS.workers(2);
  private static final int ONE_TASK = 1;

  private final Subject subject;

  private Contract(Subject subject) {
    this.subject = subject;
  }

  /**
   * The contract of a strategy, with two workers and the default patience.
   *
   * @param strategy to be tested
   * @return the contract
   */
  public static Contract of(ParallelismStrategy strategy) {
    return new Contract(
        new Subject(
            strategy,
            DEFAULT_SETTINGS,
            DEFAULT_PATIENCE,
            ONE_TASK,
            gil -> Runtime.getRuntime().halt(70)));
  }

  /**
   * This contract under other settings. Rules change workers, queue and in flight, and lend locks.
   *
   * @param settings to open executors with
   * @return a copy
   */
  public Contract settings(StrategySettings settings) {
    return new Contract(
        new Subject(
            subject.strategy(),
            settings,
            subject.patience(),
            subject.tasksAtOnce(),
            subject.crash()));
  }

  /**
   * This contract with another patience.
   *
   * @param patience how long a rule waits for what must happen; more than zero
   * @return a copy
   * @throws IllegalArgumentException if {@code patience} is not more than zero
   */
  public Contract patience(Duration patience) {
    if (!patience.isPositive()) {
      throw new IllegalArgumentException("patience " + patience + " is not more than zero");
    }
    return new Contract(
        new Subject(
            subject.strategy(),
            subject.settings(),
            patience,
            subject.tasksAtOnce(),
            subject.crash()));
  }

  /**
   * This contract for a strategy that runs so many computing tasks at once when it is opened with
   * one worker.
   *
   * @param tasks 1 if not set; 0 if there is no bound, and no task ever waits for its turn
   * @return a copy
   * @throws IllegalArgumentException if {@code tasks} is negative
   */
  public Contract tasksAtOnce(int tasks) {
    if (tasks < 0) {
      throw new IllegalArgumentException("tasks at once " + tasks + " is negative");
    }
    return new Contract(
        new Subject(
            subject.strategy(), subject.settings(), subject.patience(), tasks, subject.crash()));
  }

  /**
   * This contract with another way to crash a worker. Only a strategy that declares {@link
   * Trait#ISOLATES_CRASHES} is made to run it.
   *
   * @param crash does not return; if not set, halts its JVM
   * @return a copy
   */
  public Contract crash(VoidTask crash) {
    return new Contract(
        new Subject(
            subject.strategy(),
            subject.settings(),
            subject.patience(),
            subject.tasksAtOnce(),
            crash));
  }

  String id() {
    return subject.strategy().id();
  }

  /**
   * The rule of a number, whether it applies or not.
   *
   * @param number such as {@code S5.1}
   * @return one that is the same for every strategy
   * @throws IllegalArgumentException if there is none
   */
  public static Rule rule(String number) {
    return Rulebook.probes().stream()
        .map(Probe::rule)
        .filter(rule -> rule.number().equals(number))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no rule has the number \"" + number + "\": they are such as S5.1"));
  }

  /**
   * The rules that apply.
   *
   * @return in the order of their numbers
   */
  public List<Rule> rules() {
    return Rulebook.probes().stream()
        .filter(probe -> probe.waivedFor(subject).isEmpty())
        .map(Probe::rule)
        .toList();
  }

  /**
   * The rules that do not apply. Not to be counted as skipped tests: they say nothing about this
   * strategy.
   *
   * @return in the order of their numbers, each with its reason
   */
  public List<Waived> waived() {
    List<Waived> waived = new ArrayList<>();
    for (Probe probe : Rulebook.probes()) {
      probe.waivedFor(subject).ifPresent(reason -> waived.add(new Waived(probe.rule(), reason)));
    }
    return waived;
  }

  /**
   * The declared traits that none of the given rules would catch as false.
   *
   * @param verified rules that were run
   * @return empty if every declared trait is put to the test
   */
  public Set<Trait> untested(Set<Rule> verified) {
    Set<Trait> open = EnumSet.noneOf(Trait.class);
    open.addAll(subject.strategy().traits());
    Rulebook.probes().stream()
        .filter(probe -> verified.contains(probe.rule()))
        .forEach(probe -> open.removeAll(probe.proves()));
    return open;
  }

  /**
   * Runs one rule, in no more than a few times the patience: what takes longer has failed, and its
   * failure shows what every thread was doing.
   *
   * @param rule one of {@link #rules()}
   * @return whether it is kept
   * @throws IllegalArgumentException if there is no such rule, or it does not apply
   * @throws InterruptedException if interrupted while waiting for the rule
   */
  public Verdict verify(Rule rule) throws InterruptedException {
    @Nullable Throwable failure = ProbeRun.of(probe(rule), subject);
    return new Verdict(rule, Optional.ofNullable(failure));
  }

  private Probe probe(Rule rule) {
    Probe probe =
        Rulebook.probes().stream()
            .filter(p -> p.rule().equals(rule))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no rule " + rule));
    Optional<String> waived = probe.waivedFor(subject);
    if (waived.isPresent()) {
      throw new IllegalArgumentException(
          rule + " says nothing about \"" + subject.strategy().id() + "\": it " + waived.get());
    }
    return probe;
  }

  /**
   * The rules that can be run under the explorer: those of a strategy that shares the heap, but for
   * what needs real time, real threads or other processes.
   *
   * @return in the order of their numbers; empty if the strategy does not share the heap
   */
  public List<Rule> explorable() {
    return Rulebook.probes().stream()
        .filter(probe -> probe.waivedFor(subject).isEmpty())
        .filter(probe -> probe.unexploredFor(subject).isEmpty())
        .map(Probe::rule)
        .toList();
  }

  /**
   * The rules that apply and cannot be run under the explorer.
   *
   * @return in the order of their numbers, each with its reason
   */
  public List<Waived> unexplorable() {
    List<Waived> waived = new ArrayList<>();
    for (Probe probe : Rulebook.probes()) {
      if (probe.waivedFor(subject).isEmpty()) {
        probe
            .unexploredFor(subject)
            .ifPresent(reason -> waived.add(new Waived(probe.rule(), reason)));
      }
    }
    return waived;
  }

  /**
   * A rule as an exploration: its threads, its tasks, the strategy's own threads, monitors and
   * fields, and the lock are under the explorer's control.
   *
   * {@snippet :
   * Contract.of(new Batched())
   *     .explored(rule, Batched::new, "com.acme.batched")
   *     .executions(500)
   *     .run()
   *     .check();
   * }
   *
   * @param rule one of {@link #explorable()}
   * @param maker makes the strategy of each execution
   * @param packages of the strategy's own code, which is woven
   * @return an exploration by a random walk, to be run, or to replay a failure of
   * @throws IllegalArgumentException if there is no such rule, or it cannot be explored
   */
  public Interleavings explored(Rule rule, Maker maker, String... packages) {
    return explored(
        rule,
        loader -> ((Maker) Weaving.reborn(maker, loader)).make(),
        List.of(packages),
        "strategy",
        "maker");
  }

  /** As the other, with the Java of a strategy and of its maker for reports. */
  Interleavings explored(
      Rule rule,
      ExploredProbe.Maker maker,
      List<String> packages,
      String strategyText,
      String makerText) {
    Probe probe = probe(rule);
    Optional<String> unexplored = probe.unexploredFor(subject);
    if (unexplored.isPresent()) {
      throw new IllegalArgumentException(rule + " cannot be explored: it " + unexplored.get());
    }
    String again =
        "Contract.of("
            + strategyText
            + ')'
            + changedSettings()
            + ".explored(Contract.rule(\""
            + rule.number()
            + "\"), "
            + makerText
            + packages.stream().map(name -> ", \"" + name + '"').collect(Collectors.joining())
            + ").replay(\"";
    return ExploredProbe.of(probe, subject, maker, packages, token -> again + token + "\")");
  }

  /** What has to be set as it is here for a rule to take the same steps. */
  private String changedSettings() {
    return (subject.settings().equals(DEFAULT_SETTINGS) ? "" : ".settings(settings)")
        + (subject.patience().equals(DEFAULT_PATIENCE)
            ? ""
            : ".patience(Duration.parse(\"" + subject.patience() + "\"))")
        + (subject.tasksAtOnce() == ONE_TASK ? "" : ".tasksAtOnce(" + subject.tasksAtOnce() + ')');
  }
}
