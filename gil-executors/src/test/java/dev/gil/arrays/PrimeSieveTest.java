package dev.gil.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.TaskCancelledException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.TaskFuture;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrimeSieveTest {
  private static final int KNOWN = 4_000_000;

  private final GlobalLock lock = GlobalLock.create("sieve");
  private Attachment gil;

  @BeforeEach
  void open() {
    gil = lock.attach();
  }

  @AfterEach
  void close() {
    gil.close();
    lock.close();
  }

  /** How many primes are below each number, by the plainest of sieves. */
  private static int[] below() {
    BitSet composite = new BitSet(KNOWN);
    int[] below = new int[KNOWN + 1];
    int found = 0;
    for (int n = 0; n < KNOWN; n++) {
      below[n] = found;
      if (n >= 2 && !composite.get(n)) {
        found++;
        for (long multiple = (long) n * n; multiple < KNOWN; multiple += n) {
          composite.set((int) multiple);
        }
      }
    }
    below[KNOWN] = found;
    return below;
  }

  @Test
  void everyRangeOfSmallNumbersIsRight() {
    int[] below = below();
    for (int from = 0; from < 130; from++) {
      for (int to = from; to < 130; to++) {
        assertThat(PrimeSieve.count(gil, from, to)).isEqualTo(below[to] - below[from]);
      }
    }
  }

  @Test
  void rangesAnywhereAreRight() {
    int[] below = below();
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 300; i++) {
      int from = random.nextInt(KNOWN);
      int to = from + random.nextInt(KNOWN - from + 1);
      assertThat(PrimeSieve.count(gil, from, to))
          .as("from %d to %d", from, to)
          .isEqualTo(below[to] - below[from]);
    }
  }

  @Test
  void theTenMillionthPrimeIsWhereItIs() {
    assertThat(PrimeSieve.count(gil, 0, 179_424_673)).isEqualTo(9_999_999);
    assertThat(PrimeSieve.count(gil, 0, 179_424_674)).isEqualTo(10_000_000);
  }

  @Test
  void theLargestNumbersAreCountedToo() {
    long from = PrimeSieve.LIMIT - 500;
    long expected = 0;
    for (long n = from; n < PrimeSieve.LIMIT; n++) {
      expected += BigInteger.valueOf(n).isProbablePrime(50) ? 1 : 0;
    }
    assertThat(PrimeSieve.count(gil, from, PrimeSieve.LIMIT)).isEqualTo(expected);
  }

  @Test
  void piecesAddUp() {
    long whole = PrimeSieve.count(gil, 0, 30_000_000);
    long first = PrimeSieve.count(gil, 0, 12_345_678);
    assertThat(first + PrimeSieve.count(gil, 12_345_678, 30_000_000)).isEqualTo(whole);
  }

  @Test
  void aRangeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> PrimeSieve.count(gil, -1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from -1 to 5");
    assertThatThrownBy(() -> PrimeSieve.count(gil, 6, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PrimeSieve.count(gil, 0, PrimeSieve.LIMIT + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCancelledTaskStopsInTheMiddle() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    try (GilExecutor pool = Strategies.open("threads")) {
      TaskFuture<Long> count =
          pool.submit(
              gil -> {
                begun.countDown();
                try {
                  return PrimeSieve.count(gil, 0, PrimeSieve.LIMIT); // days
                } catch (TaskCancelledException e) {
                  stopped.countDown();
                  throw e;
                }
              });
      begun.await();
      count.cancel(true);
      stopped.await();
      assertThatThrownBy(count::get).isInstanceOf(CancellationException.class);
    }
  }
}
