/** The first ten minutes. */
package dev.gil.examples.quickstart;
