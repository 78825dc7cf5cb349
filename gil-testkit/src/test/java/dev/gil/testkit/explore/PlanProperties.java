package dev.gil.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.testkit.check.Linearizability;
import dev.gil.testkit.check.Program;
import dev.gil.testkit.check.ProgramRunner;
import dev.gil.testkit.check.SequentialModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A plan is an interleaving that jqwik makes up, and a failure by it has a token. */
class PlanProperties {
  /** What a counter without a lock is asked. */
  enum Step {
    ADD
  }

  private static void lostUpdate() {
    int[] count = new int[1];
    Interleavings.Body adds =
        () -> {
          Interleavings.point();
          int seen = count[0];
          Interleavings.point();
          count[0] = seen + 1;
        };
    Interleavings.join(Interleavings.fork(adds), Interleavings.fork(adds));
    assertThat(count[0]).isEqualTo(2);
  }

  @Property(tries = 200)
  void aPlanIsWhatItsTextSays(@ForAll Plan plan) {
    assertThat(Plan.parse(plan.toString())).isEqualTo(plan).hasSameHashCodeAs(plan);
    assertThat(plan.size()).isBetween(0, 6);
  }

  @Property(tries = 200)
  void aFailureByAPlanIsHadAgainByItsToken(@ForAll Plan plan) {
    Exploration explored = Interleavings.of(PlanProperties::lostUpdate).run(plan);
    assertThat(explored.executions()).isEqualTo(1);
    explored
        .failure()
        .ifPresent(
            failure -> {
              assertThat(failure.toString()).contains("by plan " + plan).contains("replay: ");
              String token = failure.token().orElseThrow();
              assertThat(Interleavings.replay(token, PlanProperties::lostUpdate).table())
                  .isEqualTo(failure.table());
            });
  }

  @Example
  void plansReachEveryOutcome() {
    Set<Boolean> outcomes = new HashSet<>();
    for (int place = 0; place < 8; place++) {
      Plan plan = Plan.of(Map.of(place, 1));
      outcomes.add(Interleavings.of(PlanProperties::lostUpdate).run(plan).failure().isPresent());
    }
    assertThat(outcomes).containsExactlyInAnyOrder(true, false);
  }

  @Example
  void aPlanWithoutAPlaceOrAChoiceIsRefused() {
    assertThatThrownBy(() -> Plan.of(Map.of(-1, 1))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Plan.of(Map.of(0, 0))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Plans.upTo(2, 3)).isInstanceOf(IllegalArgumentException.class);
  }

  /** A lock is enough, whatever the program and the plan are. */
  @Property(tries = 200)
  void whatIsDoneUnderALockHasAnOrder(@ForAll Program<Step> program, @ForAll Plan plan) {
    Interleavings.of(
            () -> {
              var lock = Interleavings.lock("counter");
              Linearizability.against(
                      SequentialModel.<List<Integer>, Step>of(
                          ArrayList::new, ArrayList::new, (list, _) -> counted(list)))
                  .assertHolds(
                      ProgramRunner.onExplorer()
                          .run(
                              program,
                              () -> {
                                List<Integer> list = new ArrayList<>();
                                return _ -> lock.call(() -> counted(list));
                              }));
            })
        .run(plan)
        .check();
  }

  private static int counted(List<Integer> list) {
    int size = list.size();
    Interleavings.point();
    list.add(size);
    return size;
  }

  /** Run by {@link #aPropertyThatFailsSaysItsPlanAndItsToken}; by itself it is not looked for. */
  static class Failing {
    @Property(tries = 200, seed = "1")
    void noUpdateIsLost(@ForAll Plan plan) {
      Interleavings.of(PlanProperties::lostUpdate).run(plan).check();
    }
  }

  @Example
  void aPropertyThatFailsSaysItsPlanAndItsToken() throws Exception {
    assertThat(Launched.thrownBy("jqwik", Failing.class).getFirst())
        .contains("by plan ")
        .contains("Interleavings.replay(\"gil1:EXCEPTION:");
  }
}
