package dev.gil.bench.pool;

import dev.gil.bench.convoy.Times;
import dev.gil.spi.GilExecutor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A list of a thousand orders out and back, other ones each time; all are compared. */
final class Orders {
  /** In the report: gil without a codec. */
  static final String PLAIN = "java-serialization";

  private static final int COUNT = 1_000;

  private Orders() {}

  /** One of the list. */
  sealed interface Order extends Serializable permits Named, Unnamed {}

  /** Of what an order consists. */
  record Line(String article, int count, double price) implements Serializable {}

  /** Travels by Fory. */
  record Named(long id, String customer, List<Line> lines) implements Order {}

  /** Has the same parts, and travels by Java serialization. */
  record Unnamed(long id, String customer, List<Line> lines) implements Order {}

  /** The median, in milliseconds. */
  static Map<String, Double> measure(GilExecutor pool, boolean named, int times) throws Exception {
    Times taken = new Times();
    for (int trip = -Math.max(3, times / 2); trip < times; trip++) {
      ArrayList<Order> sent = new ArrayList<>(orders(named, trip));
      long start = System.nanoTime();
      List<Order> came = pool.submit(gil -> sent).get();
      long time = System.nanoTime() - start;
      if (!sent.equals(came)) {
        throw new IllegalStateException("other orders came back than were sent");
      }
      if (trip >= 0) {
        taken.add(time);
      }
    }
    return Map.of(Scene.ECHO_RECORDS.id(), taken.micros(0.5) / 1e3);
  }

  private static List<Order> orders(boolean named, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Order> orders = new ArrayList<>(COUNT);
    for (int id = 0; id < COUNT; id++) {
      List<Line> lines = new ArrayList<>();
      for (int line = 0; line < 3; line++) {
        lines.add(
            new Line("article " + random.nextInt(1_000), random.nextInt(10), random.nextDouble()));
      }
      String customer = "customer " + random.nextInt();
      orders.add(named ? new Named(id, customer, lines) : new Unnamed(id, customer, lines));
    }
    return orders;
  }
}
