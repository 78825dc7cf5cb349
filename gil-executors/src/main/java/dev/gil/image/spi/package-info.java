/** What an engine that resizes images implements: two bare loops, found by ServiceLoader. */
@NullMarked
package dev.gil.image.spi;

import org.jspecify.annotations.NullMarked;
