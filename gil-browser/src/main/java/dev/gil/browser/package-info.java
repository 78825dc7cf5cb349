/** Opens a report in a real browser, as its readers do. */
@NullMarked
package dev.gil.browser;

import org.jspecify.annotations.NullMarked;
