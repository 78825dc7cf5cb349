package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DetachSiteTest {
  private static final long SHORT = DetachSite.GRACE;
  private static final long LONG = DetachSite.GRACE + 1;

  private final DetachSite site = new DetachSite();

  private void lasted(long nanos, int times) {
    for (int i = 0; i < times; i++) {
      site.lasted(nanos);
    }
  }

  @Test
  void isNotExpectedToBeShortAtFirst() {
    assertThat(site.isShort()).isFalse();
  }

  @Test
  void isExpectedToBeShortAfterEightShortCalls() {
    lasted(SHORT, 7);
    assertThat(site.isShort()).isFalse();
    lasted(SHORT, 1);
    assertThat(site.isShort()).isTrue();
  }

  @Test
  void oneLongCallEndsTheExpectation() {
    lasted(SHORT, 1000);
    lasted(LONG, 1);
    assertThat(site.isShort()).isFalse();
    lasted(SHORT, 7);
    assertThat(site.isShort()).isFalse();
  }

  @Test
  void aBodyIsKnownByItsClass() {
    assertThat(DetachSite.of("a")).isSameAs(DetachSite.of("b")).isNotSameAs(DetachSite.of(1));
  }

  @Test
  void aScopeIsKnownByItsPlace() {
    DetachSite[] here = new DetachSite[2];
    for (int i = 0; i < 2; i++) {
      here[i] = DetachSite.ofCaller();
    }
    DetachSite elsewhere = DetachSite.ofCaller();
    assertThat(here[0]).isNotNull().isSameAs(here[1]).isNotSameAs(elsewhere);
  }
}
