/** How long after {@code close()} the last of many waiters has its exception. */
@NullMarked
package dev.gil.bench.closing;

import org.jspecify.annotations.NullMarked;
