/** What a reference count costs, by JMH, beside the counts it is compared with. */
@NullMarked
package dev.gil.bench.refcount;

import org.jspecify.annotations.NullMarked;
