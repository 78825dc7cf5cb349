package dev.gil.testkit.rules;

import java.util.List;
import java.util.stream.Stream;

/** All rules, in the order of their numbers. */
public final class Rulebook {
  private static final List<Probe> ALL =
      Stream.of(
              ValueRules.all(),
              FormRules.all(),
              FailureRules.all(),
              BatchRules.all(),
              StageRules.all(),
              CancelRules.all(),
              DeadlineRules.all(),
              ClosingRules.all(),
              BoundRules.all(),
              LockRules.all(),
              ExclusionRules.all(),
              FairnessRules.all(),
              MemoryRules.all(),
              HygieneRules.all(),
              LeakRules.all(),
              CrashRules.all(),
              TraitRules.all(),
              KernelRules.all(),
              ToldRules.all(),
              SnapshotRules.all(),
              RaceRules.all())
          .flatMap(List::stream)
          .toList();

  private Rulebook() {}

  /** Every rule there is. */
  public static List<Probe> probes() {
    return ALL;
  }
}
