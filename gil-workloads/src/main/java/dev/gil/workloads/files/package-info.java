/** The workload that reads files, some of which block. */
@NullMarked
package dev.gil.workloads.files;

import org.jspecify.annotations.NullMarked;
