/**
 * The lock: attach, detach, checkpoint, and what can go wrong.
 *
 * <p>Start at {@link dev.gil.GlobalLock}; code without a token uses {@link dev.gil.Gil}.
 */
package dev.gil;
