package dev.gil;

/** Run in a JVM without the module java.management: a lock works there, its bean does not. */
final class WithoutManagement {
  private WithoutManagement() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    GlobalLock lock = GlobalLock.create("bare");
    System.out.println("attached: " + lock.call(lock::isHeld));
    try {
      lock.registerMXBean();
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }
}
