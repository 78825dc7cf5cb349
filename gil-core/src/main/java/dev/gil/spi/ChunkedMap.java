package dev.gil.spi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@link GilExecutor#map} where tasks travel: items are sent together in chunks, whose
 * size follows what they take. For one thread.
 */
final class ChunkedMap<A extends @Nullable Object, R extends @Nullable Object> {
  private record Sent(int first, int count, TaskFuture<Chunk> future) {}

  private final StrategyExecutor executor;
  private final Mapper<? super A, ? extends R> mapper;
  private final int most;
  private final ChunkSize size;
  private final Deque<Sent> sent = new ArrayDeque<>();
  private final List<R> results;

  ChunkedMap(StrategyExecutor executor, Mapper<? super A, ? extends R> mapper, int items) {
    this.executor = executor;
    this.mapper = mapper;
    this.most = 3 * executor.lanes();
    this.size = new ChunkSize(executor.lanes());
    this.results = new ArrayList<>(items);
  }

  List<R> run(Collection<? extends A> in) throws InterruptedException, ExecutionException {
    boolean whole = false;
    try {
      Iterator<? extends A> items = in.iterator();
      int first = 0;
      while (items.hasNext()) {
        first += send(items, first, in.size() - first);
        while (sent.size() >= most || (!sent.isEmpty() && sent.getFirst().future.isDone())) {
          collect(sent.removeFirst());
        }
      }
      while (!sent.isEmpty()) {
        collect(sent.removeFirst());
      }
      whole = true;
      return results;
    } finally {
      if (!whole) {
        sent.forEach(chunk -> chunk.future.cancel(true));
      }
    }
  }

  private int send(Iterator<? extends A> items, int first, int left) throws InterruptedException {
    List<A> next = new ArrayList<>();
    for (int i = size.next(left); i > 0 && items.hasNext(); i--) {
      next.add(items.next());
    }
    TaskFuture<Chunk> future = executor.startWhenRoom(new Work.OfItems<A, R>(mapper, next));
    sent.addLast(new Sent(first, next.size(), future));
    if (future instanceof JobFuture<Chunk> mine) {
      size.sent(next.size(), mine.size());
    }
    return next.size();
  }

  @SuppressWarnings("unchecked") // the mapper made them
  private void collect(Sent chunk) throws InterruptedException, ExecutionException {
    Chunk ended;
    try {
      ended = chunk.future.get();
    } catch (ExecutionException e) {
      String which =
          chunk.count == 1
              ? "item " + chunk.first
              : "one of the items " + chunk.first + " to " + (chunk.first + chunk.count - 1);
      throw new ExecutionException(which + " failed: " + e.getCause(), e.getCause());
    }
    size.took(ended.values().length, ended.nanos());
    for (@Nullable Object value : ended.values()) {
      results.add((R) value);
    }
    @Nullable Throwable failure = ended.failure();
    if (failure != null) {
      throw new ExecutionException(
          "item " + (chunk.first + ended.values().length) + " failed: " + failure, failure);
    }
  }
}
