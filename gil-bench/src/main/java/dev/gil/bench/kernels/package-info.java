/** Kernels: what giving the lock up gains and costs, and what their buffers cost. */
@NullMarked
package dev.gil.bench.kernels;

import org.jspecify.annotations.NullMarked;
