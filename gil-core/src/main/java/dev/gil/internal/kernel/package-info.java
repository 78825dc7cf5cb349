/** The places in which kernels run where there are no more than processors: for one strategy. */
package dev.gil.internal.kernel;
