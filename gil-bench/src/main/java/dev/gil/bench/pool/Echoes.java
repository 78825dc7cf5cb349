package dev.gil.bench.pool;

import dev.gil.bench.convoy.Times;
import dev.gil.spi.GilExecutor;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/** Bytes out and back, some of them other ones each time; all are compared, outside the clock. */
final class Echoes {
  private static final int CHANGES = 64;

  private Echoes() {}

  /** Sends bytes there, and returns those that came back. */
  interface Echo {
    byte[] of(byte[] content) throws Exception;
  }

  /** By tasks that capture the bytes and return them. */
  static Map<String, Double> measure(GilExecutor pool, Scene scene, int times) throws Exception {
    return measure(content -> pool.submit(gil -> content).get(), scene, times);
  }

  /** The median, in milliseconds. */
  static Map<String, Double> measure(Echo echo, Scene scene, int times) throws Exception {
    SplittableRandom random = new SplittableRandom(42);
    byte[] content = new byte[scene.bytes()];
    random.nextBytes(content);
    Times taken = new Times();
    int warmUp = Math.max(3, times / 2);
    for (int trip = -warmUp; trip < times; trip++) {
      for (int change = 0; change < CHANGES; change++) {
        content[random.nextInt(content.length)]++;
      }
      long start = System.nanoTime();
      byte[] came = echo.of(content);
      long time = System.nanoTime() - start;
      if (!Arrays.equals(content, came)) {
        throw new IllegalStateException("other bytes came back than were sent");
      }
      if (trip >= 0) {
        taken.add(time);
      }
    }
    return Map.of(scene.id(), taken.micros(0.5) / 1e3);
  }
}
