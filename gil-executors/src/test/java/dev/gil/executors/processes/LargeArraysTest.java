package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.WorkerExitedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrays that are laid down beside tasks and results. */
class LargeArraysTest extends PoolTest {
  private static final int SIZE = 1 << 20;

  private static byte[] filled(int with) {
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  @Test
  void theyComeBackAsTheyWere() throws Exception {
    GilExecutor pool = open(ONE);
    for (int i = 0; i < 20; i++) {
      byte[] sent = filled(i);
      byte[] expected = filled(i + 1);
      assertThat(PoolTest.<byte[]>get(pool.submit(gil -> plusOne(sent)))).isEqualTo(expected);
    }
  }

  private static byte[] plusOne(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i]++;
    }
    return bytes;
  }

  @Test
  void aTaskHasThemAsTheyWereAtSubmit() throws Exception {
    GilExecutor pool = open(ONE);
    List<TaskFuture<byte[]>> futures = new ArrayList<>();
    byte[] used = new byte[SIZE];
    for (int i = 0; i < 30; i++) {
      Arrays.fill(used, (byte) i);
      futures.add(pool.submit(gil -> used));
    }
    for (int i = 0; i < 30; i++) {
      assertThat(PoolTest.<byte[]>get(futures.get(i))).isEqualTo(filled(i));
    }
  }

  @Test
  void oneThatIsCapturedTwiceIsStillOne() throws Exception {
    GilExecutor pool = open(ONE);
    byte[] one = filled(1);
    byte[] same = one;
    byte[] equal = filled(1);
    assertThat((Object) get(pool.submit(gil -> isSame(one, same)))).isEqualTo(true);
    assertThat((Object) get(pool.submit(gil -> isSame(one, equal)))).isEqualTo(false);
  }

  private static boolean isSame(byte[] one, byte[] other) {
    return one == other;
  }

  /** As images are passed. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Image(int width, byte[] pixels, byte[] samePixels) implements java.io.Serializable {
    Image inverted() {
      byte[] other = plusOne(pixels.clone());
      return new Image(width, other, other);
    }
  }

  @Test
  void withinOtherObjectsTheyAreOneAndTheSameToo() throws Exception {
    GilExecutor pool = open(ONE);
    byte[] pixels = filled(4);
    Image image = new Image(1024, pixels, pixels);
    Image back = get(pool.submit(gil -> image.inverted()));
    assertThat(back.width()).isEqualTo(1024);
    assertThat(back.pixels()).isEqualTo(filled(5)).isSameAs(back.samePixels());
  }

  @Test
  void aMapOfThem() throws Exception {
    GilExecutor pool = open(ONE);
    List<byte[]> in = List.of(filled(1), filled(2), filled(3), filled(4), filled(5));
    List<byte[]> out = pool.map(in, LargeArraysTest::plusOne);
    for (int i = 0; i < in.size(); i++) {
      assertThat(out.get(i)).isEqualTo(filled(i + 2));
    }
  }

  @Test
  void aWorkerThatDiesTakesNothingAlong() throws Exception {
    GilExecutor pool = open(ONE);
    byte[] sent = filled(7);
    assertThat(PoolTest.<byte[]>get(pool.submit(gil -> sent))).isEqualTo(sent);
    failure(pool.submit(gil -> exit(sent)), WorkerExitedException.class);
    assertThat(PoolTest.<byte[]>get(pool.submit(gil -> sent))).isEqualTo(sent);
  }

  private static byte[] exit(byte[] bytes) {
    Runtime.getRuntime().halt(9);
    return bytes;
  }
}
