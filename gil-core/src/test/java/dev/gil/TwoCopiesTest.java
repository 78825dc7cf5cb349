package dev.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** L9: one lock per library and JVM, also where two class loaders have each loaded gil. */
class TwoCopiesTest {
  /** The boot loader: the others know every module of this JVM, gil's too. */
  private static final @Nullable ClassLoader WITHOUT_GIL = null;

  private static URL codeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static URLClassLoader copy(String name) {
    URL[] path = {codeOf(GlobalLock.class), codeOf(NullMarked.class)};
    return new URLClassLoader(name, path, WITHOUT_GIL);
  }

  private static Object shared(ClassLoader loader, String name) throws Throwable {
    try {
      return loader
          .loadClass(GlobalLock.class.getName())
          .getMethod("shared", String.class)
          .invoke(null, name);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void attachAndClose(Object lock) throws Exception {
    ((AutoCloseable) lock.getClass().getMethod("attach").invoke(lock)).close();
  }

  @Test
  void theSecondCopyIsRefusedNamingTheFirst() throws Throwable {
    try (URLClassLoader second = copy("second-copy")) {
      attachAndClose(GlobalLock.shared("two-copies"));
      assertThatThrownBy(() -> shared(second, "two-copies"))
          .satisfies(
              e ->
                  assertThat(e.getClass().getName())
                      .isEqualTo(LockNameTakenException.class.getName()))
          .hasMessageContaining("two-copies")
          .hasMessageContaining(codeOf(GlobalLock.class).toString())
          .hasMessageContaining(
              "belongs to another copy of gil in this JVM: "
                  + GlobalLock.class.getClassLoader().toString())
          .hasMessageContaining("Load gil once");
      attachAndClose(shared(second, "of the second copy alone"));
      assertThatThrownBy(() -> GlobalLock.shared("of the second copy alone"))
          .isInstanceOf(LockNameTakenException.class)
          .hasMessageContaining("another copy");
    }
  }

  /** Uses a copy on a thread that ends with it, as an application of a server would. */
  private static WeakReference<ClassLoader> used(String name) throws Exception {
    return Threads.start(
            () -> {
              try (URLClassLoader dropped = copy("dropped-copy")) {
                attachAndClose(shared(dropped, name));
                return new WeakReference<ClassLoader>(dropped);
              } catch (IOException e) {
                throw e;
              } catch (Throwable e) {
                throw new AssertionError(e);
              }
            })
        .get();
  }

  @Test
  void aNameIsFreeAgainOnceItsCopyIsGone() throws Throwable {
    String name = "of a copy that goes";
    WeakReference<ClassLoader> dropped = used(name);
    Threads.until(
        () -> {
          System.gc();
          return dropped.get() == null
              && System.getProperties().keySet().stream()
                  .noneMatch(key -> key.toString().contains(name));
        });
    attachAndClose(GlobalLock.shared(name));
    assertThat(GlobalLock.shared(name).name()).isEqualTo(name);
  }
}
