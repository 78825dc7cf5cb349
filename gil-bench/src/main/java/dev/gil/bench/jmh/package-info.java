/** Runs JMH benchmarks a fork at a time, so that forks of gil and of its peers alternate. */
@NullMarked
package dev.gil.bench.jmh;

import org.jspecify.annotations.NullMarked;
