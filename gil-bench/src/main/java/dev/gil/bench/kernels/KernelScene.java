package dev.gil.bench.kernels;

import dev.gil.Attachment;
import dev.gil.GlobalLock;

/** A case by gil, with the memory that it needs. */
interface KernelScene extends AutoCloseable {
  /** One computation, checked where that costs nothing. */
  void play(Attachment gil) throws Exception;

  @Override
  void close();

  /** Computes by a thread that holds a lock but for the kernels. */
  default Contender under(GlobalLock lock) {
    return times -> {
      try (Attachment gil = lock.attach()) {
        return Contender.of(() -> play(gil)).nanos(times);
      }
    };
  }
}
