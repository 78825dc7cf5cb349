/**
 * Objects that count who uses them and are disposed of when nobody does, with a plain count that
 * the lock protects.
 */
package dev.gil.refcount;
