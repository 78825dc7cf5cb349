package dev.gil;

import org.jspecify.annotations.Nullable;

/**
 * A lock as JMX tools see it, by {@link GlobalLock#registerMXBean()}: who holds it, who waits, and
 * what was counted.
 *
 * {@snippet :
 * try (var _ = lock.registerMXBean()) { // as dev.gil:type=GlobalLock,name="pdfium"
 *   serve();
 * }
 * }
 *
 * <p>Thread-safe. Reading an attribute never waits for the lock, and does not stop its holder; each
 * looks for itself, so two may be of different moments: {@link GlobalLock#snapshot()} has them
 * together. Once a private lock was closed and nobody reaches it any more, every attribute throws
 * {@link IllegalStateException}: the bean does not keep the lock alive.
 */
public interface LockMXBean {
  /** The time for which a lock is seen by JMX. Thread-safe; owned by who registered. */
  interface Registration extends AutoCloseable {
    /**
     * The name to look for in a JMX tool.
     *
     * @return the text of an {@code ObjectName}
     */
    String objectName();

    /** Takes the bean out of the platform's MBean server. Closing again does nothing. */
    @Override
    void close();
  }

  /**
   * What the lock is called.
   *
   * @return the shared name or the private label
   */
  String getName();

  /**
   * Name of the thread that holds the lock.
   *
   * @return null if it is free
   */
  @Nullable String getHolderName();

  /**
   * The holder's {@link Thread#threadId()}.
   *
   * @return -1 if the lock is free
   */
  long getHolderId();

  /**
   * Whether the holder is a virtual thread, which thread dumps of the JDK may leave out.
   *
   * @return false also if the lock is free
   */
  boolean isHolderVirtual();

  /**
   * For how long the lock has been held, in milliseconds: at least so long, since nobody looks at a
   * clock until somebody waits.
   *
   * @return 0 if it is free or nobody has waited in this hold
   */
  long getHeldMillis();

  /**
   * Label of the holder's open session.
   *
   * @return null if there is none
   */
  @Nullable String getSession();

  /**
   * How many threads wait for the lock.
   *
   * @return at least 0
   */
  int getWaitingCount();

  /**
   * For how long the first of them has waited, in milliseconds.
   *
   * @return 0 if nobody waits
   */
  long getLongestWaitMillis();

  /**
   * How often the lock was taken: attaches, nested ones too, and takings back.
   *
   * @return the count since the lock was made
   */
  long getAttaches();

  /**
   * How often it passed straight to a waiter.
   *
   * @return the count since the lock was made
   */
  long getHandOffs();

  /**
   * How often a thread had to wait and got the lock.
   *
   * @return the count since the lock was made
   */
  long getWaits();

  /**
   * The sum of those waits, in milliseconds.
   *
   * @return the sum since the lock was made
   */
  long getWaitedMillis();

  /**
   * The sum of the holds while others waited, in milliseconds.
   *
   * @return the sum since the lock was made
   */
  long getHeldContendedMillis();

  /**
   * How long a holder runs before it must answer a request, in microseconds.
   *
   * @return the interval in force, rounded down
   */
  long getSwitchIntervalMicros();

  /**
   * Sets the switch interval, now, in microseconds.
   *
   * @param micros from 1 to those of a day
   * @throws IllegalArgumentException if {@code micros} is out of range
   */
  void setSwitchIntervalMicros(long micros);

  /**
   * Says in a sentence what a timeout would: who holds the lock, where in its code, since when, who
   * waits, and when the last checkpoint was. Looks at the holder's stack, and stops it for that
   * moment.
   *
   * @return such as {@code pdfium: held at least 7.2 s by "render-3" at PdfPage.render:88; 12
   *     waiting (longest 6.9 s); last checkpoint never}
   */
  String describe();
}
