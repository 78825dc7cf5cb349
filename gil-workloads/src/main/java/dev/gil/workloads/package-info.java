/** Workloads: real work with a checked result, split into tasks that run under any strategy. */
package dev.gil.workloads;
