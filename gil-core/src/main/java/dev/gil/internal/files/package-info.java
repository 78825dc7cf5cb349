/** Files that go with the JVM that made them. For gil's own strategies only. */
@NullMarked
package dev.gil.internal.files;

import org.jspecify.annotations.NullMarked;
