package dev.gil.advisor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gil.advisor.Facts.ThreadSafety;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Strategies;
import dev.gil.spi.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Measures tasks and says which strategy to run them by, and why; also that none is needed.
 *
 * {@snippet :
 * Advice advice = Advisor.advise(Batch.of(gil -> parse(page), 64), Facts.UNKNOWN.threadSafe(false));
 * }
 *
 * <p>Unlike a rule of thumb it looks at this task on this machine: it runs tasks of the batch some
 * tens of times, alone and by as many threads as there are processors, predicts every strategy that
 * the {@linkplain Facts facts} allow, third parties' too, and tries the two that matter. What tasks
 * do must therefore be harmless to repeat. It takes a few seconds, and says "not judged" rather
 * than something wrong where others compute on the same machine.
 *
 * <p>Profiles are remembered for an hour by the batch's name, its input size and whether the code
 * is thread-safe: such a batch is not measured again, only tried. Thread-safe; but two measurements
 * at once disturb each other.
 */
public final class Advisor {
  private static final Cache<Key, Profile> PROFILES =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(Duration.ofHours(1)).build();

  private record Key(String name, long inputSize, int tasks, boolean unlocked) {}

  private Advisor() {}

  /**
   * Measures a task, taken for one of many that need a lock.
   *
   * @param task to be run some tens of times in this JVM
   * @return what it does with its time
   * @throws InterruptedException if interrupted
   * @throws ExecutionException if the task failed, or did not end in a minute
   */
  public static Profile profile(Task<?> task) throws InterruptedException, ExecutionException {
    return profile(batch(task), Facts.UNKNOWN);
  }

  private static <T extends @Nullable Object> Batch<T> batch(Task<T> task) {
    return Batch.of(task, 16 * Runtime.getRuntime().availableProcessors());
  }

  /**
   * Measures a batch of tasks.
   *
   * @param batch whose tasks are run some tens of times in this JVM
   * @param facts of them
   * @return what they do with their time, remembered or measured
   * @throws IllegalArgumentException if by the facts a task may crash or hang: this JVM is not to
   *     try
   * @throws InterruptedException if interrupted
   * @throws ExecutionException if a task failed, or did not end in a minute
   */
  public static Profile profile(Batch<?> batch, Facts facts)
      throws InterruptedException, ExecutionException {
    if (!facts.isHarmless()) {
      throw new IllegalArgumentException(
          "tasks of \"" + batch.name() + "\" may crash or hang, and are not run in this JVM");
    }
    return profile(batch, facts, Cores.calibrate());
  }

  private static <T extends @Nullable Object> Profile profile(
      Batch<T> batch, Facts facts, Cores cores) throws InterruptedException, ExecutionException {
    boolean unlocked = facts.threadSafety() == ThreadSafety.SAFE;
    Key key = new Key(batch.name(), batch.inputSize(), batch.tasks().get().size(), unlocked);
    @Nullable Profile known = PROFILES.getIfPresent(key);
    if (known != null) {
      return known;
    }
    Bystanders watched = Bystanders.watch();
    Profile measured = new Probe<>(batch, cores, unlocked).measure();
    boolean alone = measured.noise().isEmpty() && watched.noise().isEmpty();
    if (alone) { // what is doubtful is not remembered
      PROFILES.put(key, measured);
    }
    return measured;
  }

  /**
   * Advises on a batch, by all strategies found.
   *
   * @param batch whose tasks are run some tens of times, in this JVM unless the facts forbid it
   * @param facts that rule strategies out
   * @return the advice, or that the machine was too busy to judge
   * @throws InterruptedException if interrupted
   * @throws ExecutionException if a task failed, or did not end in a minute
   */
  public static Advice advise(Batch<?> batch, Facts facts)
      throws InterruptedException, ExecutionException {
    return advise(batch, facts, Strategies.list());
  }

  /**
   * Advises on a batch, by some strategies.
   *
   * @param batch whose tasks are run some tens of times, in this JVM unless the facts forbid it
   * @param facts that rule strategies out
   * @param strategies to choose from
   * @return the advice, or that the machine was too busy to judge
   * @throws InterruptedException if interrupted
   * @throws ExecutionException if a task failed, or did not end in a minute
   */
  public static Advice advise(Batch<?> batch, Facts facts, List<ParallelismStrategy> strategies)
      throws InterruptedException, ExecutionException {
    return adviseOn(batch, facts, strategies);
  }

  private static <T extends @Nullable Object> Advice adviseOn(
      Batch<T> batch, Facts facts, List<ParallelismStrategy> strategies)
      throws InterruptedException, ExecutionException {
    Bystanders watched = Bystanders.watch();
    Cores before = Cores.calibrate();
    if (!before.isFree()) {
      return Advice.notJudged(List.of(before.inWords()), Optional.empty());
    }
    @Nullable Profile profile = facts.isHarmless() ? profile(batch, facts, before) : null;
    if (profile != null && !profile.noise().isEmpty()) {
      return Advice.notJudged(profile.noise(), Optional.of(profile));
    }
    Bystanders race = Bystanders.watch(); // a moment's disturbance is little of the whole
    Advice advice = new Judge<>(batch, facts, profile, strategies).advise();
    List<String> noise = new ArrayList<>(race.noise().stream().toList());
    Cores after = Cores.calibrate();
    if (!after.isFree()) {
      noise.add(after.inWords() + " afterwards");
    }
    watched.noise().filter(_ -> noise.isEmpty()).ifPresent(noise::add);
    return noise.isEmpty() ? advice : Advice.notJudged(noise, advice.profile());
  }

  /** Forgets all profiles. */
  public static void forget() {
    PROFILES.invalidateAll();
  }

  /**
   * Of two strategies that are equally fast, which asks less of the code and of the machine.
   *
   * @param one id of a strategy
   * @param other id of another
   * @return less than zero if it is the one, as a comparator says it
   */
  public static int compareSimplicity(String one, String other) {
    return Integer.compare(Candidate.place(one), Candidate.place(other));
  }
}
