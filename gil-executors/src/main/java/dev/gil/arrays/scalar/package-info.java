/** Linear algebra in plain Java, for where no faster engine is found. */
@NullMarked
package dev.gil.arrays.scalar;

import org.jspecify.annotations.NullMarked;
