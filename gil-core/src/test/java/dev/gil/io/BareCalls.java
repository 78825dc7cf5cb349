package dev.gil.io;

import static dev.gil.io.BlockingCall.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Gil;
import dev.gil.io.BlockingCall.Blocked;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** What has no adapter: the call itself, in {@link Gil#detached}. */
final class BareCalls {
  private BareCalls() {}

  static Stream<Named<BlockingCall>> rows() {
    return Stream.of(
        row("detached: LockSupport.park", BareCalls::park),
        row("detached: Thread.sleep, ended by an interrupt", BareCalls::sleep),
        row("detached: Object.wait", BareCalls::objectWait),
        row("detached: contended synchronized", BareCalls::monitor),
        row("detached: Semaphore.acquire", BareCalls::semaphore),
        row("detached: BlockingQueue.take", BareCalls::queue),
        row("detached: CompletableFuture.get", BareCalls::future),
        row("detached: Thread.join", BareCalls::join),
        row("detached: ServerSocket.accept", BareCalls::accept),
        row("detached: ServerSocketChannel.accept", BareCalls::channelAccept),
        row("detached: DatagramSocket.receive", BareCalls::receive),
        row("detached: Selector.select", BareCalls::select),
        row("detached: class initialiser that blocks", BareCalls::initializer),
        row("detached: native read(2), by a downcall", BareCalls::downcall));
  }

  private static Blocked park(Scene scene) {
    CountDownLatch told = new CountDownLatch(1);
    CompletableFuture<Thread> parked = new CompletableFuture<>();
    return new Blocked(
        () ->
            Gil.detached(
                () -> {
                  parked.complete(Thread.currentThread());
                  while (told.getCount() > 0) {
                    LockSupport.park(told);
                  }
                }),
        () -> {
          told.countDown();
          LockSupport.unpark(parked.get());
        });
  }

  private static Blocked sleep(Scene scene) {
    CompletableFuture<Thread> sleeper = new CompletableFuture<>();
    return new Blocked(
        () ->
            Gil.detached(
                () -> {
                  sleeper.complete(Thread.currentThread());
                  try {
                    Thread.sleep(java.time.Duration.ofDays(1));
                  } catch (InterruptedException e) {
                    // as meant: nothing else ends it
                  }
                }),
        () -> sleeper.get().interrupt());
  }

  @SuppressWarnings("WaitNotInLoop") // the other side notifies once, under the monitor
  private static Blocked objectWait(Scene scene) {
    Object monitor = new Object();
    boolean[] go = new boolean[1];
    return new Blocked(
        () ->
            Gil.detached(
                () -> {
                  synchronized (monitor) {
                    while (!go[0]) {
                      monitor.wait();
                    }
                  }
                }),
        () -> {
          synchronized (monitor) {
            go[0] = true;
            monitor.notifyAll();
          }
        });
  }

  private static Blocked monitor(Scene scene) throws Exception {
    Object monitor = new Object();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    var _ =
        Scene.aside(
            () -> {
              synchronized (monitor) {
                entered.countDown();
                leave.await();
                return true;
              }
            });
    entered.await();
    return new Blocked(
        () ->
            Gil.detached(
                () -> {
                  synchronized (monitor) {
                    return leave.getCount();
                  }
                }),
        leave::countDown);
  }

  private static Blocked semaphore(Scene scene) {
    Semaphore none = new Semaphore(0);
    return new Blocked(() -> Gil.detached(() -> none.acquire()), none::release);
  }

  private static Blocked queue(Scene scene) {
    var queue = new ArrayBlockingQueue<String>(1);
    return new Blocked(
        () -> assertThat(Gil.detached(() -> queue.take())).isEqualTo("taken"),
        () -> queue.put("taken"));
  }

  private static Blocked future(Scene scene) {
    var future = new CompletableFuture<String>();
    return new Blocked(
        () -> assertThat(Gil.<String, Exception>detached(() -> future.get())).isEqualTo("done"),
        () -> future.complete("done"));
  }

  private static Blocked join(Scene scene) {
    CountDownLatch end = new CountDownLatch(1);
    Thread other =
        Scene.aside(
                () -> {
                  end.await();
                  return true;
                })
            .thread();
    return new Blocked(() -> Gil.detached(() -> other.join()), end::countDown);
  }

  private static Blocked accept(Scene scene) throws Exception {
    ServerSocket server = scene.closing(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    return new Blocked(
        () -> scene.closing(Gil.detached(() -> server.accept())),
        () -> new Socket(server.getInetAddress(), server.getLocalPort()).close());
  }

  private static ServerSocketChannel server(Scene scene) throws Exception {
    ServerSocketChannel server = scene.closing(ServerSocketChannel.open());
    return server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static Blocked channelAccept(Scene scene) throws Exception {
    ServerSocketChannel server = server(scene);
    return new Blocked(
        () -> scene.closing(Gil.detached(() -> server.accept())),
        () -> SocketChannel.open(server.getLocalAddress()).close());
  }

  private static Blocked receive(Scene scene) throws Exception {
    var here = scene.closing(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
    var there = scene.closing(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
    DatagramPacket packet = new DatagramPacket(new byte[8], 8);
    return new Blocked(
        () -> Gil.detached(() -> here.receive(packet)),
        () -> there.send(new DatagramPacket(new byte[3], 3, here.getLocalSocketAddress())));
  }

  private static Blocked select(Scene scene) throws Exception {
    Selector selector = scene.closing(Selector.open());
    return new Blocked(
        () -> assertThat(Gil.detached(() -> selector.select())).isZero(), selector::wakeup);
  }

  /** Initialized once a JVM: the row runs once. */
  private static final class Slow {
    static final CountDownLatch GO = new CountDownLatch(1);

    static final class Lazy {
      static final long LEFT = awaited();

      private static long awaited() {
        try {
          GO.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
        return GO.getCount();
      }
    }
  }

  private static Blocked initializer(Scene scene) {
    return new Blocked(
        () -> assertThat(Gil.detached(() -> Slow.Lazy.LEFT)).isZero(), Slow.GO::countDown);
  }

  @SuppressWarnings("restricted") // downcalls are what is tried
  private static Blocked downcall(Scene scene) throws Exception {
    Linker linker = Linker.nativeLinker();
    Arena arena = scene.closing(Arena.ofShared());
    MethodHandle pipe =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("pipe"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    FunctionDescriptor transfer =
        FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG);
    MethodHandle read = linker.downcallHandle(linker.defaultLookup().findOrThrow("read"), transfer);
    MethodHandle write =
        linker.downcallHandle(linker.defaultLookup().findOrThrow("write"), transfer);
    MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
    MemorySegment buffer = arena.allocate(8);
    assertThat(invoke(() -> (int) pipe.invokeExact(ends))).isZero();
    int source = ends.getAtIndex(ValueLayout.JAVA_INT, 0);
    int sink = ends.getAtIndex(ValueLayout.JAVA_INT, 1);
    return new Blocked(
        () ->
            assertThat(
                    Gil.<Long, Exception>detached(
                        () -> invoke(() -> (long) read.invokeExact(source, buffer, 8L))))
                .isEqualTo(3),
        () ->
            assertThat(invoke(() -> (long) write.invokeExact(sink, arena.allocate(3), 3L)))
                .isEqualTo(3));
  }

  interface Native<T> {
    T call() throws Throwable;
  }

  private static <T> T invoke(Native<T> call) {
    try {
      return call.call();
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }
}
