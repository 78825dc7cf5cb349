package dev.gil.spi;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The result of a submitted task, to wait for or to go on from.
 *
 * <p>Completed after the task has given its lock up. Dependents added as to any {@link
 * CompletionStage} run detached, on the thread that completes the task or, if it is complete
 * already, on the one that adds them. {@code cancel(true)} completes the future at once and stops
 * the task as soon as its strategy can: at its next checkpoint, by interrupt, or by ending its
 * worker. {@code cancel(false)} only keeps a waiting task from starting. {@code get()} without a
 * limit is refused, by {@link dev.gil.AttachmentException}, to a thread that the task needs: one
 * that holds its lock, or, attached or not, the only one that runs tasks of its executor. Actions
 * in the task <i>happen-before</i> what follows a return of {@code get}.
 *
 * @param <T> the result
 */
public interface TaskFuture<T extends @Nullable Object> extends Future<T>, CompletionStage<T> {}
