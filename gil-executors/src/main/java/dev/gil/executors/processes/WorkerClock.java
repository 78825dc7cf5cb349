package dev.gil.executors.processes;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far the clock of a worker's parent is from its own: it asks for the time and takes the answer
 * to be of the middle of the round trip, which is wrong by half of it at most (Cristian, 1989). Of
 * some rounds the shortest counts.
 *
 * <p>For one thread, but for {@link #heard}.
 */
final class WorkerClock {
  private static final int ROUNDS = 8;
  private static final long PATIENCE_MILLIS = 200;

  private record Answer(long round, long parent, long at) {}

  private final Link link;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private long round;
  private long offset;
  private long error = Long.MAX_VALUE;

  WorkerClock(Link link) {
    this.link = link;
  }

  /** The parent's answer. Any thread. */
  void heard(long of, long parentNanos) {
    answers.add(new Answer(of, parentNanos, System.nanoTime()));
  }

  /** Asks, unless it is known; false if the parent does not answer. */
  boolean measure() throws InterruptedException {
    if (!isKnown()) {
      for (int i = 0; i < ROUNDS && ask(); i++) {}
    }
    return isKnown();
  }

  private boolean ask() throws InterruptedException {
    long asked = System.nanoTime();
    link.send(Frame.of(FrameType.CLOCK, ++round));
    while (true) {
      @Nullable Answer answer = answers.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      if (answer == null) {
        return false;
      }
      if (answer.round == round) {
        took(asked, answer);
        return true;
      }
    }
  }

  private void took(long asked, Answer answer) {
    long half = (answer.at - asked) / 2;
    if (half < error) {
      error = half;
      offset = answer.parent - (asked + half);
    }
  }

  private boolean isKnown() {
    return error != Long.MAX_VALUE;
  }

  /** What is to be added to times of this JVM to make them the parent's, in nanoseconds. */
  long offset() {
    return offset;
  }

  /** By how much that may be wrong, in nanoseconds. */
  long error() {
    return error;
  }
}
