/**
 * The shipped kernels by the Vector API. Only the providers may be loaded where {@code
 * jdk.incubator.vector} is missing: no other class is named in their signatures.
 */
@NullMarked
package dev.gil.vector;

import org.jspecify.annotations.NullMarked;
