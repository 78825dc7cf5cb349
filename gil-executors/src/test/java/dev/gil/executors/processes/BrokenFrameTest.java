package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.ProtocolCorruptedException;
import dev.gil.TaskTimeoutException;
import dev.gil.WorkerExitedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A worker that says what is no message, or not all of one, is ended, and its task is told. */
class BrokenFrameTest extends PoolTest {
  /** In a worker: bytes as they are, past everything that would keep them apart from others. */
  private static void say(ByteBuffer bytes) throws Exception {
    Field transport = Link.class.getDeclaredField("transport");
    transport.setAccessible(true);
    ((Transport) transport.get(Objects.requireNonNull(WorkerMain.parent))).write(bytes);
  }

  /** A header that announces more than there is. */
  private static ByteBuffer announcing(int length) {
    return ByteBuffer.allocate(Frame.HEADER + 3)
        .putInt(length)
        .put(FrameType.RESULT.code)
        .putLong(1)
        .putInt(0)
        .put(new byte[3])
        .flip();
  }

  private static int sayAndSpin(ByteBuffer bytes) throws Exception {
    say(bytes);
    return spin();
  }

  @Test
  void aFrameOfTwoToThePowerOf31BytesIsRefusedByItsLength() throws Exception {
    GilExecutor pool = open(ONE);
    assertThat(
            failure(
                pool.submit(gil -> sayAndSpin(announcing(Integer.MIN_VALUE))),
                ProtocolCorruptedException.class))
        .hasMessageContaining("a frame of 2147483648 bytes; at most " + Frame.MAX_PAYLOAD);
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  @Test
  void halfAFrameAndThenTheEndIsAnEnd() throws Exception {
    GilExecutor pool = open(ONE);
    WorkerExitedException exit =
        failure(
            pool.run(
                gil -> {
                  say(announcing(100));
                  Runtime.getRuntime().halt(9);
                }),
            WorkerExitedException.class);
    assertThat(exit.exitStatus()).isEqualTo(9);
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  @Test
  void halfAFrameAndThenSilenceEndsAtTheDeadline() throws Exception {
    GilExecutor pool = open(ONE);
    get(pool.submit(gil -> 1));
    Heard heard = new Heard();
    TaskFuture<Integer> silent =
        pool.submit(
            heard.options().within(Duration.ofSeconds(2)),
            gil -> {
              gil.progress(myPid(), 0);
              return sayAndSpin(announcing(100));
            });
    long pid = heard.next();
    failure(silent, TaskTimeoutException.class);
    await("the end of the worker", () -> !isAlive(pid));
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  @Test
  void aTaskFromAWorkerIsRefused() throws Exception {
    GilExecutor pool = open(ONE);
    assertThat(
            failure(
                pool.submit(gil -> sayAndSpin(whole(FrameType.TASK, new byte[0]))),
                ProtocolCorruptedException.class))
        .hasMessageContaining("TASK does not come from a worker");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  @Test
  void anAnswerThatIsNoOutcomeFailsItsTask() throws Exception {
    GilExecutor pool = open(ONE);
    assertThat(
            failure(
                pool.submit(gil -> sayAndSpin(whole(FrameType.RESULT, new byte[] {99}))),
                ProtocolCorruptedException.class))
        .hasMessageContaining("is not an outcome");
  }

  private static ByteBuffer whole(FrameType type, byte[] payload) {
    ByteBuffer bytes = ByteBuffer.allocate(Frame.HEADER + payload.length);
    new Frame(type, 1, payload).putHeader(bytes);
    return bytes.put(payload).flip();
  }
}
