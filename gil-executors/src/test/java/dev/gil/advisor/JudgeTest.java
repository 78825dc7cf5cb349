package dev.gil.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Attachment;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.spi.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What is chosen when the measurement is given, so that no clock decides a test. */
class JudgeTest {
  private static final Set<String> RAN_ON = ConcurrentHashMap.newKeySet();

  private static final class Noting implements Task<Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer run(Attachment gil) {
      RAN_ON.add(Thread.currentThread().getName());
      return 1;
    }
  }

  private static final Batch<Integer> BATCH = Batch.of(new Noting(), 8).atOnce(2);

  @Test
  void twoAreTriedTheBestAndAnotherKindThatMayBeBetter() throws Exception {
    Profile profile = Profiles.of(8, Profiles.computing(10), Profiles.LIGHT);
    Advice advice = judge(Facts.UNKNOWN.threadSafe(true), profile);
    assertThat(advice.unchecked()).hasValue("free");
    assertThat(advice.checks()).extracting(Check::strategy).containsExactly("free", "processes");
    assertThat(advice.best()).isPresent();
  }

  @Test
  void whatIsRuledOutIsNeitherPredictedNorTriedNorChosen() throws Exception {
    Profile profile = Profiles.of(8, Profiles.computing(10), Profile.Travel.refused("task -> x"));
    List<ParallelismStrategy> three =
        List.of(strategy("free"), strategy("processes"), strategy("threads"));
    Advice advice = new Judge<>(BATCH, Facts.UNKNOWN.threadSafe(false), profile, three).advise();
    assertThat(advice.ruledOut()).containsOnlyKeys("free", "processes");
    assertThat(advice.predictions())
        .extracting(Prediction::strategy)
        .doesNotContain("free", "processes");
    assertThat(advice.best()).hasValue("threads");
    assertThat(advice.needsGil()).isTrue();
  }

  @Test
  void whatMayCrashIsNeverRunHere() throws Exception {
    RAN_ON.clear();
    Advice advice = judge(Facts.UNKNOWN.crashing(), null);
    assertThat(advice.best()).hasValue("processes");
    assertThat(advice.sentence()).contains("a crash ends a worker process and nothing else");
    assertThat(RAN_ON).isEmpty();
  }

  @Test
  void whereNothingIsLeftTheReasonsAreGiven() throws Exception {
    Advice advice = judge(Facts.UNKNOWN.crashing().sharingState(), null);
    assertThat(advice.best()).isEmpty();
    assertThat(advice.sentence())
        .startsWith("No strategy is left")
        .contains("a crash would take this JVM down", "see copies");
  }

  @Test
  void theFlipIsSaid() throws Exception {
    Profile profile = Profiles.of(8, Profiles.computing(10), Profiles.LIGHT);
    Candidate processes = ModelTest.candidate("processes", false);
    List<Candidate> left = List.of(processes, ModelTest.candidate("threads", false));
    assertThat(new Crossovers(new Model(profile, 2), left, processes, profile).find())
        .anyMatch(each -> each.matches("above .* a task, processes loses to threads"))
        .anyMatch(each -> each.matches("below .* of computing a task, processes loses to threads"));
  }

  @Test
  void unknownThreadSafetyIsAskedFor() throws Exception {
    Profile profile = Profiles.of(8, Profiles.computing(10), Profiles.LIGHT);
    assertThat(judge(Facts.UNKNOWN, profile).wouldChange())
        .contains("if the code is thread-safe, say so: then you may not need gil");
  }

  private static Advice judge(Facts facts, Profile profile) throws Exception {
    List<ParallelismStrategy> strategies = Strategies.list();
    return new Judge<>(BATCH, facts, profile, strategies).advise();
  }

  @Test
  void threadsAreSuggestedForTasksThatWait() throws Exception {
    Profile waiting = Profiles.of(8, Profiles.waiting(1, 9), Profiles.LIGHT);
    Batch<Integer> open = Batch.of(new Noting(), 8);
    Advice advice = new Judge<>(open, Facts.UNKNOWN, waiting, List.of(strategy("single"))).advise();
    assertThat(advice.atOnce()).hasValue(10 * Runtime.getRuntime().availableProcessors());
  }

  private static ParallelismStrategy strategy(String id) {
    Optional<ParallelismStrategy> found =
        Strategies.list().stream().filter(each -> each.id().equals(id)).findFirst();
    return found.orElseThrow();
  }
}
