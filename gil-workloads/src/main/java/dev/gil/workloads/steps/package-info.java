/** Workloads made of many equal steps that wait: how steps become tasks of any strategy. */
@NullMarked
package dev.gil.workloads.steps;

import org.jspecify.annotations.NullMarked;
