/** A stock that is sold from, as it should be and as it is often written. */
package dev.gil.examples.shop;
