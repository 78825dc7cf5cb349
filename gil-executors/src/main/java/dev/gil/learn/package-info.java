/**
 * Learning on memory outside the heap, as kernels that give the lock up. Start at {@link
 * dev.gil.learn.Mlp}.
 */
@NullMarked
package dev.gil.learn;

import org.jspecify.annotations.NullMarked;
