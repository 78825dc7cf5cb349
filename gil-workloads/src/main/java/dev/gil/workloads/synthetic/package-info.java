/** Made-up tasks whose every property is chosen: what the advisor is examined with. */
@NullMarked
package dev.gil.workloads.synthetic;

import org.jspecify.annotations.NullMarked;
