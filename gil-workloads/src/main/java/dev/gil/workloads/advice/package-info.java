/** Advice on workloads, and how good it is. */
@NullMarked
package dev.gil.workloads.advice;

import org.jspecify.annotations.NullMarked;
