/**
 * Kernels on images outside the heap: they check their arguments under the lock and give it up
 * while they compute. Resizing is in {@link dev.gil.image.Images}.
 */
@NullMarked
package dev.gil.image;

import org.jspecify.annotations.NullMarked;
