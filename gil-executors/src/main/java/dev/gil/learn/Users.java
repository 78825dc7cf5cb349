package dev.gil.learn;

import java.util.ConcurrentModificationException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who uses a model: one call that trains, or any number that predict. The lock does not keep them
 * apart, since each gives it up.
 */
final class Users {
  private static final int TRAINING = -1;

  /** How many predict, or {@link #TRAINING}. */
  private final AtomicInteger now = new AtomicInteger();

  void enterToTrain(Mlp model) {
    int found = now.compareAndExchange(0, TRAINING);
    if (found != 0) {
      throw refusal(model, found);
    }
  }

  void leaveTrained() {
    now.set(0);
  }

  void enterToPredict(Mlp model) {
    int found = now.getAndUpdate(n -> n == TRAINING ? TRAINING : n + 1);
    if (found == TRAINING) {
      throw refusal(model, found);
    }
  }

  void leavePredicted() {
    var _ = now.decrementAndGet();
  }

  private static ConcurrentModificationException refusal(Mlp model, int found) {
    return new ConcurrentModificationException(
        model
            + " is used by another call, which has given the lock up: "
            + (found == TRAINING ? "it is being trained" : found + " predict")
            + ". Wait for it, or give each thread a model");
  }
}
