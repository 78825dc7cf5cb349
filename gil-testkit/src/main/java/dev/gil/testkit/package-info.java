/**
 * What a strategy is tested with: the contract that all of them keep, as numbered rules, and random
 * programs of reference counts with their audit.
 */
package dev.gil.testkit;
