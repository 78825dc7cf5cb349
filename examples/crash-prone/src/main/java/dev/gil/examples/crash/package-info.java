/** A native call that may crash, where it takes nobody with it. */
package dev.gil.examples.crash;
