/**
 * Kernels: work on memory outside the heap that gives the lock up while it runs, and the arrays it
 * works on. Start at {@link dev.gil.kernel.Kernels}.
 */
package dev.gil.kernel;
