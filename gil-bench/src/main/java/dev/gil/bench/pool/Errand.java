package dev.gil.bench.pool;

import java.io.Serializable;

/** What a {@link PlainWorker} is sent. */
interface Errand extends Serializable {
  Integer run();
}
