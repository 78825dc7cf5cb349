/** Rewrites classes as they are loaded, so that an explorer decides at each of their accesses. */
@NullMarked
package dev.gil.testkit.explore.weave;

import org.jspecify.annotations.NullMarked;
