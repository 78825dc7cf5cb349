package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMX;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.Test;

/** A lock as JMX tools see it, through the platform's MBean server. */
class LockMXBeanTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private static ObjectName named(LockMXBean.Registration registration) throws Exception {
    return new ObjectName(registration.objectName());
  }

  private static LockMXBean seen(LockMXBean.Registration registration) throws Exception {
    return JMX.newMXBeanProxy(SERVER, named(registration), LockMXBean.class);
  }

  @Test
  void aRegisteredLockIsFoundByItsQuotedName() throws Exception {
    GlobalLock lock = GlobalLock.create("a, *odd* \"name\"=?");
    try (var registration = lock.registerMXBean()) {
      assertThat(registration.objectName())
          .isEqualTo("dev.gil:type=GlobalLock,name=" + ObjectName.quote(lock.name()));
      assertThat(SERVER.getAttribute(named(registration), "Name")).isEqualTo(lock.name());
    }
  }

  @Test
  void everyGetterIsAnAttributeAndNothingElseIs() throws Exception {
    try (var registration = GlobalLock.create("jmx-attributes").registerMXBean()) {
      var shown = SERVER.getMBeanInfo(named(registration));
      assertThat(Arrays.stream(shown.getAttributes()).map(MBeanFeatureInfo::getName))
          .containsExactlyInAnyOrder(
              "Name",
              "HolderName",
              "HolderId",
              "HolderVirtual",
              "HeldMillis",
              "Session",
              "WaitingCount",
              "LongestWaitMillis",
              "Attaches",
              "HandOffs",
              "Waits",
              "WaitedMillis",
              "HeldContendedMillis",
              "SwitchIntervalMicros");
      assertThat(Arrays.stream(shown.getOperations()).map(MBeanFeatureInfo::getName))
          .containsExactly("describe");
    }
  }

  @Test
  void aFreeLockHasNoHolder() throws Exception {
    GlobalLock lock = GlobalLock.create("jmx-free");
    try (var registration = lock.registerMXBean()) {
      LockMXBean bean = seen(registration);
      assertThat(bean.getHolderName()).isNull();
      assertThat(bean.getHolderId()).isEqualTo(-1);
      assertThat(bean.isHolderVirtual()).isFalse();
      assertThat(bean.getHeldMillis()).isZero();
      assertThat(bean.getSession()).isNull();
      assertThat(bean.getWaitingCount()).isZero();
      assertThat(bean.getLongestWaitMillis()).isZero();
      assertThat(bean.describe()).isEqualTo("jmx-free: free");
    }
  }

  @Test
  void theHolderItsSessionAndTheWaitersAreSeen() throws Exception {
    GlobalLock lock = GlobalLock.create("jmx-held");
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    var holder =
        Threads.start(
            Thread.ofVirtual().name("render-3"),
            () -> {
              try (var _ = lock.session("export")) {
                held.countDown();
                Threads.await(seen);
              }
              return null;
            });
    Threads.await(held);
    var waiter = Threads.start(() -> lock.call(() -> 1));
    Threads.untilWaiting(lock, 1);
    try (var registration = lock.registerMXBean()) {
      LockMXBean bean = seen(registration);
      Threads.until(() -> bean.getLongestWaitMillis() >= 2 && bean.getHeldMillis() >= 2);
      assertThat(bean.getHolderName()).isEqualTo("render-3");
      assertThat(bean.getHolderId()).isEqualTo(holder.thread().threadId());
      assertThat(bean.isHolderVirtual()).isTrue();
      assertThat(bean.getSession()).isEqualTo("export");
      assertThat(bean.getWaitingCount()).isEqualTo(1);
      assertThat(bean.describe())
          .matches(
              "jmx-held: held at least .* by \"render-3\" \\(virtual #\\d+\\) at .*"
                  + ", session \"export\"; 1 waiting \\(longest .*\\); last checkpoint never");
    } finally {
      seen.countDown();
    }
    holder.get();
    waiter.get();
  }

  @Test
  void theCountersAreThoseOfTheSnapshot() throws Exception {
    GlobalLock lock = GlobalLock.builder("jmx-counts").switchInterval(Duration.ofMillis(1)).build();
    Threads.Running<Integer> waiter;
    try (Attachment gil = lock.attach()) {
      waiter = Threads.start(() -> lock.call(() -> 1));
      Threads.until(
          () -> {
            gil.checkpoint();
            return lock.snapshot().counters().handOffs() > 0;
          });
    }
    waiter.get();
    LockSnapshot.Counters counters = lock.snapshot().counters();
    try (var registration = lock.registerMXBean()) {
      LockMXBean bean = seen(registration);
      assertThat(bean.getAttaches()).isEqualTo(counters.attaches()).isPositive();
      assertThat(bean.getHandOffs()).isEqualTo(counters.handOffs()).isPositive();
      assertThat(bean.getWaits()).isEqualTo(counters.waits()).isPositive();
      assertThat(bean.getWaitedMillis()).isEqualTo(counters.waited().toMillis()).isPositive();
      assertThat(bean.getHeldContendedMillis())
          .isEqualTo(counters.heldContended().toMillis())
          .isPositive();
    }
  }

  @Test
  void theSwitchIntervalCanBeSet() throws Exception {
    GlobalLock lock = GlobalLock.create("jmx-interval");
    try (var registration = lock.registerMXBean()) {
      assertThat(seen(registration).getSwitchIntervalMicros()).isEqualTo(5_000);
      SERVER.setAttribute(named(registration), new Attribute("SwitchIntervalMicros", 250L));
      assertThat(lock.switchInterval()).isEqualTo(Duration.ofNanos(250_000));
    }
  }

  @Test
  void anAbsurdSwitchIntervalIsRefusedAndTheOldOneStays() throws Exception {
    GlobalLock lock = GlobalLock.create("jmx-absurd");
    try (var registration = lock.registerMXBean()) {
      for (long absurd : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
        Attribute interval = new Attribute("SwitchIntervalMicros", absurd);
        assertThatThrownBy(() -> SERVER.setAttribute(named(registration), interval))
            .isInstanceOf(RuntimeMBeanException.class)
            .hasRootCauseInstanceOf(IllegalArgumentException.class)
            .hasStackTraceContaining("is outside 1 microsecond to 1 day");
      }
      assertThat(lock.switchInterval()).isEqualTo(Duration.ofMillis(5));
    }
  }

  @Test
  void aNameIsRegisteredOnceAtATime() throws Exception {
    GlobalLock first = GlobalLock.create("jmx-twice");
    GlobalLock second = GlobalLock.create("jmx-twice");
    try (var _ = first.registerMXBean()) {
      for (GlobalLock lock : new GlobalLock[] {first, second}) {
        assertThatThrownBy(() -> lock.registerMXBean())
            .isInstanceOf(IllegalStateException.class)
            .hasMessageStartingWith(
                "jmx-twice: a lock of this name is registered with JMX already");
      }
    }
    second.registerMXBean().close();
  }

  @Test
  void closingTheRegistrationTakesTheBeanOut() throws Exception {
    var registration = GlobalLock.create("jmx-closed").registerMXBean();
    registration.close();
    assertThat(SERVER.isRegistered(named(registration))).isFalse();
  }

  @Test
  void closingTwiceLeavesTheNextLockOfTheNameAlone() throws Exception {
    var first = GlobalLock.create("jmx-reused").registerMXBean();
    first.close();
    try (var second = GlobalLock.create("jmx-reused").registerMXBean()) {
      first.close();
      assertThat(SERVER.isRegistered(named(second))).isTrue();
    }
  }

  @Test
  void closingAfterSomebodyTookTheBeanOutDoesNothing() throws Exception {
    var registration = GlobalLock.create("jmx-by-hand").registerMXBean();
    SERVER.unregisterMBean(named(registration));
    registration.close();
    assertThatThrownBy(() -> SERVER.getAttribute(named(registration), "Name"))
        .isInstanceOf(InstanceNotFoundException.class);
  }

  private static WeakReference<GlobalLock> closed(GlobalLock lock) {
    lock.close();
    return new WeakReference<>(lock);
  }

  private record Registered(LockMXBean.Registration registration, WeakReference<GlobalLock> lock) {}

  private static Registered registeredAndClosed() {
    GlobalLock lock = GlobalLock.create("jmx-gone");
    var registration = lock.registerMXBean();
    return new Registered(registration, closed(lock));
  }

  @Test
  void aClosedLockIsNotKeptAliveByItsBean() throws Exception {
    Registered gone = registeredAndClosed();
    try (var registration = gone.registration()) {
      Threads.until(
          () -> {
            System.gc();
            return gone.lock().refersTo(null);
          });
      assertThat(SERVER.getAttribute(named(registration), "Name")).isEqualTo("jmx-gone");
      assertThatThrownBy(() -> SERVER.getAttribute(named(registration), "WaitingCount"))
          .hasRootCauseInstanceOf(IllegalStateException.class)
          .hasStackTraceContaining("jmx-gone: the lock is gone");
    }
  }
}
