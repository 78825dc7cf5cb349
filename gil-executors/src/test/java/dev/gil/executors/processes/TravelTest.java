package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.ClassNotOnWorkerException;
import dev.gil.GlobalLock;
import dev.gil.ResultNotSerializableException;
import dev.gil.TaskNotSerializableException;
import dev.gil.spi.Body;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.ValueWrapper;

/** What goes to a worker and comes back. */
class TravelTest extends PoolTest {
  /** Runs elsewhere. Spec: {@link ProcessesStrategy}. */
  @Test
  void aTaskRunsInAnotherProcessAndItsValueComesBack() throws Exception {
    GilExecutor pool = open(ONE);
    assertThat((Object) get(pool.submit(gil -> myPid()))).isNotEqualTo(myPid());
  }

  @Test
  void whatALambdaCapturesTravels() throws Exception {
    GilExecutor pool = open(ONE);
    Map<String, List<Integer>> captured = Map.of("a", List.of(1, 2, 3));
    int factor = 7;
    assertThat((Object) get(pool.submit(gil -> captured.get("a").get(2) * factor))).isEqualTo(21);
  }

  @Test
  void anExceptionComesBackWithTheStackOfTheWorker() {
    GilExecutor pool = open(ONE);
    IllegalStateException thrown =
        failure(pool.submit(gil -> fails("dry")), IllegalStateException.class);
    assertThat(thrown).hasMessage("dry");
    assertThat(thrown.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("fails"))
        .anyMatch(frame -> frame.getClassName().equals(TaskThread.class.getName()));
  }

  private static int fails(String why) {
    throw new IllegalStateException(why);
  }

  @Test
  void anExceptionThatDoesNotSerializeIsNamedWithItsStack() throws Exception {
    GilExecutor pool = open(ONE);
    ResultNotSerializableException thrown =
        failure(pool.submit(gil -> throwsWith(new Object())), ResultNotSerializableException.class);
    assertThat(thrown).hasMessageContaining("Unsendable").hasMessageContaining("throwsWith");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  private static int throwsWith(Object luggage) {
    throw new Unsendable(luggage);
  }

  @SuppressWarnings("serial")
  static final class Unsendable extends RuntimeException {
    final Object luggage;

    Unsendable(Object luggage) {
      this.luggage = luggage;
    }
  }

  @Test
  void aResultThatDoesNotSerializeIsNamed() throws Exception {
    GilExecutor pool = open(ONE);
    assertThat(
            failure(
                pool.submit(gil -> new Object[] {Thread.currentThread()}),
                ResultNotSerializableException.class))
        .hasMessageContaining("java.lang.Thread");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  @Test
  void anUnserializableCaptureIsNamedByItsPathAtSubmit() {
    GilExecutor pool = open(ONE);
    Holder holder = new Holder();
    assertThatThrownBy(() -> pool.submit(gil -> holder.hashCode()))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("captured variable 1")
        .hasMessageContaining("Holder.thread");
  }

  static final class Holder implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial")
    final Object thread = Thread.currentThread();
  }

  @Test
  void aPlainCallableIsRefusedWithTheRemedy() {
    GilExecutor pool = open(ONE);
    Callable<Integer> plain =
        new Callable<>() {
          @Override
          public Integer call() {
            return 1;
          }
        };
    assertThatThrownBy(() -> pool.submit(plain))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("Body");
  }

  @Test
  void aResultOfAnotherLibraryIsRefusedWithTheRemedy() {
    GilExecutor pool = open(ONE);
    assertThat(
            failure(
                pool.submit(gil -> ValueWrapper.create(1)), ResultNotSerializableException.class))
        .hasMessageContaining("allow(\"org.opentest4j.ValueWrapper\")");
  }

  @Test
  void aResultOfAnAllowedLibraryIsTaken() throws Exception {
    GilExecutor pool = open(ONE.allow("org.opentest4j.**"));
    assertThat(get(pool.submit(gil -> ValueWrapper.create(41))).getValue()).isEqualTo(41);
  }

  @Test
  void aCaptureOfAnotherLibraryIsRefusedByTheWorkerUnlessAllowed() throws Exception {
    ValueWrapper foreign = ValueWrapper.create(5);
    assertThat(
            failure(
                open(ONE).submit(gil -> foreign.getType().getName()),
                TaskNotSerializableException.class))
        .hasMessageContaining("allow(\"org.opentest4j.ValueWrapper\")");
    GilExecutor generous = open(ONE.allow(ValueWrapper.class.getName()));
    assertThat((Object) get(generous.submit(gil -> foreign.getType().getName())))
        .isEqualTo("java.lang.Integer");
  }

  /** The class exists in this JVM only, in no file. */
  @Test
  void aClassThatTheWorkerDoesNotHaveIsNamed() throws Exception {
    GilExecutor pool = open(ONE);
    ClassNotOnWorkerException thrown =
        failure(pool.submit(unknownToWorkers()), ClassNotOnWorkerException.class);
    assertThat(thrown).hasMessageContaining("elsewhere.OnlyHere");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  private static Body<?> unknownToWorkers() throws ReflectiveOperationException {
    byte[] bytes = bodyNamed("elsewhere.OnlyHere");
    ClassLoader loader =
        new ClassLoader(TravelTest.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.equals("elsewhere.OnlyHere")) {
              throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
          }
        };
    return (Body<?>) loader.loadClass("elsewhere.OnlyHere").getDeclaredConstructor().newInstance();
  }

  /** A class with a constructor and a {@code call()} that says its name. */
  private static byte[] bodyNamed(String name) {
    ClassDesc object = ConstantDescs.CD_Object;
    return ClassFile.of()
        .build(
            ClassDesc.of(name),
            type ->
                type.withFlags(ClassFile.ACC_PUBLIC)
                    .withInterfaceSymbols(ClassDesc.of(Body.class.getName()))
                    .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_PUBLIC,
                        code ->
                            code.aload(0)
                                .invokespecial(
                                    object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                                .return_())
                    .withMethodBody(
                        "call",
                        MethodTypeDesc.of(object),
                        ClassFile.ACC_PUBLIC,
                        code -> code.loadConstant("from " + name).areturn()));
  }

  @Test
  void aJarThatAClassLoaderBringsIsOnTheClassPathOfTheWorkers(@TempDir Path mine) throws Exception {
    Path jar = mine.resolve("brought along.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("elsewhere/Brought.class"));
      out.write(bodyNamed("elsewhere.Brought"));
    }
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      GilExecutor pool = open(ONE);
      Thread.currentThread().setContextClassLoader(before);
      Body<?> task =
          (Body<?>) loader.loadClass("elsewhere.Brought").getDeclaredConstructor().newInstance();
      assertThat((Object) get(pool.submit(task))).isEqualTo("from elsewhere.Brought");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void aResultWhoseReadingFailsHereFailsItsTaskOnly() throws Exception {
    GilExecutor pool = open(ONE);
    String parent = Long.toString(myPid());
    failure(pool.submit(gil -> new Unreadable(parent)), ResultNotSerializableException.class);
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  record Unreadable(String parent) implements java.io.Serializable {
    Unreadable {
      if (parent.equals(Long.toString(myPid()))) {
        throw new IllegalStateException("not here");
      }
    }
  }

  @Test
  void aSharedLockIsTheWorkersOwnOfThatName() throws Exception {
    GlobalLock lock = GlobalLock.shared("travel-test");
    GilExecutor pool = open(ONE.lock(lock));
    assertThat(
            (Object)
                get(
                    pool.submit(
                        gil ->
                            gil.lock().orElseThrow().name()
                                + ' '
                                + (gil.lock().orElseThrow() == lock)
                                + ' '
                                + lock.isHeld())))
        .isEqualTo("travel-test true true");
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void aPrivateLockIsRefusedAtSubmit() {
    GilExecutor pool = open(ONE);
    try (GlobalLock own = GlobalLock.create("mine")) {
      assertThatThrownBy(() -> pool.submit(gil -> own.isHeld()))
          .isInstanceOf(TaskNotSerializableException.class)
          .hasMessageContaining("GlobalLock.shared");
    }
  }

  @Test
  void progressComesBackInOrderBeforeTheResult() throws Exception {
    GilExecutor pool = open(ONE);
    Heard heard = new Heard();
    TaskFuture<String> done =
        pool.submit(
            heard.options(),
            gil -> {
              gil.progress(1, 2);
              gil.progress(2, 2);
              return "done";
            });
    assertThat((Object) get(done)).isEqualTo("done");
    assertThat(List.of(heard.next(), heard.next())).containsExactly(1L, 2L);
  }

  @Test
  void anAsyncTaskIsDoneWhenItsStageIs() throws Exception {
    GilExecutor pool = open(ONE);
    TaskFuture<@Nullable String> done =
        pool.submitAsync(gil -> CompletableFuture.supplyAsync(() -> "later"));
    assertThat((Object) get(done)).isEqualTo("later");
  }

  @Test
  void megabytesGoThereAndBack() throws Exception {
    GilExecutor pool = open(ONE);
    byte[] sent = new byte[20_000_000];
    new java.util.Random(1).nextBytes(sent);
    byte[] back =
        get(
            pool.submit(
                gil -> {
                  for (int i = 0; i < sent.length; i++) {
                    sent[i]++;
                  }
                  return sent;
                }));
    for (int i = 0; i < back.length; i++) {
      back[i]--;
    }
    assertThat(back).isEqualTo(sent);
  }

  @Test
  void aTaskLeavesNeitherAnInterruptNorAClassLoaderToTheNext() throws Exception {
    GilExecutor pool = open(ONE);
    get(
        pool.run(
            gil -> {
              Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
              Thread.currentThread().interrupt();
            }));
    assertThat(
            (Object)
                get(
                    pool.submit(
                        gil ->
                            Thread.currentThread().isInterrupted()
                                + " "
                                + (Thread.currentThread().getContextClassLoader()
                                    == ClassLoader.getSystemClassLoader()))))
        .isEqualTo("false true");
  }
}
