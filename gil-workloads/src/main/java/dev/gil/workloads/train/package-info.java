/** Workload {@code train}: a small net on generated digits, in plain loops or as a kernel. */
@NullMarked
package dev.gil.workloads.train;

import org.jspecify.annotations.NullMarked;
