package dev.gil.refcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.GlobalLock;
import org.junit.jupiter.api.Test;

class RefCountLedgerTest {
  private static Counted made() {
    return new Counted(RefCountPolicy.ATOMIC);
  }

  private static void free(RefCounted object) {
    object.release();
  }

  @Test
  void whatIsNotReleasedIsListedWithItsSite() {
    try (RefCountLedger ledger = RefCountLedger.open()) {
      Counted leaking = made();
      leaking.retain();
      free(made());
      assertThat(ledger.leaks())
          .singleElement()
          .satisfies(
              leak -> {
                assertThat(leak.references()).isEqualTo(2);
                assertThat(leak.policy()).isEqualTo(RefCountPolicy.ATOMIC);
                assertThat(leak.thread()).isEqualTo(Thread.currentThread().getName());
                assertThat(leak.stack().getFirst().getMethodName()).isEqualTo("made");
                assertThat(leak.toString())
                    .matches(
                        "Counted@\\w+, 2 references, created at RefCountLedgerTest.made:\\d+ by"
                            + " .*");
              });
      assertThatThrownBy(ledger::requireEmpty)
          .isInstanceOf(ReferenceCountException.class)
          .hasMessageContainingAll("1 not disposed of", "RefCountLedgerTest.made:");
      leaking.release();
      leaking.release();
      ledger.requireEmpty();
    }
  }

  @Test
  void whatWasCreatedBeforeOrAfterIsNotListed() {
    Counted before = made();
    RefCountLedger ledger = RefCountLedger.open();
    ledger.close();
    Counted after = made();
    assertThat(ledger.leaks()).isEmpty();
    before.release();
    after.release();
  }

  @Test
  void aLedgerThatIsClosedStillSeesItsObjectsGo() {
    RefCountLedger ledger = RefCountLedger.open();
    Counted object = made();
    ledger.close();
    assertThat(ledger.leaks()).hasSize(1);
    object.release();
    assertThat(ledger.leaks()).isEmpty();
  }

  /** The queue is merged first. */
  @Test
  void whatOthersReleasedForThisThreadIsNoLeak() throws Exception {
    try (RefCountLedger ledger = RefCountLedger.open()) {
      Counted mine = new Counted(RefCountPolicy.BIASED);
      Elsewhere.run(mine::release);
      assertThat(ledger.leaks()).isEmpty();
    }
  }

  @Test
  void misuseNamesWhereItWasFreedAndCreated() {
    try (RefCountLedger _ = RefCountLedger.open()) {
      Counted object = made();
      free(object);
      assertThatThrownBy(object::retain)
          .hasMessageContaining("retained after its last reference was released at RefCountLedger")
          .hasMessageContainingAll("Test.free:", "created at RefCountLedgerTest.made:");
      assertThatThrownBy(object::release).hasMessageContaining("Test.free:");
      assertThatThrownBy(object::requireAlive).hasMessageContaining("Test.free:");
    }
  }

  @Test
  void sitesAreKeptUnderTheLockToo() {
    try (RefCountLedger ledger = RefCountLedger.open();
        GlobalLock lock = GlobalLock.create("ledger");
        var _ = lock.attach()) {
      Counted object = new Counted(lock);
      assertThat(ledger.leaks()).hasSize(1);
      free(object);
      assertThat(ledger.leaks()).isEmpty();
      assertThatThrownBy(object::release).hasMessageContaining("Test.free:");
    }
  }

  @Test
  void withoutSitesTheMessageSaysHowToGetThem() {
    Counted object = made();
    free(object);
    assertThatThrownBy(object::release)
        .hasMessageContaining("-Ddev.gil.refcount.tracking=sites says where");
  }
}
