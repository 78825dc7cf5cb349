/** The global lock. */
package dev.gil;
