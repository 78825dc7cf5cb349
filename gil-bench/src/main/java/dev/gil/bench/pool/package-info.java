/** {@code gil bench pool}: worker processes beside Python's, a bare pipe and threads. */
@NullMarked
package dev.gil.bench.pool;

import org.jspecify.annotations.NullMarked;
