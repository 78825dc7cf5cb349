/** One Lua state, shared by many threads through a guard. */
@NullMarked
package dev.gil.examples.lua;

import org.jspecify.annotations.NullMarked;
