package dev.gil.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.GlobalLock;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeldLocksTest {
  private final GlobalLock lock = GlobalLock.create("asserted");

  @AfterEach
  void close() {
    lock.close();
  }

  @Test
  void whoHoldsALockPassesAssertHoldsOnly() {
    try (var _ = lock.attach()) {
      HeldLocks.assertHolds(lock);
      assertThatThrownBy(() -> HeldLocks.assertNotHeld(lock))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("holds " + lock.name());
      assertThatThrownBy(HeldLocks::assertHoldsNone).isInstanceOf(AssertionError.class);
      assertThatThrownBy(() -> HeldLocks.assertFree(lock)).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void whoHoldsNothingPassesTheOthers() {
    HeldLocks.assertNotHeld(lock);
    HeldLocks.assertHoldsNone();
    HeldLocks.assertFree(lock);
    assertThatThrownBy(() -> HeldLocks.assertHolds(lock))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("does not hold " + lock.name() + "; nobody does");
  }

  @Test
  void aFailureNamesTheHolder() throws Exception {
    try (var _ = lock.attach()) {
      var failure =
          CompletableFuture.runAsync(() -> HeldLocks.assertHolds(lock), Thread.ofPlatform()::start);
      assertThatThrownBy(failure::join)
          .cause()
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(
              '"' + Thread.currentThread().getName() + "\" #" + Thread.currentThread().threadId());
    }
  }

  @Test
  void aCallAcrossWhichNothingMayBeHeldIsRefusedWhileItIs() throws Exception {
    Callable<?> guarded = HeldLocks.notHeldAcross(lock, Callable.class, () -> "called");
    assertThat(guarded.call()).isEqualTo("called");
    try (var _ = lock.attach()) {
      assertThatThrownBy(guarded::call)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("calls Callable.call and holds " + lock.name());
    }
  }

  @Test
  void whatTheTargetThrowsPasses() {
    Callable<?> fails =
        HeldLocks.notHeldAcross(
            lock,
            Callable.class,
            () -> {
              throw new IOException("of the target");
            });
    assertThatThrownBy(fails::call)
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("of the target");
  }
}
