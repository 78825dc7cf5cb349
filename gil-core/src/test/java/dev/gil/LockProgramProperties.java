package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/**
 * Random programs of attaching, nesting, detaching and switching, by several threads over two
 * locks, keep every promise of L1 and L5.
 */
class LockProgramProperties {
  /** What a program does inside the lock, one after the other, each as a scope round the rest. */
  enum Step {
    NEST,
    DETACH,
    DETACH_ALL,
    OTHER,
    CHECKPOINT,
    SESSION,
    TRY,
    TIMED
  }

  private static final class World {
    final GlobalLock lock =
        GlobalLock.builder("world").switchInterval(Duration.ofNanos(10_000)).build();
    final GlobalLock other =
        GlobalLock.builder("other").switchInterval(Duration.ofNanos(10_000)).build();
    int inside;
    int turns;

    void run(List<Step> steps) throws InterruptedException {
      try (Attachment gil = lock.attach()) {
        step(gil, steps, 0);
      }
    }

    /** Nothing may switch between the two writes: there is no checkpoint between them. */
    private void touch() {
      assertThat(inside++).isZero();
      turns++;
      inside--;
    }

    private void step(Attachment gil, List<Step> steps, int at) throws InterruptedException {
      touch();
      if (at == steps.size()) {
        return;
      }
      boolean session = lock.extras.inSession();
      switch (steps.get(at)) {
        case NEST -> {
          try (Attachment nested = lock.attach()) {
            step(nested, steps, at + 1);
          }
        }
        case TRY -> {
          try (Attachment nested = lock.tryAttach()) {
            step(nested, steps, at + 1);
          }
        }
        case TIMED -> {
          try (Attachment nested = lock.attach(Duration.ofSeconds(30))) {
            step(nested, steps, at + 1);
          }
        }
        case SESSION -> {
          try (Attachment nested = lock.session("s" + at)) {
            step(nested, steps, at + 1);
          }
        }
        case DETACH -> {
          if (!session && !other.isHeld()) {
            gil.detached(() -> assertThat(lock.isHeld()).isFalse());
          }
          step(gil, steps, at + 1);
        }
        case DETACH_ALL -> {
          try (var _ = Gil.detach()) {
            assertThat(lock.isHeld()).isEqualTo(session);
          }
          step(gil, steps, at + 1);
        }
        case OTHER -> {
          try (var _ = other.attach()) {
            step(gil, steps, at + 1);
          }
        }
        case CHECKPOINT -> {
          gil.checkpoint();
          Gil.checkpoint();
          step(gil, steps, at + 1);
        }
      }
      assertThat(lock.isHeld()).isTrue();
      touch();
    }
  }

  @Property(tries = 300)
  void anyProgramEndsWithBothLocksFreeAndNobodyWasInsideTwice(
      @ForAll @Size(min = 1, max = 4) List<@Size(max = 6) List<Step>> programs) throws Exception {
    World world = new World();
    CountDownLatch go = new CountDownLatch(1);
    List<Threads.Running<Object>> threads = new ArrayList<>();
    for (List<Step> program : programs) {
      threads.add(
          Threads.start(
              () -> {
                Threads.await(go);
                for (int i = 0; i < 20; i++) {
                  world.run(program);
                }
                return null;
              }));
    }
    go.countDown();
    Threads.getAll(threads);
    assertThat(world.lock.snapshot().holder()).isNull();
    assertThat(world.other.snapshot().holder()).isNull();
    assertThat(world.lock.snapshot().waiters()).isEmpty();
    int touches = programs.stream().mapToInt(p -> 1 + 2 * p.size()).sum();
    assertThat(world.turns).isEqualTo(20 * touches);
    world.lock.close();
    world.other.close();
  }
}
