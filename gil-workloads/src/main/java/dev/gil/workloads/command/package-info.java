/** What every command of the {@code gil} command line needs, wherever it comes from. */
package dev.gil.workloads.command;
