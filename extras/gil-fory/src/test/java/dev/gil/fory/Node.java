package dev.gil.fory;

import org.jspecify.annotations.Nullable;

/** Not serializable, and in rings. */
final class Node {
  @Nullable Node next;
  int value;
}
