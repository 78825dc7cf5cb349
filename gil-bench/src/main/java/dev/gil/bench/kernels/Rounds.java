package dev.gil.bench.kernels;

import dev.gil.Attachment;
import dev.gil.kernel.Kernels;

/**
 * What each of two threads does again and again: a kernel that touches registers only, then a part
 * that needs the lock. How the lock is treated round the kernel is what is compared.
 */
enum Rounds {
  /** gil's lock, by {@link Kernels}: given up where gil thinks it is worth it. */
  GIL {
    @Override
    long play(TwoThreads scene) {
      long rounds = 0;
      long x = scene.seed();
      int kernel = scene.kernelSteps();
      try (Attachment gil = scene.lock().attach()) {
        for (; !scene.isOver(); rounds++) {
          long seed = x;
          x =
              Kernels.run(
                  gil,
                  pins -> {
                    pins.work(kernel);
                    return cancel -> TwoThreads.steps(seed, kernel);
                  });
          x = scene.held(x);
          gil.checkpoint();
        }
      }
      scene.use(x);
      return rounds;
    }
  },
  /** gil's lock, held all the time. */
  HOLDING {
    @Override
    long play(TwoThreads scene) {
      long rounds = 0;
      long x = scene.seed();
      int kernel = scene.kernelSteps();
      try (Attachment gil = scene.lock().attach()) {
        for (; !scene.isOver(); rounds++) {
          x = TwoThreads.steps(x, kernel);
          x = scene.held(x);
          gil.checkpoint();
        }
      }
      scene.use(x);
      return rounds;
    }
  },
  /** A lock of the JDK's, given up round each kernel. */
  REENTRANT {
    @Override
    long play(TwoThreads scene) {
      long rounds = 0;
      long x = scene.seed();
      int kernel = scene.kernelSteps();
      scene.jdkLock().lock();
      try {
        for (; !scene.isOver(); rounds++) {
          scene.jdkLock().unlock();
          try {
            x = TwoThreads.steps(x, kernel);
          } finally {
            scene.jdkLock().lock();
          }
          x = scene.held(x);
        }
      } finally {
        scene.jdkLock().unlock();
      }
      scene.use(x);
      return rounds;
    }
  },
  /** No lock at all. */
  BARE {
    @Override
    long play(TwoThreads scene) {
      long rounds = 0;
      long x = scene.seed();
      int kernel = scene.kernelSteps();
      for (; !scene.isOver(); rounds++) {
        x = TwoThreads.steps(x, kernel);
        x = scene.held(x);
      }
      scene.use(x);
      return rounds;
    }
  };

  /** Plays rounds until the scene is over; returns how many. */
  abstract long play(TwoThreads scene);
}
