/** The bench of I/O: pages fetched from a server in another process. */
@NullMarked
package dev.gil.bench.io;

import org.jspecify.annotations.NullMarked;
