package dev.gil.testkit.rules;

import dev.gil.spi.Trait;
import dev.gil.testkit.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule with the test of it, and with what a strategy must be like for the test to make sense.
 * Immutable once made; its checks keep no state.
 */
public final class Probe {
  /** Fails by throwing. */
  @FunctionalInterface
  interface Check {
    void run(Trial trial) throws Exception;
  }

  private record Condition(String reason, Predicate<Subject> holds) {}

  private final Rule rule;
  private final Set<Trait> proves;
  private final List<Condition> conditions;
  private final @Nullable String unexplored;
  private final Check check;

  private Probe(Draft draft, Check check) {
    this.rule = draft.rule;
    this.proves = draft.proves;
    this.conditions = List.copyOf(draft.conditions);
    this.unexplored = draft.unexplored;
    this.check = check;
  }

  static Draft rule(String number, String sentence, String spec) {
    return new Draft(new Rule(number, sentence, spec));
  }

  /** The sentence. */
  public Rule rule() {
    return rule;
  }

  /** The traits that this test would catch as false. */
  public Set<Trait> proves() {
    return Collections.unmodifiableSet(proves);
  }

  /** Why the rule says nothing about a strategy; empty if it applies. */
  public Optional<String> waivedFor(Subject subject) {
    return conditions.stream()
        .filter(condition -> !condition.holds().test(subject))
        .map(Condition::reason)
        .findFirst();
  }

  /** Why the rule is not run under the explorer; empty if it is. */
  public Optional<String> unexploredFor(Subject subject) {
    if (!subject.has(Trait.SHARES_HEAP)) {
      return Optional.of("is of a strategy that does not declare " + Trait.SHARES_HEAP);
    }
    return Optional.ofNullable(unexplored);
  }

  void check(Trial trial) throws Exception {
    check.run(trial);
  }

  private static String names(Stream<Trait> traits, String glue) {
    return traits.map(Trait::name).collect(Collectors.joining(glue));
  }

  /** A rule on its way to a probe. For one thread. */
  static final class Draft {
    private final Rule rule;
    private final Set<Trait> proves = EnumSet.noneOf(Trait.class);
    private final List<Condition> conditions = new ArrayList<>();
    private @Nullable String unexplored;

    private Draft(Rule rule) {
      this.rule = rule;
    }

    /** Applies to strategies with all of these traits, and shows that they are true. */
    Draft proves(Trait... traits) {
      proves.addAll(List.of(traits));
      return needs(traits);
    }

    /** Applies to strategies with all of these traits. */
    Draft needs(Trait... traits) {
      for (Trait trait : traits) {
        conditions.add(new Condition("does not declare " + trait, s -> s.has(trait)));
      }
      return this;
    }

    /** Applies to strategies with at least one of these traits. */
    Draft needsAnyOf(Trait... traits) {
      conditions.add(
          new Condition(
              "declares none of " + names(Stream.of(traits), ", "),
              s -> Stream.of(traits).anyMatch(s::has)));
      return this;
    }

    /** Applies to strategies with none of these traits. */
    Draft without(Trait... traits) {
      for (Trait trait : traits) {
        conditions.add(new Condition("declares " + trait, s -> !s.has(trait)));
      }
      return this;
    }

    /** Applies where a task can be made to wait for its turn. */
    Draft whereTasksWait() {
      conditions.add(new Condition("its tasks never wait for a turn", s -> s.tasksAtOnce() > 0));
      return this;
    }

    /** Not for an explorer, whose time passes only where nobody can run. */
    Draft inRealTime() {
      return unexplored("needs real time");
    }

    /** Not for an explorer: the rule {@code reason}. */
    Draft unexplored(String reason) {
      unexplored = reason;
      return this;
    }

    Probe by(Check check) {
      return new Probe(this, check);
    }
  }
}
