package dev.gil.refcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.GlobalLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Random programs of several threads against the simplest model: an object lives as long as
 * somebody owns a reference, and is disposed of once.
 *
 * <p>Each thread owns a reference to each object from the start. What a step does follows from its
 * number: retain, release what was retained, or look.
 */
class RefCountProperties {
  private static final int OBJECTS = 3;

  @Property(tries = 150)
  void biasedObjectsWhoseOwnerIsAlive(
      @ForAll @Size(min = 1, max = 3) List<@Size(max = 60) List<@IntRange(max = 8) Integer>> others,
      @ForAll @Size(max = 60) List<@IntRange(max = 8) Integer> own)
      throws Exception {
    List<Counted> objects = shared(RefCountPolicy.BIASED, others.size());
    run(objects, others, () -> steps(objects, own));
    RefCounted.mergeQueued();
    assertDisposedOfOnce(objects);
  }

  /** The owner makes them and ends before, while or after the others count. */
  @Property(tries = 150)
  void biasedObjectsWhoseOwnerEnds(
      @ForAll @Size(min = 2, max = 3) List<@Size(max = 60) List<@IntRange(max = 8) Integer>> others,
      @ForAll @Size(max = 5) List<@IntRange(max = 8) Integer> own)
      throws Exception {
    List<Counted> objects = new ArrayList<>();
    CyclicBarrier made = new CyclicBarrier(2);
    Thread owner =
        Thread.ofPlatform()
            .start(
                () -> {
                  objects.addAll(shared(RefCountPolicy.BIASED, others.size()));
                  pass(made);
                  steps(objects, own);
                });
    pass(made);
    run(objects, others, () -> {});
    owner.join();
    for (Counted object : objects) {
      assertThat(object.disposed.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertDisposedOfOnce(objects);
  }

  @Property(tries = 150)
  void atomicObjects(
      @ForAll @Size(min = 1, max = 3) List<@Size(max = 60) List<@IntRange(max = 8) Integer>> others,
      @ForAll @Size(max = 60) List<@IntRange(max = 8) Integer> own)
      throws Exception {
    List<Counted> objects = shared(RefCountPolicy.ATOMIC, others.size());
    run(objects, others, () -> steps(objects, own));
    assertDisposedOfOnce(objects);
  }

  /** Alone there is nothing to merge: the count is the model's at every step. */
  @Property(tries = 300)
  void onOneThreadEveryPolicyCountsLikeAnInt(
      @ForAll RefCountPolicy policy, @ForAll List<Boolean> retains) {
    try (GlobalLock lock = GlobalLock.create("model");
        var _ = lock.attach()) {
      Counted object = policy == RefCountPolicy.GUARDED ? new Counted(lock) : new Counted(policy);
      int model = 1;
      for (boolean retain : retains) {
        if (model == 0) {
          assertThatThrownBy(retain ? object::retain : object::release)
              .isInstanceOf(ReferenceCountException.class);
        } else if (retain) {
          object.retain();
          model++;
        } else {
          model--;
          assertThat(object.release()).isEqualTo(model == 0);
        }
        assertThat(object.references()).isEqualTo(model);
        assertThat(object.disposals).hasValue(model == 0 ? 1 : 0);
      }
    }
  }

  private static List<Counted> shared(RefCountPolicy policy, int others) {
    List<Counted> objects = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      Counted object = new Counted(policy);
      for (int other = 0; other < others; other++) {
        object.retain();
      }
      objects.add(object);
    }
    return objects;
  }

  private static void run(List<Counted> objects, List<List<Integer>> others, Runnable mine)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(others.size() + 1);
    List<FutureTask<Boolean>> tasks = new ArrayList<>();
    for (List<Integer> steps : others) {
      FutureTask<Boolean> task =
          new FutureTask<>(
              () -> {
                pass(start);
                steps(objects, steps);
                return true;
              });
      tasks.add(task);
      Thread.ofPlatform().start(task);
    }
    pass(start);
    mine.run();
    for (FutureTask<Boolean> task : tasks) {
      task.get(30, TimeUnit.SECONDS);
    }
  }

  /** Ends with the release of what the thread began with. */
  private static void steps(List<Counted> objects, List<Integer> steps) {
    int[] owned = {1, 1, 1};
    for (int step : steps) {
      Counted object = objects.get(step % OBJECTS);
      switch (step / OBJECTS) {
        case 0 -> {
          object.retain();
          owned[step % OBJECTS]++;
        }
        case 1 -> {
          if (owned[step % OBJECTS] > 1) {
            object.release();
            owned[step % OBJECTS]--;
          }
        }
        default -> {
          object.requireAlive();
          assertThat(object.disposals).hasValue(0);
        }
      }
    }
    for (int i = 0; i < OBJECTS; i++) {
      for (int left = owned[i]; left > 0; left--) {
        objects.get(i).release();
      }
    }
  }

  private static void assertDisposedOfOnce(List<Counted> objects) {
    for (Counted object : objects) {
      assertThat(object.disposals).hasValue(1);
      assertThat(object.references()).isZero();
      assertThatThrownBy(object::retain).isInstanceOf(ReferenceCountException.class);
    }
  }

  private static void pass(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
