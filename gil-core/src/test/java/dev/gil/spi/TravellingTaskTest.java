package dev.gil.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.GlobalLock;
import dev.gil.PoolSaturatedException;
import dev.gil.ProtocolCorruptedException;
import dev.gil.ResultNotSerializableException;
import dev.gil.TaskNotSerializableException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What travels to another JVM and back, and what is refused, with which words. */
class TravellingTaskTest {
  private final LoopbackStrategy loopback = new LoopbackStrategy();
  private final GilExecutor pool = Strategies.open(loopback, StrategySettings.DEFAULTS.workers(1));

  @AfterEach
  void close() {
    pool.close();
  }

  record Point(int x, int y) implements Serializable {}

  static final class Connection {}

  record Page(String name, Connection connection) implements Serializable {}

  record Library(List<Page> pages) implements Serializable {}

  private static Object get(TaskFuture<?> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  @Test
  void capturesGoOutAndResultsComeBackAsCopies() throws Exception {
    Point sent = new Point(1, 2);
    Object back = get(pool.submit(gil -> sent));
    assertThat(back).isEqualTo(sent).isNotSameAs(sent);
  }

  @Test
  void theTaskRunsUnderTheFarSidesLock() throws Exception {
    Object name = get(pool.submit(gil -> gil.lock().orElseThrow().name()));
    assertThat(name).isEqualTo("far-side");
    assertThat(pool.lock()).isEmpty();
  }

  @Test
  void aCaptureThatIsNotSerializableIsNamedByItsPath() {
    Library library = new Library(List.of(new Page("a", null), new Page("b", new Connection())));
    assertThatThrownBy(() -> pool.submit(gil -> library.pages().size()))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("captured variable 1 of a lambda in dev.gil.spi.TravellingTaskTest")
        .hasMessageContaining("-> Library.pages[1] -> Page.connection")
        .hasMessageContaining("TravellingTaskTest$Connection");
  }

  @Test
  void aCapturedPrivateLockIsRefusedWithTheRemedy() {
    GlobalLock mine = GlobalLock.create("mine");
    assertThatThrownBy(() -> pool.submit(gil -> mine.name()))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("GlobalLock.shared(\"mine\")");
  }

  @Test
  void aCapturedSharedLockIsTheFarSidesOwnOfThatName() throws Exception {
    GlobalLock shared = GlobalLock.shared("travelling");
    Object name = get(pool.submit(gil -> shared.call(() -> shared.name())));
    assertThat(name).isEqualTo("travelling");
  }

  @Test
  void whatTheJdkHandsOverIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> 1, pool))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("pool.submit(...).thenApply(...)");
  }

  @Test
  void anExceptionArrivesAsTheCauseWithTheFarSidesStack() {
    assertThatThrownBy(
            () ->
                get(
                    pool.submit(
                        gil -> {
                          throw new IOException("far");
                        })))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("far")
        .satisfies(
            e ->
                assertThat(e.getStackTrace()[0].getClassName())
                    .startsWith(TravellingTaskTest.class.getName()));
  }

  static final class Unsendable extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings({
      "serial",
      "UnusedVariable"
    }) // its being there is what keeps this from travelling
    private final Connection connection = new Connection();

    Unsendable() {
      super("the text");
    }
  }

  @Test
  void anExceptionThatCannotTravelIsNamedWithItsTextAndStack() {
    assertThatThrownBy(
            () ->
                get(
                    pool.submit(
                        gil -> {
                          throw new Unsendable();
                        })))
        .cause()
        .isInstanceOf(ResultNotSerializableException.class)
        .hasMessageContaining("TravellingTaskTest$Unsendable: the text")
        .hasMessageContaining("TravellingTaskTest.lambda$");
  }

  @Test
  void aResultThatCannotTravelIsNamed() {
    assertThatThrownBy(() -> get(pool.submit(gil -> new Connection())))
        .cause()
        .isInstanceOf(ResultNotSerializableException.class)
        .hasMessageContaining("ran, but its result cannot travel")
        .hasMessageContaining("TravellingTaskTest$Connection");
  }

  @Test
  void aResultOfAForeignClassIsRefusedUntilItIsAllowed() throws Exception {
    Task<Object> task = gil -> org.opentest4j.ValueWrapper.create("x");
    assertThatThrownBy(() -> get(pool.submit(task)))
        .cause()
        .isInstanceOf(ResultNotSerializableException.class)
        .hasMessageContaining("StrategySettings.allow(\"org.opentest4j.ValueWrapper\")");
    try (GilExecutor trusting =
        Strategies.open(loopback, StrategySettings.DEFAULTS.allow("org.opentest4j.**"))) {
      assertThat(get(trusting.submit(task))).isNotNull();
    }
  }

  @Test
  void aLambdaIsNotAcceptedAsAResult() {
    assertThatThrownBy(() -> get(pool.submit(gil -> (Block) () -> {})))
        .cause()
        .isInstanceOf(ResultNotSerializableException.class)
        .hasMessageContaining("java.lang.invoke.SerializedLambda");
  }

  @Test
  void anAnswerThatIsNoOutcomeIsATypedError() {
    loopback.answer = new byte[] {7, 0, 0};
    assertThatThrownBy(() -> get(pool.submit(gil -> 1)))
        .cause()
        .isInstanceOf(ProtocolCorruptedException.class);
  }

  @Test
  void aTaskThatHadNotBegunIsSentAgainAtNoCost() throws Exception {
    loopback.lostBefore = 5;
    assertThat(get(pool.submit(gil -> 1))).isEqualTo(1);
    assertThat(loopback.ran).hasSize(1).first().asString().endsWith("#1");
    assertThat(pool.snapshot().retried()).isZero();
  }

  @Test
  void aTaskThatHadBegunIsNotRunAgain() {
    loopback.lostAfter = 1;
    assertThatThrownBy(() -> get(pool.submit(gil -> 1))).cause().hasMessage("the worker was lost");
    assertThat(loopback.ran).hasSize(1);
  }

  @Test
  void anIdempotentTaskIsRunAgainAsOftenAsItSays() throws Exception {
    loopback.lostAfter = 2;
    assertThat(get(pool.submit(TaskOptions.NONE.idempotent(3).label("thrice"), gil -> 1)))
        .isEqualTo(1);
    assertThat(loopback.ran).containsExactly("thrice#1", "thrice#2", "thrice#3");
    assertThat(pool.snapshot().retried()).isEqualTo(2);
    loopback.lostAfter = 3;
    assertThatThrownBy(() -> get(pool.submit(TaskOptions.NONE.idempotent(3), gil -> 1)))
        .cause()
        .hasMessage("the worker was lost");
  }

  @Test
  void progressComesBack() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    get(
        pool.submit(
            TaskOptions.NONE.onProgress((done, total) -> seen.add(done + "/" + total)),
            gil -> {
              gil.progress(1, 2);
              gil.progress(2, 2);
              return 0;
            }));
    assertThat(seen).containsExactly("1/2", "2/2");
  }

  @Test
  void anAsyncTaskIsDoneWhenItsStageIsOnTheFarSide() throws Exception {
    assertThat(get(pool.submitAsync(gil -> CompletableFuture.supplyAsync(() -> "later"))))
        .isEqualTo("later");
  }

  @Test
  void mapSendsTheItems() throws Exception {
    assertThat(pool.map(List.of(3, 1, 2), x -> x * 10)).containsExactly(30, 10, 20);
  }

  @Test
  void aRefusedTaskDoesNotTakeARoom() throws Exception {
    Connection connection = new Connection();
    try (GilExecutor one =
        Strategies.open(loopback, StrategySettings.DEFAULTS.workers(1).queue(0))) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> one.submit(gil -> connection.hashCode()))
            .isInstanceOf(TaskNotSerializableException.class);
      }
      assertThat(get(one.submit(gil -> 1))).isEqualTo(1);
      assertThat(one.snapshot().rejected()).isEqualTo(3);
    }
  }

  @Test
  void aClosedExecutorSaysSo() {
    pool.close();
    assertThatThrownBy(() -> pool.submit(gil -> 1))
        .isInstanceOf(PoolSaturatedException.class)
        .hasMessageContaining("\"loopback\" is closed");
  }

  static final class Spiteful implements Serializable {
    private static final long serialVersionUID = 1;
    private final boolean whenWritten;

    Spiteful(boolean whenWritten) {
      this.whenWritten = whenWritten;
    }

    private void writeObject(java.io.ObjectOutputStream out) throws IOException {
      if (whenWritten) {
        throw new IllegalStateException("spite");
      }
      out.defaultWriteObject();
    }

    private void readObject(java.io.ObjectInputStream in)
        throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      throw new IllegalStateException("spite");
    }
  }

  @Test
  void aResultWhoseOwnCodeThrowsOnTheWayIsATypedError() {
    for (boolean whenWritten : new boolean[] {true, false}) {
      assertThatThrownBy(() -> get(pool.submit(gil -> new Spiteful(whenWritten))))
          .cause()
          .isInstanceOf(ResultNotSerializableException.class)
          .hasMessageContaining("spite");
    }
  }

  /**
   * A cancel that nobody lowers would send every checkpoint of the JVM down the cold path for ever.
   */
  @Test
  void aCancelledTaskLeavesNoRequestOpen() throws Exception {
    assertThat(dev.gil.internal.Breaker.open()).isFalse();
    var running = new java.util.concurrent.CountDownLatch(1);
    TaskFuture<Integer> future =
        pool.submit(
            TaskOptions.NONE.onProgress((done, total) -> running.countDown()),
            gil -> {
              gil.progress(0, 1);
              while (true) {
                gil.checkpoint();
              }
            });
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
    future.cancel(true);
    pool.close();
    assertThat(dev.gil.internal.Breaker.open()).isFalse();
  }
}
