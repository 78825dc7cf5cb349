/** What is said to whoever operates the program. */
package dev.gil.internal.log;
