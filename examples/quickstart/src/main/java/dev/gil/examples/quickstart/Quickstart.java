package dev.gil.examples.quickstart;

import dev.gil.Attachment;
import dev.gil.Gil;
import dev.gil.GlobalLock;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One lock round a library, and the same tasks under every strategy. */
final class Quickstart {
  private static final GlobalLock PDFIUM = GlobalLock.shared("pdfium");

  private Quickstart() {}

  public static void main(String[] args) throws Exception {
    List<Thread> threads =
        List.of(
            Thread.startVirtualThread(() -> print(1)), Thread.startVirtualThread(() -> print(2)));
    for (Thread thread : threads) {
      thread.join();
    }
    for (String id : List.of("single", "threads", "processes", "free")) {
      System.out.println(id + ": " + tasks(id));
    }
  }

  private static void print(int page) {
    try (Attachment gil = PDFIUM.attach()) {
      byte[] pixels = PageLibrary.render(page);
      String direct = gil.detached(() -> PageLibrary.upload(pixels)); // throws exactly IOException
      String deep = deepInAStack(pixels);
      System.out.println(direct + " = " + deep);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String deepInAStack(byte[] pixels) throws IOException {
    try (var _ = Gil.detach()) { // no token needed; right with no lock held, too
      return PageLibrary.upload(pixels);
    }
  }

  private static List<String> tasks(String id) throws Exception {
    var careful = TaskOptions.deadline(Duration.ofSeconds(20)).idempotent(3);
    try (GilExecutor pool = Strategies.open(id)) {
      TaskFuture<Long> n = pool.submit(gil -> count(1_000_000, gil));
      TaskFuture<Integer> length = pool.submit(careful, gil -> "resized".length());
      TaskFuture<String> later =
          pool.submitAsync(gil -> CompletableFuture.supplyAsync(() -> "later"));
      List<Integer> squares = pool.map(List.of(1, 2, 3), x -> x * x);
      return List.of("" + n.get(), "" + length.get(), later.get(), "" + squares);
    }
  }

  private static long count(long turns, Attachment gil) {
    long count = 0;
    for (long i = 0; i < turns; i++) {
      count += 1;
      gil.checkpoint();
    }
    return count;
  }
}
