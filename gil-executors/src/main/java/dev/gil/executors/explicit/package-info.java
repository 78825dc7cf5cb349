/** Strategy {@code virtual-explicit}: a virtual thread a task, and one lock. */
package dev.gil.executors.explicit;
