/** Experiments: one workload on several strategies, turn and turn about, and what comes out. */
package dev.gil.workloads.measure;
