/** Placeholder. */
package dev.gil.workloads;
