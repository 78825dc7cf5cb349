package dev.gil.internal.jfr;

import dev.gil.trace.LockListener;
import dev.gil.trace.Trace;
import java.time.Duration;
import java.util.List;

/** Tells one after the other. If the first throws, the second does not hear of that event. */
public record BothListeners(LockListener first, LockListener second) implements LockListener {
  @Override
  public void waited(String lock, Thread thread, long from, long to) {
    first.waited(lock, thread, from, to);
    second.waited(lock, thread, from, to);
  }

  @Override
  public void held(String lock, Thread thread, long from, long to, boolean handedOver) {
    first.held(lock, thread, from, to, handedOver);
    second.held(lock, thread, from, to, handedOver);
  }

  @Override
  public void starved(
      String lock, Thread thread, Duration stretch, List<StackTraceElement> stackAtEnd) {
    first.starved(lock, thread, stretch, stackAtEnd);
    second.starved(lock, thread, stretch, stackAtEnd);
  }

  @Override
  public void starved(
      String lock,
      Thread thread,
      long from,
      long to,
      List<StackTraceElement> stackDuring,
      List<StackTraceElement> stackAtEnd) {
    first.starved(lock, thread, from, to, stackDuring, stackAtEnd);
    second.starved(lock, thread, from, to, stackDuring, stackAtEnd);
  }

  @Override
  public void starving(
      String lock, Thread thread, long since, long noticed, List<StackTraceElement> stack) {
    first.starving(lock, thread, since, noticed, stack);
    second.starving(lock, thread, since, noticed, stack);
  }

  @Override
  public void detached(String lock, Thread thread, long from, long to) {
    first.detached(lock, thread, from, to);
    second.detached(lock, thread, from, to);
  }

  @Override
  public boolean hearsWorkers() {
    return first.hearsWorkers() || second.hearsWorkers();
  }

  @Override
  public void workerTold(Trace part) {
    if (first.hearsWorkers()) {
      first.workerTold(part);
    }
    if (second.hearsWorkers()) {
      second.workerTold(part);
    }
  }

  @Override
  public void ranKernel(String lock, Thread thread, long from, long to) {
    first.ranKernel(lock, thread, from, to);
    second.ranKernel(lock, thread, from, to);
  }
}
