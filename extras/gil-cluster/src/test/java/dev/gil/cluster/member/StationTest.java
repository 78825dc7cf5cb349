package dev.gil.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.cluster.engine.Build;
import dev.gil.cluster.engine.Envelope;
import dev.gil.cluster.engine.Note;
import dev.gil.cluster.engine.Reply;
import dev.gil.cluster.engine.TaskId;
import dev.gil.spi.RemoteTask;
import dev.gil.spi.Task;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a member does with what arrives, before and beside running it. */
class StationTest {
  private static final CountDownLatch INSIDE = new CountDownLatch(1);
  private static final CountDownLatch GO = new CountDownLatch(1);
  private static final long LIMIT_SECONDS = 60;

  private int begins = 1;

  private final Station station =
      new Station(
          "here",
          new Outside() {
            @Override
            public void send(String noteAddress, byte[] note) {
              throw new AssertionError("nobody listens");
            }

            @Override
            public int begins(TaskId id) {
              return begins;
            }
          });

  private static Envelope envelope(long number, int attempts, Task<?> task) {
    return new Envelope(
        Build.HERE,
        new TaskId(1, number),
        attempts,
        "",
        "",
        List.of(),
        RemoteTask.encode("a task", task));
  }

  private Reply deliver(Envelope envelope, boolean mayComeAgain) {
    return Reply.read(station.deliver(envelope.write(), mayComeAgain));
  }

  @Test
  void aTaskRunsAndIsAnswered() {
    assertThat(deliver(envelope(1, 1, gil -> 7), false).kind()).isEqualTo(Reply.Kind.OUTCOME);
  }

  @Test
  void aTaskOfAnotherBuildIsNotBegun() {
    Envelope foreign =
        new Envelope("java 21, gil 0", new TaskId(1, 1), 1, "", "", List.of(), new byte[] {1});
    Reply reply = deliver(foreign, false);
    assertThat(reply.kind()).isEqualTo(Reply.Kind.FOREIGN);
    assertThat(reply.words()).contains("java 21, gil 0").contains(Build.HERE);
  }

  @Test
  void rubbishIsAnsweredNotThrown() {
    Random random = new Random(1);
    for (int size = 0; size < 200; size++) {
      byte[] rubbish = new byte[size];
      random.nextBytes(rubbish);
      assertThat(Reply.read(station.deliver(rubbish, false)).kind()).isEqualTo(Reply.Kind.FOREIGN);
    }
  }

  @Test
  void anEnvelopeCutAnywhereIsAnsweredNotThrown() {
    byte[] whole = envelope(1, 1, gil -> 7).write();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(Reply.read(station.deliver(cut, false)).kind()).isEqualTo(Reply.Kind.FOREIGN);
    }
  }

  @Test
  void theSameSendingIsNotBegunTwice() {
    Envelope once = envelope(5, 1, gil -> 7);
    assertThat(deliver(once, false).kind()).isEqualTo(Reply.Kind.OUTCOME);
    assertThat(deliver(once, false).kind()).isEqualTo(Reply.Kind.BEGUN_BEFORE);
  }

  @Test
  void whatMayComeAgainIsBegunAsOftenAsItMay() {
    Envelope twice = envelope(6, 2, gil -> 7);
    begins = 2;
    assertThat(deliver(twice, true).kind()).isEqualTo(Reply.Kind.OUTCOME);
    begins = 3;
    assertThat(deliver(twice, true).kind()).isEqualTo(Reply.Kind.BEGUN_BEFORE);
  }

  @Test
  void aCancelThatIsEarlyIsKeptForItsTask() {
    Envelope never = envelope(7, 1, gil -> 7);
    station.tell(new Note.Cancel(never.id()).write());
    Reply cancelled = deliver(never, false);
    Reply ran = deliver(envelope(8, 1, gil -> 7), false);
    assertThat(cancelled.kind()).isEqualTo(Reply.Kind.OUTCOME);
    assertThat(cancelled.body()).isNotEqualTo(ran.body());
    assertThat(new String(cancelled.body(), StandardCharsets.UTF_8))
        .contains("TaskCancelledException");
  }

  @Test
  void drainingWaitsForWhatRunsAndTakesNothingMore() throws Exception {
    FutureTask<Reply> running =
        new FutureTask<>(
            () ->
                deliver(
                    envelope(
                        9,
                        1,
                        gil ->
                            gil.detached(
                                () -> {
                                  INSIDE.countDown();
                                  GO.await();
                                  return 7;
                                })),
                    false));
    Thread.ofPlatform().daemon().start(running);
    assertThat(INSIDE.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    FutureTask<Boolean> drained = new FutureTask<>(() -> station.drain(Duration.ofMinutes(1)));
    Thread.ofPlatform().daemon().start(drained);
    Reply.Kind kind = Reply.Kind.OUTCOME;
    for (long number = 10; kind == Reply.Kind.OUTCOME; number++) {
      kind = deliver(envelope(number, 1, gil -> 7), false).kind(); // until it has begun to drain
    }
    assertThat(kind).isEqualTo(Reply.Kind.LEAVING);
    assertThat(drained.isDone()).isFalse();
    GO.countDown();
    assertThat(drained.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(running.get(LIMIT_SECONDS, TimeUnit.SECONDS).kind()).isEqualTo(Reply.Kind.OUTCOME);
  }
}
