/** Placeholder. */
package dev.gil.testkit;
