package dev.gil.bench.pool;

import dev.gil.spi.GilExecutor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Adds one to each of many numbers by {@link GilExecutor#map}, chunked as gil chunks by itself. */
final class ChunkedMap {
  private ChunkedMap() {}

  static Map<String, Double> measure(GilExecutor pool, int items) throws Exception {
    List<Integer> all = IntStream.range(0, items).boxed().toList();
    double rate =
        Rounds.perSecond(
            items,
            count -> {
              long sum = 0;
              for (int each : pool.map(all.subList(0, count), number -> number + 1)) {
                sum += each;
              }
              Answers.check((long) count * (count + 1) / 2, sum);
            });
    return Map.of("map-chunked", rate);
  }
}
