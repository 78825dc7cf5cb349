package dev.gil.fory;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

record Order(long id, String customer, Instant at, List<Line> lines) implements Serializable {
  record Line(String article, int count, double price) implements Serializable {}

  static Order of(int id) {
    return new Order(
        id,
        "customer " + id,
        Instant.ofEpochSecond(id),
        List.of(new Line("nail", id, 0.25), new Line("hammer", 1, 12.5)));
  }
}
