package dev.gil;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers JMX about a lock that it does not keep alive. */
final class LockBean implements LockMXBean {
  private final String name;
  private final WeakReference<GlobalLock> lock;

  LockBean(GlobalLock lock) {
    this.name = lock.name();
    this.lock = new WeakReference<>(lock);
  }

  static Registration register(GlobalLock lock) {
    LockBean bean = new LockBean(lock);
    try {
      return PlatformRegistration.of(bean.name, bean);
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          bean.name
              + ": not registered with JMX, since this runtime has no module java.management. Start"
              + " it with --add-modules java.management, or require the module in the"
              + " application's",
          e);
    }
  }

  private GlobalLock lock() {
    GlobalLock found = lock.get();
    if (found == null) {
      throw new IllegalStateException(
          name + ": the lock is gone, nobody reaches it any more. Close its JMX registration too");
    }
    return found;
  }

  private LockSnapshot snapshot() {
    return Snapshots.withoutStack(lock());
  }

  private <T extends @Nullable Object> T ofHolder(
      Function<LockSnapshot.Holder, T> attribute, T ifFree) {
    LockSnapshot.Holder holder = snapshot().holder();
    return holder == null ? ifFree : attribute.apply(holder);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public @Nullable String getHolderName() {
    return this.<@Nullable String>ofHolder(LockSnapshot.Holder::thread, null);
  }

  @Override
  public long getHolderId() {
    return ofHolder(LockSnapshot.Holder::threadId, -1L);
  }

  @Override
  public boolean isHolderVirtual() {
    return ofHolder(LockSnapshot.Holder::virtual, false);
  }

  @Override
  public long getHeldMillis() {
    return ofHolder(LockSnapshot.Holder::held, Duration.ZERO).toMillis();
  }

  @Override
  public @Nullable String getSession() {
    return this.<@Nullable String>ofHolder(holder -> holder.session().orElse(null), null);
  }

  @Override
  public int getWaitingCount() {
    return snapshot().waiters().size();
  }

  @Override
  public long getLongestWaitMillis() {
    var waiters = snapshot().waiters();
    return waiters.isEmpty() ? 0 : waiters.getFirst().waited().toMillis();
  }

  private LockSnapshot.Counters counters() {
    return lock().queue.counters();
  }

  @Override
  public long getAttaches() {
    return counters().attaches();
  }

  @Override
  public long getHandOffs() {
    return counters().handOffs();
  }

  @Override
  public long getWaits() {
    return counters().waits();
  }

  @Override
  public long getWaitedMillis() {
    return counters().waited().toMillis();
  }

  @Override
  public long getHeldContendedMillis() {
    return counters().heldContended().toMillis();
  }

  @Override
  public long getSwitchIntervalMicros() {
    return lock().switchInterval().toNanos() / 1_000;
  }

  @Override
  public void setSwitchIntervalMicros(long micros) {
    lock().switchInterval(Duration.of(micros, ChronoUnit.MICROS));
  }

  @Override
  public String describe() {
    return Snapshots.describe(Snapshots.of(lock()));
  }
}
