/** The {@code gil} command line. */
package dev.gil.workloads.cli;
