/** What several strategies share. */
package dev.gil.executors.internal;
