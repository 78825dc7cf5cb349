package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one word on which a worker and its parent agree who has a task. */
class TurnTest {
  private static final int ROUNDS = Integer.getInteger("gil.turn.rounds", 20_000);
  private static final int TASKS = 3;

  /**
   * A worker begins the tasks of a round while the parent takes back all of them: each task is one
   * side's, never both's, never nobody's. Two threads of this JVM stand for the two processes, on
   * two mappings of one file.
   */
  @Test
  void eachTaskIsEitherBegunOrTakenBack(@TempDir Path mine) throws Exception {
    Path file = mine.resolve("turn");
    int both = 0;
    int neither = 0;
    int[] begunInRound = new int[TASKS + 1];
    try (Arena life = Arena.ofShared()) {
      Turn parents = Turn.create(file, life);
      Turn workers = Turn.open(file);
      boolean[] begun = new boolean[TASKS * ROUNDS + 1];
      CyclicBarrier together = new CyclicBarrier(2);
      FutureTask<Void> worker =
          new FutureTask<>(
              () -> {
                for (int round = 0; round < ROUNDS; round++) {
                  together.await();
                  for (int i = 1; i <= TASKS; i++) {
                    int id = round * TASKS + i;
                    begun[id] = workers.begin(id);
                  }
                  together.await();
                }
                return null;
              });
      Thread.ofPlatform().daemon().start(worker);
      for (int round = 0; round < ROUNDS; round++) {
        together.await();
        for (int i = round % 97; i > 0; i--) {
          Thread.onSpinWait(); // meet at every place
        }
        long first = round * (long) TASKS + 1;
        long last = parents.takeBack(first + TASKS - 1);
        together.await();
        int count = 0;
        for (int id = (int) first; id < first + TASKS; id++) {
          boolean takenBack = id > last;
          both += begun[id] && takenBack ? 1 : 0;
          neither += begun[id] || takenBack ? 0 : 1;
          count += begun[id] ? 1 : 0;
        }
        begunInRound[count]++;
      }
      worker.get();
    }
    String outcomes = "begun of " + TASKS + ": " + java.util.Arrays.toString(begunInRound);
    assertThat(both).as("tasks of both, %s", outcomes).isZero();
    assertThat(neither).as("tasks of nobody, %s", outcomes).isZero();
    assertThat(begunInRound[0]).as("rounds in which the parent was first").isPositive();
    assertThat(begunInRound[TASKS]).as("rounds in which the worker was first").isPositive();
  }

  @Test
  void aTaskBeginsOnceAndInOrder() {
    Turn turn = new Turn(ByteBuffer.allocateDirect(64));
    assertThat(turn.begin(1)).isTrue();
    assertThat(turn.begin(1)).isFalse();
    assertThat(turn.begin(3)).isTrue();
    assertThat(turn.begin(2)).isFalse();
    assertThat(turn.highest()).isEqualTo(3);
  }

  @Test
  void whatWasTakenBackDoesNotBegin() {
    Turn turn = new Turn(ByteBuffer.allocateDirect(64));
    assertThat(turn.begin(1)).isTrue();
    assertThat(turn.takeBack(3)).isEqualTo(1);
    assertThat(turn.begin(2)).isFalse();
    assertThat(turn.begin(3)).isFalse();
    assertThat(turn.begin(4)).isTrue();
    assertThat(turn.takeBack(4)).isEqualTo(4);
  }

  @Test
  void aFileThatCannotBeMadeIsAnErrorAndNoMapping(@TempDir Path mine) throws IOException {
    Path missing = mine.resolve("missing").resolve("turn");
    Path there = Files.createFile(mine.resolve("there"));
    try (Arena life = Arena.ofShared()) {
      assertThatThrownBy(() -> Turn.create(missing, life)).isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> Turn.create(there, life))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
  }
}
