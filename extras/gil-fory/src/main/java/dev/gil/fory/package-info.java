/**
 * Apache Fory as a {@link dev.gil.spi.Codec}, of classes that {@link dev.gil.fory.ForyTypes} names.
 */
package dev.gil.fory;
