/** Linear algebra by OpenBLAS, called by {@code java.lang.foreign}. */
@NullMarked
package dev.gil.openblas;

import org.jspecify.annotations.NullMarked;
