package dev.gil.spi;

import java.io.Serializable;

/**
 * A {@link Runnable} that may travel. A lambda {@code () -> call()} given to {@link
 * GilExecutor#submit(Block)} becomes one by itself.
 */
@FunctionalInterface
public interface Block extends Runnable, Serializable {}
