/** What a bench found out: scores, rows, and the text and JSON that show them. */
@NullMarked
package dev.gil.bench.report;

import org.jspecify.annotations.NullMarked;
