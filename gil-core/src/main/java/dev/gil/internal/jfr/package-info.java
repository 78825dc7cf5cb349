/** What a lock tells Java Flight Recorder, where there is one. */
package dev.gil.internal.jfr;
