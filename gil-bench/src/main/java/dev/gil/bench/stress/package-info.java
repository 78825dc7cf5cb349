/** Memory-model claims of the Javadoc as jcstress tests: outcomes as data, one claim a class. */
package dev.gil.bench.stress;
