package dev.gil.arrays;

import java.util.Optional;

/**
 * An engine that was found, and whether kernels run on it.
 *
 * @param kind what it computes, such as {@code blas}
 * @param engine its name
 * @param chosen whether this JVM computes with it
 * @param problem why it cannot run here
 */
public record EngineChoice(String kind, String engine, boolean chosen, Optional<String> problem) {}
