/** A cluster's members on this machine, beside bare calls of the engine and worker processes. */
@NullMarked
package dev.gil.bench.cluster;

import org.jspecify.annotations.NullMarked;
