/** Benchmarks, and stress tests of the memory model. */
@NullMarked
package dev.gil.bench;

import org.jspecify.annotations.NullMarked;
