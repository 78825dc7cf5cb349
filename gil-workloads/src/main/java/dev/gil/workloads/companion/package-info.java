/** Processes that serve this one and never outlive it. */
@NullMarked
package dev.gil.workloads.companion;

import org.jspecify.annotations.NullMarked;
