/** Who held a lock and who waited: the events, a recorder for them, and the picture. */
package dev.gil.trace;
