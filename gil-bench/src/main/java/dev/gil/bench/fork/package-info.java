/** Fresh processes that measure, and what they say. */
@NullMarked
package dev.gil.bench.fork;

import org.jspecify.annotations.NullMarked;
