package dev.gil.spi;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Callable} that may travel. A lambda {@code () -> value} given to {@link
 * GilExecutor#submit(Body)} becomes one by itself.
 *
 * @param <T> what it returns
 */
@FunctionalInterface
public interface Body<T extends @Nullable Object> extends Callable<T>, Serializable {}
