/** What locks, traced workers and executors do, as Micrometer meters. */
package dev.gil.micrometer;
