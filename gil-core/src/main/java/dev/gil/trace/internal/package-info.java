/** How a report becomes one HTML file: the template, the data in it, and the writing. */
package dev.gil.trace.internal;
