package dev.gil.spi;

import dev.gil.Attachment;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The forms in which tasks are submitted, as one. What travels to another JVM. */
sealed interface Work<T extends @Nullable Object> extends Serializable {
  /** Runs the task; an {@link OfAsync} yields a stage instead of its value. */
  @Nullable Object run(Attachment gil) throws Exception;

  /** What the user wrote: its class names the task, and says whose code it is. */
  Object body();

  default boolean isAsync() {
    return false;
  }

  /** Whether nothing travels but the body. */
  default boolean hasOnlyBody() {
    return false;
  }

  record OfTask<T extends @Nullable Object>(Task<T> body) implements Work<T> {
    @Override
    public boolean hasOnlyBody() {
      return true;
    }

    @Override
    public @Nullable Object run(Attachment gil) throws Exception {
      return body.run(gil);
    }
  }

  record OfVoid(VoidTask body) implements Work<@Nullable Void> {
    @Override
    public boolean hasOnlyBody() {
      return true;
    }

    @Override
    public @Nullable Object run(Attachment gil) throws Exception {
      body.run(gil);
      return null;
    }
  }

  @SuppressWarnings("serial") // refused at submit when it is not serializable and must travel
  record OfCallable<T extends @Nullable Object>(Callable<T> body) implements Work<T> {
    @Override
    public boolean hasOnlyBody() {
      return true;
    }

    @Override
    public @Nullable Object run(Attachment gil) throws Exception {
      return body.call();
    }
  }

  @SuppressWarnings("serial") // refused at submit when it is not serializable and must travel
  record OfRunnable<T extends @Nullable Object>(Runnable body, T result) implements Work<T> {
    @Override
    public @Nullable Object run(Attachment gil) {
      body.run();
      return result;
    }
  }

  record OfAsync<T extends @Nullable Object>(AsyncTask<T> body) implements Work<T> {
    @Override
    public boolean hasOnlyBody() {
      return true;
    }

    @Override
    public CompletionStage<T> run(Attachment gil) throws Exception {
      CompletionStage<T> stage = body.start(gil);
      if (stage == null) {
        throw new NullPointerException("the async task returned null in place of a stage");
      }
      return stage;
    }

    @Override
    public boolean isAsync() {
      return true;
    }
  }

  @SuppressWarnings("serial") // an item that is not serializable is found at submit
  record OfItem<A extends @Nullable Object, R extends @Nullable Object>(
      Mapper<? super A, ? extends R> body, A item) implements Work<R> {
    @Override
    public @Nullable Object run(Attachment gil) throws Exception {
      return body.apply(item);
    }
  }

  /** Several items of a map, which travel and run together; yields a {@link Chunk}. */
  @SuppressWarnings("serial") // what is not serializable is found at submit
  record OfItems<A extends @Nullable Object, R extends @Nullable Object>(
      Mapper<? super A, ? extends R> body, List<A> items) implements Work<Chunk> {
    @Override
    public Chunk run(Attachment gil) {
      long start = System.nanoTime();
      @Nullable Object[] values = new @Nullable Object[items.size()];
      int done = 0;
      @Nullable Throwable failure = null;
      try {
        while (done < items.size()) {
          values[done] = body.apply(items.get(done));
          done++;
          gil.checkpoint();
        }
      } catch (OutOfMemoryError e) {
        throw e;
      } catch (Throwable t) {
        failure = t;
      }
      return new Chunk(Arrays.copyOf(values, done), System.nanoTime() - start, failure);
    }
  }
}
