package dev.gil;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** A bean in the platform's MBean server. The only class that needs the module java.management. */
final class PlatformRegistration implements LockMXBean.Registration {
  private final MBeanServer server;
  private final ObjectName objectName;
  private boolean closed;

  private PlatformRegistration(MBeanServer server, ObjectName objectName) {
    this.server = server;
    this.objectName = objectName;
  }

  static LockMXBean.Registration of(String name, LockMXBean bean) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName objectName =
          new ObjectName("dev.gil:type=GlobalLock,name=" + ObjectName.quote(name));
      server.registerMBean(bean, objectName);
      return new PlatformRegistration(server, objectName);
    } catch (InstanceAlreadyExistsException e) {
      throw new IllegalStateException(
          name
              + ": a lock of this name is registered with JMX already. Close that registration"
              + " first, or give a private lock a label of its own",
          e);
    } catch (JMException e) {
      throw new IllegalStateException(name + ": JMX refused the lock's bean: " + e.getMessage(), e);
    }
  }

  @Override
  public String objectName() {
    return objectName.toString();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return; // the name may stand for another lock by now
    }
    closed = true;
    try {
      server.unregisterMBean(objectName);
    } catch (InstanceNotFoundException _) {
      // Somebody took it out by hand.
    } catch (JMException e) {
      throw new IllegalStateException(objectName + ": JMX did not let go of it", e);
    }
  }
}
