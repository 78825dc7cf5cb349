package dev.gil.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.WorkerStartFailedException;
import dev.gil.spi.Job;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Each rule that matters can fail: strategies with one fault each are caught by the rules named.
 */
class FaultyStrategiesTest {
  private static final Duration PATIENCE = Duration.ofMillis(200);
  static final Trait[] THREADS = {
    Trait.ONE_AT_A_TIME, Trait.OVERLAPS_BLOCKING, Trait.SHARES_HEAP, Trait.YIELDS_AT_CHECKPOINT
  };
  private static final Trait[] SINGLE = {
    Trait.ONE_AT_A_TIME, Trait.IN_ORDER, Trait.SAME_THREAD, Trait.SHARES_HEAP
  };
  private static final Trait[] FREE = {
    Trait.PARALLEL_CPU, Trait.OVERLAPS_BLOCKING, Trait.SHARES_HEAP
  };
  private static final Trait[] LOOP = {
    Trait.IN_ORDER, Trait.SAME_THREAD, Trait.OVERLAPS_BLOCKING, Trait.SHARES_HEAP
  };

  /** Asserts that exactly the rules with these numbers, of those asked, are broken. */
  static void assertBreaks(ParallelismStrategy faulty, String... numbers) throws Exception {
    assertBreaks(Contract.of(faulty), numbers);
  }

  static void assertBreaks(Contract contract, String... numbers) throws Exception {
    List<Rule> rules =
        contract.rules().stream()
            .filter(rule -> Arrays.asList(numbers).contains(rule.number()))
            .toList();
    assertThat(rules).as("rules that apply").hasSize(numbers.length);
    for (Rule rule : rules) {
      assertThat(contract.patience(PATIENCE).verify(rule).kept()).as(rule + " is kept").isFalse();
    }
  }

  private static void assertKeeps(ParallelismStrategy right, String number) throws Exception {
    Contract contract = Contract.of(right);
    Rule rule =
        contract.rules().stream().filter(r -> r.number().equals(number)).findFirst().orElseThrow();
    assertThat(contract.verify(rule).failure()).as(rule + " is broken").isEmpty();
  }

  private static Trait[] with(Trait[] traits, Trait another) {
    Trait[] more = Arrays.copyOf(traits, traits.length + 1);
    more[traits.length] = another;
    return more;
  }

  @Test
  void aStrategyThatLosesATaskIsCaught() throws Exception {
    AtomicInteger jobs = new AtomicInteger();
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          void accept(Pool pool, Job<?> job) {
            if (jobs.incrementAndGet() % 100 != 0) {
              super.accept(pool, job);
            }
          }
        },
        "S1.4",
        "S9.3");
  }

  @Test
  void aStrategyThatRunsNothingAndSaysItDidIsCaught() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          void work(Pool pool, Job<?> job) {
            if (job.begin()) {
              job.complete(null);
            }
          }
        },
        "S1.1",
        "S1.3",
        "S2.1",
        "S3.1",
        "S4.1",
        "S7.1",
        "S9.1",
        "S1.10",
        "S1.11",
        "S3.9",
        "S3.10",
        "S4.12",
        "S5.8",
        "S6.11",
        "S7.8",
        "S10.14",
        "S11.6",
        "S13.4",
        "S19.1",
        "S19.4",
        "S20.1",
        "S20.3",
        "S20.4",
        "S21.1");
  }

  /** Its traits deny the lock while an executor is opened, so that none is made. */
  @Test
  void aStrategyThatRunsTwoAtOnceIsCaught() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          public Set<Trait> traits() {
            boolean opening =
                StackWalker.getInstance()
                    .walk(
                        frames ->
                            frames.anyMatch(
                                frame -> frame.getClassName().equals("dev.gil.spi.Strategies")));
            return opening ? Set.of(FREE) : super.traits();
          }
        },
        "S10.1",
        "S10.5",
        "S10.6",
        "S11.1",
        "S11.2",
        "S11.5",
        "S17.4");
  }

  @Test
  void aStrategyThatRunsTheLastFirstIsCaught() throws Exception {
    assertBreaks(
        new PooledStrategy(SINGLE) {
          @Override
          void accept(Pool pool, Job<?> job) {
            pool.queue.addFirst(job);
          }
        },
        "S4.11");
  }

  @Test
  void aStrategyWithTwoThreadsIsNotOfOneThread() throws Exception {
    assertBreaks(
        new PooledStrategy(SINGLE) {
          @Override
          void work(Pool pool, Job<?> job) {
            Thread other = Thread.ofPlatform().daemon().start(job);
            try {
              other.join();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        },
        "S14.1");
  }

  @Test
  void aStrategyThatLeavesAThreadIsCaught() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          void leave(Pool pool) throws InterruptedException {
            new CountDownLatch(1).await(10, TimeUnit.SECONDS);
          }

          @Override
          boolean gone(Pool pool, boolean now, Duration wait) throws InterruptedException {
            super.gone(pool, now, Duration.ZERO);
            return true;
          }
        },
        "S15.1",
        "S15.3");
  }

  @Test
  void aStrategyThatIsNeverGoneIsCaught() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          boolean gone(Pool pool, boolean now, Duration wait) throws InterruptedException {
            super.gone(pool, now, Duration.ZERO);
            return false;
          }
        },
        "S8.1",
        "S8.6",
        "S8.7",
        "S21.2",
        "S21.3",
        "S21.5");
  }

  @Test
  void aStrategyThatDropsWhatItAcceptedIsCaught() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          boolean gone(Pool pool, boolean now, Duration wait) throws InterruptedException {
            return super.gone(pool, true, wait);
          }

          @Override
          void work(Pool pool, Job<?> job) {
            if (pool.queue.size() < 3) {
              super.work(pool, job);
            }
          }
        },
        "S8.1",
        "S8.2");
  }

  @Test
  void aStrategyThatKeepsTheLockBetweenTasksIsCaught() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          @SuppressWarnings("resource") // that nobody closes it is the fault
          void arrive(Pool pool) {
            var _ = pool.settings.lock().orElseThrow().attach();
          }
        },
        "S10.12",
        "S10.13");
  }

  @Test
  void aStrategyThatIgnoresCancelsIsCaught() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          void stop(Pool pool, Job<?> job) {}
        },
        "S6.6");
  }

  /** It gives the lock up, but not the turn. */
  @Test
  void aStrategyThatKeepsKernelsApartIsCaught() throws Exception {
    Semaphore turn = new Semaphore(1);
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          void work(Pool pool, Job<?> job) {
            turn.acquireUninterruptibly();
            try {
              super.work(pool, job);
            } finally {
              turn.release();
            }
          }
        },
        "S18.2",
        "S18.6");
  }

  @Test
  void aStrategyThatAnswersForKernelsWithoutRunningThemIsCaught() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          void work(Pool pool, Job<?> job) {
            if (!job.begin()) {
              return;
            }
            job.complete("never asked");
          }
        },
        "S18.1",
        "S18.3",
        "S18.7",
        "S18.4",
        "S18.5",
        "S18.8",
        "S18.9");
  }

  @Test
  void aStrategyWhoseInterruptsStrayIsCaught() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          void work(Pool pool, Job<?> job) {
            Thread.currentThread().interrupt();
            super.work(pool, job);
          }
        },
        "S14.2");
  }

  @Test
  void aStrategyThatRunsTasksOnTheSubmitterIsCaught() throws Exception {
    assertBreaks(
        new PooledStrategy(THREADS) {
          @Override
          void accept(Pool pool, Job<?> job) {
            job.run();
          }
        },
        "S6.1",
        "S9.3",
        "S12.1");
  }

  @Test
  void aStrategyThatEndsATaskBeforeTheNextDoesNotOverlap() throws Exception {
    assertBreaks(new OneAfterTheOther(THREADS), "S10.7");
    assertBreaks(new OneAfterTheOther(FREE), "S12.3", "S12.4");
  }

  /** Whatever its threads are, a task has to end before the next one begins. */
  private static final class OneAfterTheOther extends PooledStrategy {
    OneAfterTheOther(Trait... traits) {
      super(traits);
    }

    @Override
    void work(Pool pool, Job<?> job) {
      synchronized (pool) {
        super.work(pool, job);
      }
    }
  }

  @Test
  void aLoopThatWaitsForEachStageDoesNotOverlap() throws Exception {
    assertBreaks(
        new PooledStrategy(LOOP) {
          @Override
          void work(Pool pool, Job<?> job) {
            job.run();
            while (!job.isDone()) {
              Thread.onSpinWait();
            }
          }
        },
        "S12.5");
    assertKeeps(new PooledStrategy(LOOP), "S12.5");
  }

  @Test
  void oneThreadDoesNotComputeInParallel() throws Exception {
    assertBreaks(new PooledStrategy(with(FREE, Trait.SAME_THREAD)), "S12.3", "S17.3");
  }

  @Test
  void aStrategyWithOneThreadDoesNotYield() throws Exception {
    assertBreaks(new PooledStrategy(with(THREADS, Trait.SAME_THREAD)), "S12.1", "S12.2");
  }

  @Test
  void aStrategyThatCannotKillARunningTaskIsCaught() throws Exception {
    assertBreaks(new PooledStrategy(with(THREADS, Trait.KILLS_RUNNING_TASKS)), "S6.9", "S7.5");
  }

  @Test
  void aStrategyThatPassesReferencesDoesNotTravel() throws Exception {
    assertBreaks(
        new PooledStrategy(Trait.NEEDS_SERIALIZABLE, Trait.OVERLAPS_BLOCKING),
        "S1.6",
        "S1.7",
        "S3.8");
  }

  @Test
  void aStrategyThatDropsExceptionsIsCaught() throws Exception {
    assertBreaks(
        new CopyingStrategy() {
          @Override
          void answer(Job<?> job, byte[] outcome) {
            if (outcome[0] == 0) {
              super.answer(job, outcome);
            } else {
              job.complete(null);
            }
          }
        },
        "S1.7",
        "S3.1",
        "S3.3",
        "S3.4",
        "S4.4",
        "S5.3",
        "S5.7",
        "S16.6");
  }

  @Test
  void aStrategyThatLeavesStagesToThemselvesIsCaught() throws Exception {
    assertBreaks(
        new CopyingStrategy() {
          @Override
          void stop(Pool pool, Job<?> job) {}
        },
        "S7.7",
        "S8.10");
  }

  static Contract crashing(ParallelismStrategy strategy) {
    Contract contract = Contract.of(strategy).crash(CopyingStrategy.CRASH);
    return contract.settings(
        StrategySettings.DEFAULTS.workers(2).allow("dev.gil.testkit.CopyingStrategy"));
  }

  @Test
  void aStrategyThatNeverEndsALostTaskIsCaught() throws Exception {
    assertBreaks(
        crashing(
            new CopyingStrategy() {
              @Override
              void lost(Job<?> job) {}
            }),
        "S16.1",
        "S16.2",
        "S16.4");
  }

  @Test
  void aStrategyThatRepeatsWhateverWasLostIsCaught() throws Exception {
    assertBreaks(
        crashing(
            new CopyingStrategy() {
              @Override
              void lost(Job<?> job) {
                job.fail(new WorkerStartFailedException("said not to have begun"), false);
              }
            }),
        "S16.4",
        "S16.5");
  }

  @Test
  void aStrategyThatPassesACrashOnAsTheTasksFailureIsCaught() throws Exception {
    assertBreaks(
        crashing(
            new CopyingStrategy() {
              @Override
              void lost(Job<?> job) {
                job.fail(new Crash(), true);
              }
            }),
        "S16.1",
        "S16.3");
  }

  @Test
  void aTraitThatNoRuleHasTestedIsReported() {
    Contract contract = Contract.of(new PooledStrategy(THREADS));
    assertThat(contract.untested(Set.of())).containsExactlyInAnyOrder(THREADS);
    assertThat(contract.untested(Set.copyOf(contract.rules()))).isEmpty();
  }

  @Test
  void everyTraitHasARule() {
    assertThat(Contract.of(new PooledStrategy(Trait.values())).untested(allRules())).isEmpty();
  }

  private static Set<Rule> allRules() {
    Contract contract = Contract.of(new PooledStrategy());
    var all = new HashSet<>(contract.rules());
    contract.waived().forEach(waived -> all.add(waived.rule()));
    return all;
  }

  @Test
  void noNumberIsUsedTwiceAndNoRuleIsLost() {
    assertThat(allRules()).extracting(Rule::number).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    assertThat(allRules()).allMatch(rule -> rule.number().matches("S\\d+\\.\\d+"));
    assertThat(allRules()).allMatch(rule -> !rule.sentence().isBlank() && !rule.spec().isBlank());
  }
}
