package dev.gil.executors.processes;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import dev.gil.ResultNotSerializableException;
import dev.gil.TaskNotSerializableException;
import dev.gil.WorkerExitedException;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCountedSegment;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Memory that a task in a worker sees without a copy, and buffers that it gets a copy of. */
class SharedSegmentsTest extends PoolTest {
  private static final int SIZE = 8 << 20;
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  @Test
  void aTaskReadsAndWritesTheSameMemory() throws Exception {
    GilExecutor pool = open(ONE);
    try (RefCountedSegment shared = RefCountedSegment.allocateShared(SIZE, RefCountPolicy.ATOMIC)) {
      shared.segment().set(JAVA_LONG, SIZE - 8, 41);
      long seen = get(pool.submit(gil -> addOne(shared.segment())));
      assertThat(seen).isEqualTo(41);
      assertThat(shared.segment().get(JAVA_LONG, SIZE - 8)).isEqualTo(42);
    }
  }

  private static long addOne(MemorySegment memory) {
    long before = memory.get(JAVA_LONG, memory.byteSize() - 8);
    memory.set(JAVA_LONG, memory.byteSize() - 8, before + 1);
    return before;
  }

  @Test
  void itIsPinnedFromSubmitToTheEndOfTheTask() throws Exception {
    GilExecutor pool = open(ONE);
    RefCountedSegment shared = RefCountedSegment.allocateShared(SIZE, RefCountPolicy.ATOMIC);
    shared.segment().set(JAVA_LONG, SIZE - 8, 1);
    TaskFuture<Long> task = pool.submit(gil -> addOne(shared.segment()));
    shared.close(); // the last reference: the task's pin keeps the memory
    assertThat((long) get(task)).isEqualTo(1);
    pool.close();
    assertThat(shared.pins()).isZero();
  }

  @Test
  void aTaskThatDiesGivesItsPinBack() throws Exception {
    GilExecutor pool = open(ONE);
    try (RefCountedSegment shared = RefCountedSegment.allocateShared(SIZE, RefCountPolicy.ATOMIC)) {
      failure(pool.submit(gil -> die(shared)), WorkerExitedException.class);
      assertThat(shared.pins()).isZero();
      shared.segment().set(JAVA_LONG, SIZE - 8, 5);
      assertThat((long) get(pool.submit(gil -> addOne(shared.segment())))).isEqualTo(5);
    }
  }

  private static long die(RefCountedSegment shared) {
    Runtime.getRuntime().halt(9);
    return shared.byteSize();
  }

  @Test
  void itsFileGoesWithTheLastReference() throws Exception {
    GilExecutor pool = open(ONE);
    RefCountedSegment shared = RefCountedSegment.allocateShared(SIZE, RefCountPolicy.ATOMIC);
    String file = get(pool.submit(gil -> mappedFile(shared)));
    if (!file.isEmpty()) { // where /proc tells
      assertThat(java.nio.file.Path.of(file)).exists();
      shared.close();
      pool.close();
      assertThat(java.nio.file.Path.of(file)).doesNotExist();
    } else {
      REAL_OUT.println("NOT RUN: there is no /proc to find the file of a shared segment in");
      shared.close();
    }
  }

  /** After its result was sent, but before the next task: the one thread does both. */
  @Test
  void aWorkerUnmapsItBeforeTheNextTask() throws Exception {
    GilExecutor pool = open(ONE);
    try (RefCountedSegment shared = RefCountedSegment.allocateShared(SIZE, RefCountPolicy.ATOMIC)) {
      String file = get(pool.submit(gil -> mappedFile(shared)));
      if (!file.isEmpty()) {
        String next = get(pool.submit(gil -> mappedFile()));
        assertThat(next).isEmpty();
      } else {
        REAL_OUT.println("NOT RUN: there is no /proc to find the file of a shared segment in");
      }
    }
  }

  private static String mappedFile(RefCountedSegment shared) throws java.io.IOException {
    return shared.byteSize() == 0 ? "" : mappedFile();
  }

  private static String mappedFile() throws java.io.IOException {
    var maps = java.nio.file.Path.of("/proc/self/maps");
    if (!java.nio.file.Files.isReadable(maps)) {
      return "";
    }
    return java.nio.file.Files.readAllLines(maps).stream()
        .filter(line -> line.contains("gil-segments-"))
        .map(line -> line.substring(line.indexOf('/')))
        .findFirst()
        .orElse("");
  }

  @Test
  void oneThatIsNotSharedIsRefusedAndSaysWhatToDo() {
    GilExecutor pool = open(ONE);
    try (RefCountedSegment own = RefCountedSegment.allocate(64, RefCountPolicy.ATOMIC)) {
      assertThatThrownBy(() -> pool.submit(gil -> own.byteSize()))
          .isInstanceOf(TaskNotSerializableException.class)
          .hasMessageContaining("allocateShared");
      assertThat(own.pins()).isZero();
    }
  }

  @Test
  void aGuardedOneIsSubmittedUnderItsLock() throws Exception {
    GilExecutor pool = open(ONE);
    try (GlobalLock lock = GlobalLock.create("guard")) {
      RefCountedSegment shared = RefCountedSegment.allocateShared(SIZE, lock);
      assertThatThrownBy(() -> pool.submit(gil -> shared.byteSize()))
          .isInstanceOf(AttachmentException.class);
      TaskFuture<Long> task;
      try (var _ = lock.attach()) {
        task = pool.submit(gil -> shared.byteSize());
        shared.close();
      }
      assertThat((long) get(task)).isEqualTo(SIZE);
    }
  }

  @Test
  void aTaskCannotAnswerWithOne() {
    GilExecutor pool = open(ONE);
    try (RefCountedSegment shared = RefCountedSegment.allocateShared(SIZE, RefCountPolicy.ATOMIC)) {
      ResultNotSerializableException refused =
          failure(pool.submit(gil -> shared), ResultNotSerializableException.class);
      assertThat(refused).hasMessageContaining("cannot answer with a segment");
    }
  }

  @Test
  void aCancelledTaskGivesItsPinBack() throws Exception {
    GilExecutor pool = open(ONE);
    try (RefCountedSegment shared = RefCountedSegment.allocateShared(SIZE, RefCountPolicy.ATOMIC)) {
      TaskFuture<Boolean> running = pool.submit(gil -> gil.detached(() -> never()));
      TaskFuture<Long> waiting = pool.submit(gil -> shared.byteSize());
      assertThat(shared.pins()).isEqualTo(1);
      assertThat(waiting.cancel(true)).isTrue();
      running.cancel(true);
      pool.close();
      assertThat(shared.pins()).isZero();
    }
  }

  private static boolean never() throws InterruptedException {
    NEVER.await();
    return true;
  }

  @Test
  void buffersTravelByWhatRemainsOfThem() throws Exception {
    GilExecutor pool = open(ONE);
    ByteBuffer heap = ByteBuffer.allocate(300_000).order(ByteOrder.LITTLE_ENDIAN);
    heap.putInt(100_000, 7).position(100_000).limit(200_000);
    ByteBuffer direct = ByteBuffer.allocateDirect(16).putLong(0, 8).asReadOnlyBuffer();
    assertThat(PoolTest.<String>get(pool.submit(gil -> describe(heap, direct))))
        .isEqualTo("100000 7 LITTLE_ENDIAN false, 16 8 BIG_ENDIAN true true");
    assertThat(heap.position()).isEqualTo(100_000);
    ByteBuffer back = get(pool.submit(gil -> heap));
    assertThat(back.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(back.equals(heap)).isTrue();
  }

  private static String describe(ByteBuffer heap, ByteBuffer direct) {
    return "%d %d %s %s, %d %d %s %s %s"
        .formatted(
            heap.remaining(),
            heap.getInt(0),
            heap.order(),
            heap.isDirect(),
            direct.remaining(),
            direct.getLong(0),
            direct.order(),
            direct.isDirect(),
            direct.isReadOnly());
  }

  @Test
  void segmentsTravelAsCopies() throws Exception {
    GilExecutor pool = open(ONE);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(300_000);
      memory.set(JAVA_BYTE, 299_999, (byte) 3);
      MemorySegment back = Objects.requireNonNull(get(pool.submit(gil -> changed(memory))));
      assertThat(back.byteSize()).isEqualTo(300_000);
      assertThat(back.get(JAVA_BYTE, 299_999)).isEqualTo((byte) 4);
      assertThat(memory.get(JAVA_BYTE, 299_999)).isEqualTo((byte) 3);
    }
  }

  private static MemorySegment changed(MemorySegment memory) {
    memory.set(JAVA_BYTE, 299_999, (byte) 4);
    return memory;
  }
}
