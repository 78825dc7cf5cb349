/** What an engine of the shipped kernels implements: bare loops, found by ServiceLoader. */
@NullMarked
package dev.gil.arrays.spi;

import org.jspecify.annotations.NullMarked;
