package dev.gil.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.ClassNotOnWorkerException;
import dev.gil.GlobalLock;
import dev.gil.ResultNotSerializableException;
import dev.gil.TaskNotSerializableException;
import dev.gil.WorkerStartFailedException;
import dev.gil.spi.Body;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.io.Serializable;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.ValueWrapper;

/** What users get wrong, each with the answer it has. */
class BadInputTest extends MembersTest {
  private GilExecutor open() {
    return open(new ClusterStrategy(cluster.settings()), ALL);
  }

  private static ClusterStrategy nowhere(String name, String... addresses) {
    return new ClusterStrategy(
        ClusterSettings.of(name).join(addresses).patience(Duration.ofMillis(500)));
  }

  @Test
  void whereNoMemberAnswersOpeningFailsAndNamesTheAddresses() {
    assertThatThrownBy(() -> open(nowhere("nobody", "127.0.0.1:1", "127.0.0.1:2"), ALL))
        .isInstanceOf(WorkerStartFailedException.class)
        .hasMessageContaining("\"nobody\"")
        .hasMessageContaining("127.0.0.1:1, 127.0.0.1:2")
        .hasMessageContaining("gil member");
  }

  @Test
  void anotherClustersNameFailsLikewise() {
    String[] addresses = cluster.addresses().toArray(String[]::new);
    assertThatThrownBy(() -> open(nowhere("not-" + cluster.name(), addresses), ALL))
        .isInstanceOf(WorkerStartFailedException.class)
        .hasMessageContaining("not-" + cluster.name());
  }

  @Test
  void withoutAnAddressItIsUnavailableAndSaysSo() {
    assertThat(new ClusterStrategy(ClusterSettings.of("x")).unavailable().orElseThrow())
        .contains("join");
    assertThat(new ClusterStrategy().unavailable().orElseThrow())
        .contains("gil.cluster.name", "gil.cluster.join", "--local-members");
  }

  @Test
  void otherMachinesNeedTheWord() {
    assertThatThrownBy(() -> ClusterSettings.of("x").join("192.0.2.1:5701"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("192.0.2.1:5701")
        .hasMessageContaining("encryption")
        .hasMessageContaining("allowInsecureNetwork");
    assertThat(ClusterSettings.of("x").allowInsecureNetwork().join("192.0.2.1:5701").join())
        .containsExactly("192.0.2.1:5701");
  }

  @Test
  void aTaskThatCannotTravelIsRefusedAtSubmit() {
    Object captured = new Object();
    GilExecutor pool = open();
    assertThatThrownBy(() -> pool.submit(gil -> captured.toString()))
        .isInstanceOf(TaskNotSerializableException.class);
  }

  @Test
  void aResultThatCannotTravelFailsItsTask() {
    assertThat(
            failure(
                open().submit(gil -> (Object) new CountDownLatch(1)),
                ResultNotSerializableException.class))
        .hasMessageContaining("CountDownLatch");
  }

  static final class Untransferable extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // the point
    private final Object latch = new CountDownLatch(1);

    Untransferable(String message) {
      super(message);
    }

    Object latch() {
      return latch;
    }
  }

  @Test
  void anExceptionThatCannotTravelHasAStandIn() {
    TaskFuture<Object> future =
        open()
            .submit(
                gil -> {
                  throw new Untransferable("with a latch in it");
                });
    assertThat(failure(future, ResultNotSerializableException.class))
        .hasMessageContaining("Untransferable")
        .hasMessageContaining("with a latch in it");
  }

  @Test
  void aClassThatMembersDoNotHaveIsNamed(@TempDir Path mine) throws Exception {
    Path file = mine.resolve("elsewhere/OnlyHere.class");
    Files.createDirectories(file.getParent());
    Files.write(file, body("elsewhere.OnlyHere"));
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {mine.toUri().toURL()}, Thread.currentThread().getContextClassLoader())) {
      Body<?> task =
          (Body<?>) loader.loadClass("elsewhere.OnlyHere").getDeclaredConstructor().newInstance();
      GilExecutor pool = open();
      assertThat(failure(pool.submit(task), ClassNotOnWorkerException.class))
          .hasMessageContaining("elsewhere.OnlyHere")
          .hasMessageContaining("127.0.0.1:");
      assertThat((Object) get(pool.submit(gil -> "unharmed"))).isEqualTo("unharmed");
    }
  }

  private static byte[] body(String name) {
    ClassDesc body = ClassDesc.of(Body.class.getName());
    return ClassFile.of()
        .build(
            ClassDesc.of(name),
            type ->
                type.withFlags(ClassFile.ACC_PUBLIC)
                    .withInterfaceSymbols(body)
                    .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_PUBLIC,
                        code ->
                            code.aload(0)
                                .invokespecial(
                                    ConstantDescs.CD_Object,
                                    ConstantDescs.INIT_NAME,
                                    ConstantDescs.MTD_void)
                                .return_())
                    .withMethodBody(
                        "call",
                        MethodTypeDesc.of(ConstantDescs.CD_Object),
                        ClassFile.ACC_PUBLIC,
                        code -> code.aconst_null().areturn()));
  }

  /** Of another library than the task: what a gadget is, whatever its reading would do. */
  @Test
  void aClassOfAnotherLibraryIsRejectedAndTheMemberStaysUp() throws Exception {
    GilExecutor pool = open();
    Serializable foreign = ValueWrapper.create("from another library");
    assertThat(failure(pool.submit(gil -> foreign.toString()), TaskNotSerializableException.class))
        .hasMessageContaining(ValueWrapper.class.getName());
    assertThat((Object) get(pool.submit(gil -> "unharmed"))).isEqualTo("unharmed");
  }

  @Test
  void itTravelsWhereItIsAllowed() throws Exception {
    GilExecutor pool =
        open(new ClusterStrategy(cluster.settings()), ALL.allow(ValueWrapper.class.getName()));
    ValueWrapper foreign = ValueWrapper.create("from another library");
    assertThat((Object) get(pool.submit(gil -> String.valueOf(foreign.getStringRepresentation()))))
        .isEqualTo("from another library");
  }

  @Test
  void cancelInterruptsARunningTaskInItsMember(@TempDir Path mine) throws Exception {
    String started = mine.resolve("started").toString();
    String interrupted = mine.resolve("interrupted").toString();
    GilExecutor pool = open();
    TaskFuture<?> task =
        pool.run(
            gil -> {
              Files.createFile(Path.of(started));
              try {
                gil.detached(() -> new CountDownLatch(1).await());
              } catch (InterruptedException e) {
                Files.createFile(Path.of(interrupted));
              }
            });
    TestCluster.await("its start", () -> Files.exists(Path.of(started)));
    task.cancel(true);
    TestCluster.await("its interrupt", () -> Files.exists(Path.of(interrupted)));
    TestCluster.await("its end", () -> pool.snapshot().unfinished() == 0);
  }

  @Test
  void aSharedLockIsTheMembersOwnOfTheName() throws Exception {
    GlobalLock shared = GlobalLock.shared("cluster-test");
    GilExecutor pool = open(new ClusterStrategy(cluster.settings()), ALL.lock(shared));
    assertThat((Object) get(pool.submit(gil -> gil.lock().orElseThrow().name() + shared.isHeld())))
        .isEqualTo("cluster-testtrue");
    assertThat(shared.isHeld()).isFalse();
  }

  @Test
  void progressComesBack() throws Exception {
    CountDownLatch heard = new CountDownLatch(2);
    TaskFuture<String> done =
        open()
            .submit(
                TaskOptions.NONE.onProgress((_, _) -> heard.countDown()),
                gil -> {
                  gil.progress(1, 2);
                  gil.progress(2, 2);
                  return "done";
                });
    assertThat(get(done)).isEqualTo("done");
    assertThat(heard.await(TestCluster.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }
}
