/** What is said to whoever operates the program. For gil's own strategies only. */
@NullMarked
package dev.gil.internal.log;

import org.jspecify.annotations.NullMarked;
