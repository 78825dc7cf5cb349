/** What a strategy writes. */
package dev.gil.spi;
