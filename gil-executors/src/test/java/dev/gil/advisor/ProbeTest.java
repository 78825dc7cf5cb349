package dev.gil.advisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Attachment;
import dev.gil.spi.Task;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a measurement finds, as far as no clock has a say in it. */
class ProbeTest {
  private static final class Holding implements Task<byte[]> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final Socket socket = new Socket();

    @Override
    public byte[] run(Attachment gil) {
      return new byte[socket.isClosed() ? 1 : 2];
    }
  }

  private static final class Answering implements Task<byte[]> {
    private static final long serialVersionUID = 1L;
    private final byte[] input = new byte[20_000];

    @Override
    public byte[] run(Attachment gil) {
      return new byte[input.length / 2];
    }
  }

  @Test
  void theFieldThatCannotTravelIsNamed() throws Exception {
    Profile profile = measure(Batch.of(new Holding(), 3));
    assertThat(profile.travel().refused().orElseThrow()).contains("Holding.socket");
  }

  @Test
  void bytesThereAndBackAreCounted() throws Exception {
    Profile profile = measure(Batch.of(new Answering(), 3));
    assertThat(profile.travel().refused()).isEmpty();
    assertThat(profile.travel().taskBytes()).isBetween(20_000L, 21_000L);
    assertThat(profile.travel().resultBytes()).isBetween(10_000L, 11_000L);
    assertThat(profile.alone().allocatedBytes()).isGreaterThanOrEqualTo(10_000);
  }

  @Test
  void everyTaskOfASmallBatchIsLookedAt() throws Exception {
    List<AtomicInteger> runs = IntStream.range(0, 5).mapToObj(_ -> new AtomicInteger()).toList();
    List<Task<Integer>> tasks = runs.stream().map(ProbeTest::counting).toList();
    Profile profile = measure(Batch.of("counting", () -> tasks));
    assertThat(profile.pieces()).hasSize(5);
    assertThat(runs).allMatch(count -> count.get() > 1);
  }

  private static Task<Integer> counting(AtomicInteger count) {
    return _ -> count.incrementAndGet();
  }

  @Test
  void aTaskThatFailsIsSaid() {
    Batch<Integer> failing =
        Batch.of(
            _ -> {
              throw new IllegalStateException("no ink");
            },
            2);
    assertThatThrownBy(() -> measure(failing))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("no ink");
  }

  @Test
  void anEmptyBatchIsRefused() {
    assertThatThrownBy(() -> measure(Batch.<Integer>of("nothing", List::of)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no tasks");
  }

  @Test
  void whatMayHangIsNotMeasuredHere() {
    assertThatThrownBy(() -> Advisor.profile(Batch.of(new Answering(), 2), Facts.UNKNOWN.hanging()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("may crash or hang");
  }

  private static Profile measure(Batch<?> batch) throws Exception {
    return new Probe<>(batch, new Cores(2, 2), false).measure();
  }
}
