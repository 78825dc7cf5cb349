/** The rules of the contract, a class for each theme, and what they are run with. */
package dev.gil.testkit.rules;
