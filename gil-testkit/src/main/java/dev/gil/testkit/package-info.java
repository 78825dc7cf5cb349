/**
 * What a strategy is tested with: the contract that all of them keep, as numbered rules; random
 * programs of reference counts with their audit; and, for any code that uses locks, assertions on
 * what is held and on traces, a listener that keeps what it hears, and a clock that is advanced by
 * hand.
 */
package dev.gil.testkit;
