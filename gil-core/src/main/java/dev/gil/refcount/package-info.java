/** Placeholder. */
package dev.gil.refcount;
