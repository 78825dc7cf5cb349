package dev.gil.bench.refcount;

import dev.gil.GlobalLock;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCounted;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;

/** The counts that are compared. None of them has anything to dispose of. */
final class Counts {
  private Counts() {}

  static final class Gil extends RefCounted {
    Gil(GlobalLock lock) {
      super(lock);
    }

    Gil(RefCountPolicy policy) {
      super(policy);
    }

    @Override
    protected void onZero() {}
  }

  static final class Netty extends AbstractReferenceCounted {
    @Override
    protected void deallocate() {}

    @Override
    public ReferenceCounted touch(Object hint) {
      return this;
    }
  }

  /** As one writes it for a single thread: a field, and the checks that a count needs. */
  static final class Plain {
    private int count = 1;
    private boolean disposed;

    void retain() {
      int before = count;
      if (before <= 0 || before == Integer.MAX_VALUE) {
        throw new IllegalStateException("retained at " + before);
      }
      count = before + 1;
    }

    boolean release() {
      int before = count;
      if (before <= 0) {
        throw new IllegalStateException("released at " + before);
      }
      count = before - 1;
      if (before == 1) {
        disposed = true;
      }
      return disposed;
    }
  }
}
