/** Resizing in plain Java, for where no faster engine is found. */
@NullMarked
package dev.gil.image.scalar;

import org.jspecify.annotations.NullMarked;
