/** Workload {@code encrypt}: AES-GCM in plain Java under the lock, or as a kernel without it. */
@NullMarked
package dev.gil.workloads.encrypt;

import org.jspecify.annotations.NullMarked;
