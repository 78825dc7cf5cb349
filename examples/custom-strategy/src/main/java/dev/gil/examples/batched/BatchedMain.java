package dev.gil.examples.batched;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import java.util.List;

/** Opens the strategy by its id, as any user would. */
final class BatchedMain {
  private BatchedMain() {}

  public static void main(String[] args) throws Exception {
    try (GilExecutor pool = Strategies.open("batched")) {
      System.out.println("batched: " + pool.map(List.of(1, 2, 3), x -> x * x));
    }
  }
}
