package dev.gil.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObserverTest {
  private long cpu;
  private final Observer observer = new Observer(() -> cpu);
  private final Thread me = Thread.currentThread();

  @Test
  void whatIsComputedWithoutTheLockIsCountedFromTheHoldBeforeToTheStretchesEnd() {
    observer.seat().begin(1_000);
    cpu = 10;
    observer.held("lock", me, 1_000, 2_000, false);
    cpu = 17;
    observer.detached("lock", me, 2_000, 5_000);
    cpu = 30; // attached again: none of this
    observer.held("lock", me, 5_000, 6_000, false);
    cpu = 31;
    observer.detached("lock", me, 6_000, 6_500);
    assertThat(observer.seat().detachedCpu()).isEqualTo(8);
    assertThat(observer.seat().detached()).isEqualTo(3_500);
  }

  @Test
  void theNextTaskBeginsAtZero() {
    observer.held("lock", me, 0, 1, false);
    observer.detached("lock", me, 1, 2);
    observer.seat().begin(3);
    assertThat(observer.seat().detached()).isZero();
  }

  @Test
  void waitingBeforeATaskBeginsIsToldFromWaitingInIt() {
    observer.seat().begin(1_000);
    observer.waited("lock", me, 400, 900);
    observer.waited("lock", me, 1_100, 1_150);
    assertThat(observer.waited()).isEqualTo(550);
    assertThat(observer.waitedInside()).isEqualTo(50);
  }

  @Test
  void theLongestHoldOfAllIsKept() {
    observer.held("lock", me, 0, 70, true);
    observer.held("lock", me, 100, 120, true);
    assertThat(observer.longestHold()).isEqualTo(70);
  }
}
