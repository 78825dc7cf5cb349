package dev.gil.examples.bank;

import dev.gil.Attachment;
import java.util.HashMap;
import java.util.Map;

/**
 * Accounts in a plain map: right as long as one thread is inside at a time, and nothing switches in
 * the middle of a transfer.
 */
final class Bank {
  private final Map<Integer, Long> accounts = new HashMap<>();

  Bank(int count, long each) {
    for (int i = 0; i < count; i++) {
      accounts.put(i, each);
    }
  }

  /** Moves money. The checkpoint is where others may come in: after the transfer, never inside. */
  void transfer(int from, int to, long amount, Attachment gil) {
    accounts.merge(from, -amount, Long::sum);
    accounts.merge(to, amount, Long::sum);
    gil.checkpoint();
  }

  long total() {
    return accounts.values().stream().mapToLong(Long::longValue).sum();
  }
}
