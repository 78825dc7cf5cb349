package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;

/** L11: every method of a guarded object runs attached. */
class GuardTest {
  /** A library with two kinds of objects. */
  public interface Book {
    int pages(int from, long to) throws IOException;

    Page open(String name);

    void fail() throws IOException;

    default boolean heldInDefault() {
      return heldHere();
    }

    boolean heldHere();
  }

  /** What the library returns. */
  public interface Page {
    boolean held();
  }

  /** Seen by this class alone. */
  private interface Hidden {
    boolean held();
  }

  private final GlobalLock lock = GlobalLock.create("l11");
  private final IOException failure = new IOException("on purpose");

  private final class Real implements Book {
    @Override
    public int pages(int from, long to) {
      assertThat(lock.isHeld()).isTrue();
      return from + (int) to;
    }

    @Override
    public Page open(String name) {
      return lock::isHeld;
    }

    @Override
    public void fail() throws IOException {
      throw failure;
    }

    @Override
    public boolean heldHere() {
      return lock.isHeld();
    }

    @Override
    public String toString() {
      return "held " + lock.isHeld();
    }
  }

  private final Book real = new Real();
  private final Book book = lock.guard(MethodHandles.lookup(), Book.class, real);

  @Test
  void everyMethodRunsAttachedAndPassesArgumentsAndResults() throws IOException {
    assertThat(book.pages(3, 4)).isEqualTo(7);
    assertThat(book.heldHere()).isTrue();
    assertThat(book.heldInDefault()).isTrue();
    assertThat(book).hasToString("held true");
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void whatATargetThrowsComesOutAsItIs() {
    assertThatThrownBy(book::fail).isSameAs(failure);
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void guardsOfOneTargetAreEqual() {
    assertThat(book)
        .isEqualTo(lock.guard(MethodHandles.lookup(), Book.class, real))
        .hasSameHashCodeAs(real)
        .isNotEqualTo(null)
        .isNotEqualTo(lock.guard(MethodHandles.lookup(), Book.class, new Real()));
  }

  @Test
  void resultsAreGuardedIfTheirInterfaceIsListed() {
    assertThat(book.open("x").held()).isFalse();
    Book deep = lock.guard(MethodHandles.lookup(), Book.class, real, Page.class);
    assertThat(deep.open("x").held()).isTrue();
  }

  @Test
  void aClassOrASealedInterfaceIsRefused() {
    assertThatThrownBy(() -> lock.guard(String.class, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not an open interface");
    assertThatThrownBy(() -> lock.guard(Book.class, real, String.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anInterfaceThatGilCannotSeeNeedsTheCallersLookup() {
    Hidden hidden = lock::isHeld;
    assertThatThrownBy(() -> lock.guard(Hidden.class, hidden))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MethodHandles.lookup()");
    assertThat(lock.guard(MethodHandles.lookup(), Hidden.class, hidden).held()).isTrue();
  }

  @Test
  void aGuardOfALockWithAThreadOfItsOwnRunsThere() {
    try (GlobalLock own = GlobalLock.builder("own").affinity(Affinity.THREAD).build()) {
      Runnable target = () -> assertThat(Thread.currentThread().getName()).contains("gil-lock-own");
      own.guard(Runnable.class, target).run();
    }
  }
}
