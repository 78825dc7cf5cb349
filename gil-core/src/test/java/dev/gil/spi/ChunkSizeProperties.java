package dev.gil.spi;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** How many items go together, whatever they take. */
class ChunkSizeProperties {
  @Property(tries = 200)
  void everyItemIsSentAndNoChunkIsMoreThanAQuarterOfWhatIsLeft(
      @ForAll @IntRange(min = 1, max = 100_000) int items,
      @ForAll @IntRange(min = 1, max = 16) int lanes,
      @ForAll @IntRange(min = 1, max = 1_000_000) int nanosEach,
      @ForAll @IntRange(min = 1, max = 100_000) int bytesEach) {
    ChunkSize size = new ChunkSize(lanes);
    int left = items;
    while (left > 0) {
      int next = size.next(left);
      assertThat(next).isBetween(1, Math.max(1, left / (4 * lanes)));
      size.sent(next, next * bytesEach);
      size.took(next, (long) next * nanosEach);
      left -= next;
    }
    assertThat(left).isZero();
  }

  @Property(tries = 100)
  void slowItemsGoOneByOne(@ForAll @IntRange(min = 2_000_001, max = Integer.MAX_VALUE) int nanos) {
    ChunkSize size = new ChunkSize(2);
    size.took(1, nanos);
    assertThat(size.next(1_000_000)).isEqualTo(1);
  }

  @Property(tries = 100)
  void largeItemsGoOneByOne(@ForAll @IntRange(min = 300_000, max = 1 << 30) int bytes) {
    ChunkSize size = new ChunkSize(2);
    size.sent(1, bytes);
    size.took(1, 10);
    assertThat(size.next(1_000_000)).isEqualTo(1);
  }

  @Property(tries = 100)
  void quickItemsSoonGoByTheThousand(@ForAll @IntRange(min = 1, max = 100) int nanos) {
    ChunkSize size = new ChunkSize(2);
    int next = 1;
    for (int i = 0; i < 10; i++) {
      size.sent(next, next * 5);
      size.took(next, (long) next * nanos);
      next = size.next(1_000_000);
    }
    assertThat(next).isGreaterThan(1_000);
  }
}
