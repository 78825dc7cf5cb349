package dev.gil.testkit.explore.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RaceClocksTest {
  private static final int MAIN = 0;
  private static final int A = 1;
  private static final int B = 2;

  private final RaceClocks clocks = new RaceClocks();
  private long written;
  private long read;

  @BeforeEach
  void threeThreads() {
    begin();
  }

  private void begin() {
    clocks.begin();
    clocks.fork(-1);
    clocks.fork(MAIN);
    clocks.fork(MAIN);
  }

  private boolean readRaces(int thread) {
    read = clocks.read(thread, 1, written, read);
    return clocks.race() != 0;
  }

  private boolean writeRaces(int thread) {
    written = clocks.write(thread, 2, written, read);
    read = 0;
    return clocks.race() != 0;
  }

  @Test
  void aForkOrdersWhatWasBefore() {
    clocks.begin();
    clocks.fork(-1);
    assertThat(writeRaces(MAIN)).isFalse();
    clocks.fork(MAIN);
    assertThat(readRaces(A)).isFalse();
    assertThat(writeRaces(MAIN)).isTrue();
  }

  @Test
  void aJoinOrdersWhatTheEndedThreadDid() {
    writeRaces(A);
    clocks.join(MAIN, A);
    assertThat(readRaces(MAIN)).isFalse();
    assertThat(readRaces(B)).isTrue();
  }

  @Test
  void aReleaseOrdersOnlyForWhoeverAcquiresAfterIt() {
    SyncClock lock = new SyncClock();
    writeRaces(A);
    clocks.release(A, lock);
    clocks.acquire(B, lock);
    assertThat(writeRaces(B)).isFalse();
    assertThat(writeRaces(A)).isTrue();
  }

  @Test
  void whatIsDoneAfterAReleaseIsNotShownByIt() {
    SyncClock lock = new SyncClock();
    clocks.release(A, lock);
    writeRaces(A);
    clocks.acquire(B, lock);
    assertThat(readRaces(B)).isTrue();
  }

  @Test
  void readsDoNotRaceAndAWriteIsCheckedAgainstEachOfThem() {
    assertThat(readRaces(A)).isFalse();
    assertThat(readRaces(B)).isFalse();
    SyncClock lock = new SyncClock();
    clocks.release(B, lock);
    clocks.acquire(MAIN, lock);
    assertThat(writeRaces(MAIN)).isTrue();
    assertThat(RaceClocks.threadOf(clocks.race())).isEqualTo(A);
    assertThat(RaceClocks.siteOf(clocks.race())).isEqualTo(1);
  }

  @Test
  void whatAnEarlierExecutionLeftIsOrdered() {
    writeRaces(A);
    readRaces(A);
    begin();
    assertThat(readRaces(B)).isFalse();
    assertThat(writeRaces(B)).isFalse();
  }

  @Test
  void aClockOfAnEarlierExecutionShowsNothing() {
    SyncClock lock = new SyncClock();
    clocks.release(A, lock);
    begin();
    writeRaces(A);
    clocks.acquire(B, lock);
    assertThat(readRaces(B)).isTrue();
  }

  @Test
  void manyThreadsAreToldApart() {
    for (int i = 3; i < 100; i++) {
      clocks.fork(MAIN);
    }
    for (int i = 1; i < 100; i++) {
      assertThat(readRaces(i)).isFalse();
    }
    assertThat(writeRaces(50)).isTrue();
  }
}
