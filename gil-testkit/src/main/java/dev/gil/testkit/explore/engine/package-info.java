/**
 * One execution of a body under a decision vector, and what explores, shrinks and tells of many.
 */
package dev.gil.testkit.explore.engine;
