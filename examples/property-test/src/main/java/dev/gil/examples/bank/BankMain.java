package dev.gil.examples.bank;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.TaskFuture;
import java.util.ArrayList;
import java.util.List;

/** A thousand transfers by tasks that share one plain map. */
final class BankMain {
  private BankMain() {}

  public static void main(String[] args) throws Exception {
    Bank bank = new Bank(5, 100);
    try (GilExecutor pool = Strategies.open("threads")) {
      List<TaskFuture<?>> transfers = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        int from = i % 5;
        int to = (i * 7 + 3) % 5;
        transfers.add(pool.run(gil -> bank.transfer(from, to, 1, gil)));
      }
      for (TaskFuture<?> transfer : transfers) {
        transfer.get();
      }
    }
    System.out.println("bank: " + bank.total() + " of 500");
  }
}
