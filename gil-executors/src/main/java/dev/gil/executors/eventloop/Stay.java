package dev.gil.executors.eventloop;

import dev.gil.spi.Job;
import java.util.concurrent.atomic.AtomicBoolean;

/** The time that one job has the loop's thread; true once it was named for it. */
@SuppressWarnings("serial") // never serialized
final class Stay extends AtomicBoolean {
  final Job<?> job;
  final long since;

  Stay(Job<?> job, long since) {
    this.job = job;
    this.since = since;
  }

  long nanosUntil(long now) {
    return now - since;
  }
}
