/** A web site for workloads and tests, in a process of its own that never outlives its parent. */
@NullMarked
package dev.gil.workloads.site;

import org.jspecify.annotations.NullMarked;
