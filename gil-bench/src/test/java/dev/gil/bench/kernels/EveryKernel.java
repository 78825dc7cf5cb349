package dev.gil.bench.kernels;

import static dev.gil.arrays.Expression.constant;
import static dev.gil.arrays.Expression.elements;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.arrays.Fused;
import dev.gil.arrays.PrimeSieve;
import dev.gil.arrays.spi.BlasEngine;
import dev.gil.arrays.spi.ProductShape;
import dev.gil.crypto.SealedFrames;
import dev.gil.image.Filter;
import dev.gil.image.spi.ResizeEngine;
import dev.gil.image.spi.Taps;
import dev.gil.kernel.ByteArray;
import dev.gil.kernel.CancelPoll;
import dev.gil.kernel.DoubleArray;
import dev.gil.kernel.FloatArray;
import dev.gil.kernel.IntArray;
import dev.gil.learn.Mlp;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.ServiceLoader;
import javax.crypto.spec.SecretKeySpec;

/**
 * The program of {@link CompiledTest}: uses every kernel until the compilers have no more to do.
 */
final class EveryKernel {
  private static final int SIZE = 150;

  private EveryKernel() {}

  public static void main(String[] args) {
    CancelPoll never = Matrices.noCancel();
    for (BlasEngine engine : ServiceLoader.load(BlasEngine.class)) {
      if (engine.unavailable().isEmpty()) {
        play(engine, never);
      }
    }
    for (ResizeEngine engine : ServiceLoader.load(ResizeEngine.class)) {
      if (engine.unavailable().isEmpty()) {
        play(engine);
      }
    }
    try (GlobalLock lock = GlobalLock.create("kernels");
        Attachment gil = lock.attach();
        DoubleArray x = DoubleArray.allocate(10_000, lock);
        DoubleArray y = DoubleArray.allocate(10_000, lock)) {
      Compilers compilers = new Compilers();
      while (compilers.areBusy()) {
        Fused.set(gil, y, elements(y).plus(elements(x).times(0.5)).max(constant(0)));
      }
      compilers = new Compilers();
      while (compilers.areBusy()) {
        if (PrimeSieve.count(gil, 0, 20_000_000) != 1_270_607) {
          throw new IllegalStateException("not the primes below 20,000,000");
        }
      }
      seal(gil, lock);
      learn(gil, lock);
    }
  }

  private static void seal(Attachment gil, GlobalLock lock) {
    SealedFrames frames = SealedFrames.of(new SecretKeySpec(new byte[16], "AES"), 1024);
    int bytes = 100_000;
    try (ByteArray plain = ByteArray.allocate(bytes, lock);
        ByteArray sealed = ByteArray.allocate(frames.sealedLength(bytes), lock)) {
      Compilers compilers = new Compilers();
      while (compilers.areBusy()) {
        frames.seal(gil, plain, sealed);
        frames.open(gil, sealed, plain);
      }
    }
  }

  private static void learn(Attachment gil, GlobalLock lock) {
    int examples = 500;
    try (Mlp model = Mlp.create(new Mlp.Shape(64, 32, 10), 1, lock);
        FloatArray inputs = FloatArray.allocate(examples * 64L, lock);
        IntArray labels = IntArray.allocate(examples, lock)) {
      Compilers compilers = new Compilers();
      while (compilers.areBusy()) {
        if (!(model.train(gil, inputs, labels, 64, 0.1f) >= 0)) {
          throw new IllegalStateException("a loss below 0");
        }
      }
    }
  }

  private static void play(BlasEngine engine, CancelPoll never) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate(8L * SIZE * SIZE, 64);
      MemorySegment b = arena.allocate(8L * SIZE * SIZE, 64);
      MemorySegment c = arena.allocate(8L * SIZE * SIZE, 64);
      long n = (long) SIZE * SIZE;
      Compilers compilers = new Compilers();
      for (int i = 0; compilers.areBusy(); i++) {
        ProductShape shape = ProductShape.dense(SIZE, SIZE, SIZE, (i & 1) != 0, (i & 2) != 0);
        engine.dgemm(shape, 0.5, a, b, i & 4, c, never);
        engine.sgemm(shape, 0.5f, a, b, i & 4, c, never);
        engine.daxpy(n, 0.5, a, b, never);
        engine.saxpy(n, 0.5f, a, b, never);
        if (engine.ddot(n, a, b, never) + engine.dsum(n, a, never) != 0
            || engine.sdot(n, a, b, never) + engine.ssum(n, a, never) != 0) {
          throw new IllegalStateException("zeroes have another sum");
        }
      }
    }
  }

  private static void play(ResizeEngine engine) {
    Taps taps = Filter.LANCZOS.taps(SIZE * 8, SIZE);
    int stride = ResizeEngine.PADDED * SIZE;
    byte[] rows = new byte[ResizeEngine.ROWS * stride];
    byte[] row = new byte[stride];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment image = arena.allocate(4L * SIZE * 8 * ResizeEngine.ROWS);
      for (int channels : List.of(1, 3, 4)) {
        long bytes = (long) channels * SIZE * 8;
        Compilers compilers = new Compilers();
        while (compilers.areBusy()) {
          engine.horizontal(
              taps, 0, SIZE, channels, image, 0, bytes, ResizeEngine.ROWS, rows, 0, stride);
          engine.vertical(
              taps.weights(), taps.offset(9), ResizeEngine.ROWS, rows, 0, stride, stride, row, 0);
        }
      }
    }
  }
}
