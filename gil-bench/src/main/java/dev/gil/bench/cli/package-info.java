/** The command {@code gil bench}. */
@NullMarked
package dev.gil.bench.cli;

import org.jspecify.annotations.NullMarked;
