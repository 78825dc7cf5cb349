/** A bank over plain fields, and the property that no money is lost. */
package dev.gil.examples.bank;
