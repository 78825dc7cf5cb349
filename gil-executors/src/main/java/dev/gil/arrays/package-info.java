/**
 * The shipped kernels on arrays outside the heap: they check their arguments under the lock and
 * give it up while they compute. Linear algebra is in {@link dev.gil.arrays.Blas}.
 */
@NullMarked
package dev.gil.arrays;

import org.jspecify.annotations.NullMarked;
