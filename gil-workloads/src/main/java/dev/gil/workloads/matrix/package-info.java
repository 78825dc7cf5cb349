/** The workload {@code matmul}. */
@NullMarked
package dev.gil.workloads.matrix;

import org.jspecify.annotations.NullMarked;
