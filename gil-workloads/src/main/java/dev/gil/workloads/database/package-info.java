/** The workload that queries a database server. */
@NullMarked
package dev.gil.workloads.database;

import org.jspecify.annotations.NullMarked;
