/** How an engine is chosen among those that are there. */
@NullMarked
package dev.gil.arrays.internal;

import org.jspecify.annotations.NullMarked;
