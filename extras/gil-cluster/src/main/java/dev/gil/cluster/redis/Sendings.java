package dev.gil.cluster.redis;

import dev.gil.cluster.engine.Receipt;
import dev.gil.cluster.engine.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and has no end yet, and the last few thousand that were given up: their answers may
 * still come, and are counted. Thread-safe.
 */
final class Sendings {
  private static final int MOST_GIVEN_UP = 10_000;

  private record Sending(UUID member, Receipt receipt) {}

  private final Map<Long, Sending> open = new HashMap<>(); // guarded by this
  private final Map<Long, Receipt> givenUp = // guarded by this
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Receipt> eldest) {
          return size() > MOST_GIVEN_UP;
        }
      };

  synchronized void add(long number, UUID member, Receipt receipt) {
    open.put(number, new Sending(member, receipt));
  }

  /** Members that have something. */
  synchronized Set<UUID> members() {
    Set<UUID> having = new HashSet<>();
    open.values().forEach(sending -> having.add(sending.member));
    return having;
  }

  private synchronized @Nullable Receipt end(long number) {
    @Nullable Sending sending = open.remove(number);
    return sending == null ? givenUp.remove(number) : sending.receipt;
  }

  void answered(long number, byte[] reply) {
    @Nullable Receipt receipt = end(number);
    if (receipt != null) {
      receipt.answered(reply);
    }
  }

  /** The member has not taken it, and cannot any more. */
  void returned(long number) {
    answered(number, Reply.refusal(Reply.Kind.LEAVING, "is gone, and did not begin what was sent"));
  }

  void lost(long number, Throwable why) {
    giveUp(List.of(number), why);
  }

  void lostWith(UUID member, Throwable why) {
    List<Long> numbers = new ArrayList<>();
    synchronized (this) {
      open.forEach(
          (number, sending) -> {
            if (sending.member.equals(member)) {
              numbers.add(number);
            }
          });
    }
    giveUp(numbers, why);
  }

  void lostAll(Throwable why) {
    List<Long> numbers;
    synchronized (this) {
      numbers = List.copyOf(open.keySet());
    }
    giveUp(numbers, why);
  }

  private void giveUp(List<Long> numbers, Throwable why) {
    for (long number : numbers) {
      @Nullable Sending sending;
      synchronized (this) {
        sending = open.remove(number);
        if (sending != null) {
          givenUp.put(number, sending.receipt);
        }
      }
      if (sending != null) {
        sending.receipt.lost(why);
      }
    }
  }
}
