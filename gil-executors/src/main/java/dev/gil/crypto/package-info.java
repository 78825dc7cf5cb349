/**
 * Authenticated encryption of memory outside the heap, as kernels that give the lock up. Start at
 * {@link dev.gil.crypto.SealedFrames}.
 */
@NullMarked
package dev.gil.crypto;

import org.jspecify.annotations.NullMarked;
