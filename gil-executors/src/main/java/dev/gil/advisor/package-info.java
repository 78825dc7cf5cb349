/**
 * Measures a task and says which strategy to run it by, and why. Start at {@link
 * dev.gil.advisor.Advisor}.
 */
@NullMarked
package dev.gil.advisor;

import org.jspecify.annotations.NullMarked;
