/**
 * Is a concurrent class as if its calls came one by one: programs of threads and operations as
 * data, histories of what they did, and the search for an order that explains them.
 */
package dev.gil.testkit.check;
