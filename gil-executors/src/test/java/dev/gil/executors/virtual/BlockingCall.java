package dev.gil.executors.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.RandomAccessFile;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/**
 * The calls of the JDK that block, and what each does to a lock that is held by being mounted. A
 * row is made ready outside, blocks in a task until {@link Row#end} lets it go, and then returns.
 */
@SuppressWarnings("ImmutableEnumChecker") // what it makes is new each time
enum BlockingCall {
  SLEEP(Effect.RELEASES, p -> Row.of(() -> napUntil(p.gate), p::open)),
  PARK(Effect.RELEASES, p -> Row.of(() -> parkUntil(p.gate, false), p::open)),
  PARK_NANOS(Effect.RELEASES, p -> Row.of(() -> parkUntil(p.gate, true), p::open)),
  OBJECT_WAIT(
      Effect.RELEASES,
      p ->
          Row.of(
              () -> {
                synchronized (p) {
                  while (!p.isOpen) {
                    p.wait();
                  }
                }
              },
              p::openAndNotify)),
  OBJECT_WAIT_TIMED(
      Effect.RELEASES,
      p ->
          Row.of(
              () -> {
                synchronized (p) {
                  while (!p.isOpen) {
                    p.wait(60_000);
                  }
                }
              },
              p::openAndNotify)),
  SYNCHRONIZED(
      Effect.RELEASES,
      p -> {
        p.heldElsewhere(
            () -> {
              synchronized (p) {
                p.taken();
              }
            });
        return Row.of(
            () -> {
              synchronized (p) {
                p.gate.await(); // open by now: whoever had the monitor waited for that
              }
            },
            p::open);
      }),
  SLEEP_INSIDE_SYNCHRONIZED(
      Effect.RELEASES,
      p ->
          Row.of(
              () -> {
                synchronized (p) {
                  napUntil(p.gate);
                }
              },
              p::open)),
  REENTRANT_LOCK(
      Effect.RELEASES,
      p -> {
        var lock = new ReentrantLock();
        p.heldElsewhere(() -> within(lock, p::taken));
        return Row.of(() -> within(lock, p.gate::await), p::open);
      }),
  CONDITION(
      Effect.RELEASES,
      p -> {
        var lock = new ReentrantLock();
        var condition = lock.newCondition();
        return Row.of(
            () ->
                within(
                    lock,
                    () -> {
                      while (!p.isOpen) {
                        condition.await();
                      }
                    }),
            () -> {
              p.open();
              within(lock, condition::signalAll);
            });
      }),
  READ_LOCK(
      Effect.RELEASES,
      p -> {
        var lock = new ReentrantReadWriteLock();
        p.heldElsewhere(() -> within(lock.writeLock(), p::taken));
        return Row.of(() -> within(lock.readLock(), p.gate::await), p::open);
      }),
  STAMPED_LOCK(
      Effect.RELEASES,
      p -> {
        var lock = new StampedLock();
        p.heldElsewhere(() -> within(lock.asWriteLock(), p::taken));
        return Row.of(() -> within(lock.asWriteLock(), p.gate::await), p::open);
      }),
  SEMAPHORE(
      Effect.RELEASES,
      p -> {
        var semaphore = new Semaphore(0);
        return Row.of(semaphore::acquire, semaphore::release);
      }),
  LATCH(Effect.RELEASES, p -> Row.of(p.gate::await, p::open)),
  BARRIER(
      Effect.RELEASES,
      p -> {
        var barrier = new CyclicBarrier(2);
        return Row.of(barrier::await, barrier::await);
      }),
  PHASER(
      Effect.RELEASES,
      p -> {
        var phaser = new Phaser(1);
        return Row.of(() -> phaser.awaitAdvance(0), phaser::arrive);
      }),
  EXCHANGER(
      Effect.RELEASES,
      p -> {
        var exchanger = new Exchanger<String>();
        return Row.of(() -> exchanger.exchange("a"), () -> exchanger.exchange("b"));
      }),
  BLOCKING_QUEUE(
      Effect.RELEASES,
      p -> {
        var queue = new LinkedBlockingQueue<String>();
        return Row.of(queue::take, () -> queue.put("x"));
      }),
  SYNCHRONOUS_QUEUE(
      Effect.RELEASES,
      p -> {
        var queue = new SynchronousQueue<String>();
        return Row.of(() -> queue.put("x"), queue::take);
      }),
  COMPLETABLE_FUTURE(
      Effect.RELEASES,
      p -> {
        var future = new CompletableFuture<String>();
        return Row.of(future::get, () -> future.complete("x"));
      }),
  FUTURE_TASK(
      Effect.RELEASES,
      p -> {
        var task = new FutureTask<>(() -> "x");
        return Row.of(task::get, task::run);
      }),
  THREAD_JOIN(
      Effect.RELEASES,
      p -> {
        Thread other = Thread.ofPlatform().daemon().start(() -> Row.unchecked(p.gate::await));
        return Row.of(other::join, p::open);
      }),
  SOCKET_READ(
      Effect.RELEASES,
      p -> {
        ServerSocket server = p.own(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Socket client = p.own(new Socket(server.getInetAddress(), server.getLocalPort()));
        Socket accepted = p.own(server.accept());
        return Row.of(
            () -> client.getInputStream().read(), () -> accepted.getOutputStream().write(1));
      }),
  SOCKET_ACCEPT(
      Effect.RELEASES,
      p -> {
        ServerSocket server = p.own(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        return Row.of(
            () -> p.own(server.accept()),
            () -> p.own(new Socket(server.getInetAddress(), server.getLocalPort())));
      }),
  SOCKET_CHANNEL_READ(
      Effect.RELEASES,
      p -> {
        ServerSocketChannel server = p.own(loopback());
        SocketChannel client = p.own(SocketChannel.open(server.getLocalAddress()));
        SocketChannel accepted = p.own(server.accept());
        return Row.of(
            () -> client.read(ByteBuffer.allocate(1)),
            () -> accepted.write(ByteBuffer.wrap(new byte[1])));
      }),
  SOCKET_CHANNEL_ACCEPT(
      Effect.RELEASES,
      p -> {
        ServerSocketChannel server = p.own(loopback());
        return Row.of(
            () -> p.own(server.accept()),
            () -> p.own(SocketChannel.open(server.getLocalAddress())));
      }),
  DATAGRAM_RECEIVE(
      Effect.RELEASES,
      p -> {
        DatagramSocket socket = p.own(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
        return Row.of(
            () -> socket.receive(new DatagramPacket(new byte[1], 1)),
            () -> {
              try (var sender = new DatagramSocket()) {
                sender.send(new DatagramPacket(new byte[1], 1, socket.getLocalSocketAddress()));
              }
            });
      }),
  NIO_PIPE(
      Effect.RELEASES,
      p -> {
        Pipe pipe = Pipe.open();
        p.own(pipe.source());
        p.own(pipe.sink());
        return Row.of(
            () -> pipe.source().read(ByteBuffer.allocate(1)),
            () -> pipe.sink().write(ByteBuffer.wrap(new byte[1])));
      }),
  SELECTOR(
      Effect.RELEASES,
      p -> {
        Selector selector = p.own(Selector.open());
        return Row.of(selector::select, selector::wakeup);
      }),
  PROCESS_WAIT_FOR(
      Effect.RELEASES,
      p -> {
        Process cat = p.cat();
        return Row.of(cat::waitFor, () -> cat.getOutputStream().close());
      }),
  PROCESS_OUTPUT(
      Effect.TELLS,
      p -> {
        Process cat = p.cat();
        return Row.of(() -> cat.getInputStream().read(), () -> cat.getOutputStream().close());
      }),
  FILE_LOCK(
      Effect.TELLS,
      p -> {
        Path file = p.file("locked");
        Process other = p.locking(file);
        FileChannel channel =
            p.own(
                FileChannel.open(
                    file,
                    java.nio.file.StandardOpenOption.WRITE,
                    java.nio.file.StandardOpenOption.CREATE));
        return Row.of(channel::lock, () -> other.getOutputStream().close());
      }),
  FILE_INPUT_STREAM(
      Effect.PINS,
      p -> {
        Path fifo = p.fifo();
        FileInputStream in = p.own(new FileInputStream(fifo.toFile()));
        return Row.of(in::read, p::write);
      }),
  RANDOM_ACCESS_FILE(
      Effect.PINS,
      p -> {
        Path fifo = p.fifo();
        RandomAccessFile in = p.own(new RandomAccessFile(fifo.toFile(), "r"));
        return Row.of(in::read, p::write);
      }),
  FILE_CHANNEL(
      Effect.PINS,
      p -> {
        Path fifo = p.fifo();
        FileChannel in = p.own(FileChannel.open(fifo));
        return Row.of(() -> in.read(ByteBuffer.allocate(1)), p::write);
      }),
  READ_ALL_BYTES(
      Effect.PINS,
      p -> {
        Path fifo = p.fifo();
        return Row.of(() -> Files.readAllBytes(fifo), p::writeAndClose);
      }),
  CLASS_INITIALISER(
      Effect.PINS,
      p -> {
        SlowToInitialise.gate = p.gate;
        return Row.of(SlowToInitialise::touch, p::open);
      }),
  LOOP_WITHOUT_CHECKPOINT(
      Effect.PINS,
      p ->
          Row.of(
              () -> {
                while (p.gate.getCount() != 0) {
                  Thread.onSpinWait();
                }
              },
              p::open));

  /** What a blocking call does to the lock. */
  enum Effect {
    /** The thread unmounts, and has lost the lock by that. */
    RELEASES,
    /** The thread stays, and the JDK tells its carrier, which hands the lock on. */
    TELLS,
    /** The thread keeps the lock: detach round it. */
    PINS
  }

  interface Scene {
    Row make(Props props) throws Exception;
  }

  private static final class SlowToInitialise {
    private static CountDownLatch gate = new CountDownLatch(0);

    private static void touch() {
      assertThat(Holder.READY).isTrue();
    }

    private static final class Holder {
      private static final boolean READY = awaitGate();

      private static boolean awaitGate() {
        Row.unchecked(gate::await);
        return true;
      }
    }
  }

  final Effect effect;
  private final Scene scene;

  BlockingCall(Effect effect, Scene scene) {
    this.effect = effect;
    this.scene = scene;
  }

  Row make(Props props) throws Exception {
    return scene.make(props);
  }

  private static ServerSocketChannel loopback() throws java.io.IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static void napUntil(CountDownLatch gate) throws InterruptedException {
    while (gate.getCount() != 0) {
      Thread.sleep(Duration.ofMillis(1));
    }
  }

  private static void parkUntil(CountDownLatch gate, boolean timed) {
    Thread me = Thread.currentThread();
    Thread waker =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  Row.unchecked(gate::await);
                  LockSupport.unpark(me);
                });
    while (waker.isAlive() && gate.getCount() != 0) {
      if (timed) {
        LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1));
      } else {
        LockSupport.park();
      }
    }
  }

  private static void within(java.util.concurrent.locks.Lock lock, Row.Step body) throws Exception {
    lock.lock();
    try {
      body.run();
    } finally {
      lock.unlock();
    }
  }
}
