package dev.gil.executors.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.Continuations;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.TaskFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Completions of NIO, delivered to the loop. */
@Timeout(120)
class EchoTest {
  private static final int CONNECTIONS = 50;

  @Test
  void completionsOfChannelsAreCountedInAPlainMap() throws Exception {
    Map<Long, Integer> byThread = new HashMap<>(); // plain: only the loop writes it
    try (ServerSocketChannel server =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        GilExecutor loop = Strategies.open("eventloop")) {
      Thread echo = Thread.ofPlatform().daemon().name("echo").start(() -> serve(server));
      InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
      List<TaskFuture<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        tasks.add(loop.submitAsync(gil -> trip(address, byThread)));
      }
      for (TaskFuture<Integer> task : tasks) {
        assertThat(task.get()).isEqualTo(1);
      }
      long own = loop.submit(gil -> Thread.currentThread().threadId()).get();
      assertThat(byThread).containsExactly(Map.entry(own, 2 * CONNECTIONS));
      echo.join();
    }
  }

  private static CompletableFuture<Integer> trip(
      InetSocketAddress address, Map<Long, Integer> byThread) throws IOException {
    Continuations pieces = Continuations.here();
    AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
    Completion<@Nullable Void> connected = new Completion<>();
    channel.connect(address, null, connected);
    return pieces
        .deliver(connected)
        .thenCompose(
            _ -> {
              count(byThread);
              Completion<Integer> written = new Completion<>();
              channel.write(ByteBuffer.wrap(new byte[] {1}), null, written);
              return pieces.deliver(written);
            })
        .thenCompose(
            _ -> {
              Completion<Integer> read = new Completion<>();
              channel.read(ByteBuffer.allocate(1), null, read);
              return pieces.deliver(read);
            })
        .whenComplete((_, _) -> count(byThread));
  }

  private static void count(Map<Long, Integer> byThread) {
    byThread.merge(Thread.currentThread().threadId(), 1, Integer::sum);
  }

  private static final class Completion<V extends @Nullable Object> extends CompletableFuture<V>
      implements CompletionHandler<V, @Nullable Void> {
    @Override
    public void completed(V result, @Nullable Void nothing) {
      complete(result);
    }

    @Override
    public void failed(Throwable failure, @Nullable Void nothing) {
      completeExceptionally(failure);
    }
  }

  /** Answers a byte with a byte, then hangs up; as many times as there are clients. */
  private static void serve(ServerSocketChannel server) {
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        try (SocketChannel client = server.accept()) {
          ByteBuffer one = ByteBuffer.allocate(1);
          client.read(one);
          client.write(one.flip());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
