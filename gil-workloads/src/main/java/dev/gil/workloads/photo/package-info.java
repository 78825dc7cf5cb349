/** Photos and their thumbnails, made in plain Java and by kernels. */
@NullMarked
package dev.gil.workloads.photo;

import org.jspecify.annotations.NullMarked;
