package dev.gil.internal;

import java.io.Serializable;

/**
 * In a graph of objects, in place of an array that was laid down elsewhere.
 *
 * @param ticket of the depot
 * @param length of the array
 */
record StoredArray(long ticket, int length) implements Serializable {}
