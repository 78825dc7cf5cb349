/** How fast interleavings are explored, and how soon a bug is found. */
@NullMarked
package dev.gil.bench.explore;

import org.jspecify.annotations.NullMarked;
