package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Threads that the JVM runs: a cleaner's, a shutdown hook's; and threads that are interrupted. */
class OddThreadsTest {
  private final GlobalLock lock = GlobalLock.create("odd");

  @Test
  void aCleanersActionAttachesLikeAnybodyElse() throws Exception {
    Cleaner cleaner = Cleaner.create();
    CompletableFuture<Boolean> ran = new CompletableFuture<>();
    try (var _ = lock.attach()) {
      var _ = cleaner.register(new Object(), () -> ran.complete(lock.call(lock::isHeld)));
      Threads.until(
          () -> {
            System.gc();
            return lock.snapshot().waiters().size() == 1;
          });
      assertThat(ran).isNotDone();
    }
    assertThat(ran.get(Threads.BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** In a JVM of its own: a hook attaches while the last holder still has the lock. */
  public static final class HookMain {
    private HookMain() {}

    /** Ends by System.exit with the lock held by a daemon thread, which gives it up later. */
    public static void main(String[] args) throws Exception {
      GlobalLock lock = GlobalLock.shared("hooked");
      Thread hook =
          new Thread(
              () -> {
                try (Attachment gil = lock.attach()) {
                  gil.checkpoint();
                  gil.detached(() -> System.out.println("detached in the hook"));
                  System.out.println("attached in the hook: " + lock.isHeld());
                }
              });
      Runtime.getRuntime().addShutdownHook(hook);
      Attachment gil = lock.attach();
      Thread.ofPlatform().daemon().start(() -> System.exit(0));
      while (lock.snapshot().waiters().isEmpty()) {
        Thread.onSpinWait();
      }
      gil.close();
    }
  }

  /** The folder that a class was loaded from. */
  private static String rootOf(Class<?> type) throws Exception {
    String file = type.getName().replace('.', '/') + ".class";
    String path = Path.of(type.getResource('/' + file).toURI()).toString();
    return path.substring(0, path.length() - file.length());
  }

  @Test
  void aShutdownHookAttachesLikeAnybodyElse() throws Exception {
    Process child =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-cp",
                rootOf(GlobalLock.class) + File.pathSeparator + rootOf(HookMain.class),
                HookMain.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.waitFor(Threads.BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(said.lines())
          .containsExactly("detached in the hook", "attached in the hook: true");
      assertThat(child.exitValue()).isZero();
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void aStormOfInterruptsHarmsNobody() throws Exception {
    int threads = 4;
    lock.switchInterval(java.time.Duration.ofNanos(10_000));
    int[] plain = new int[1];
    AtomicBoolean over = new AtomicBoolean();
    List<Threads.Running<Integer>> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      boolean interruptible = t % 2 == 0;
      Thread.Builder builder = t == 0 ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
      all.add(Threads.start(builder, () -> count(interruptible, plain)));
    }
    var storm =
        Threads.start(
            () -> {
              int sent = 0;
              while (!over.get()) {
                all.get(sent++ % threads).thread().interrupt();
                Thread.yield();
              }
              return sent;
            });
    int added = Threads.getAll(all).stream().mapToInt(i -> i).sum();
    over.set(true);
    assertThat(storm.get()).isPositive();
    assertThat(plain[0]).isEqualTo(added);
    assertThat(lock.snapshot().waiters()).isEmpty();
    assertThat(lock.snapshot().holder()).isNull();
  }

  /**
   * Adds until it has added and, if it can be, was interrupted so often; says how often it added.
   */
  private int count(boolean interruptible, int[] plain) {
    int added = 0;
    int interrupted = 0;
    while (added < 2_000 || (interruptible && interrupted < 100)) {
      try (Attachment gil = interruptible ? lock.attachInterruptibly() : lock.attach()) {
        plain[0]++;
        added++;
        gil.checkpoint();
        if (added % 16 == 0) {
          gil.detached(Thread::yield);
        }
      } catch (InterruptedException e) {
        interrupted++;
      }
    }
    return added;
  }
}
