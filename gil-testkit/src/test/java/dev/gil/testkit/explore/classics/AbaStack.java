package dev.gil.testkit.explore.classics;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicStampedReference;

/** A lock-free stack whose nodes are used again: the top is the same, and no longer the same. */
final class AbaStack {
  private static final class Node {
    final int value;
    volatile Node next;

    Node(int value) {
      this.value = value;
    }
  }

  private AbaStack() {}

  static void broken() {
    AtomicReference<Node> top = new AtomicReference<>();
    Node a = new Node(1);
    Node b = new Node(2);
    Node c = new Node(3);
    for (Node node : new Node[] {c, b, a}) {
      push(top, node);
    }
    Node[] kept = new Node[1];
    Both.run(
        () -> pop(top),
        () -> {
          Node first = pop(top);
          kept[0] = pop(top);
          push(top, first);
        });
    for (Node at = top.get(); at != null; at = at.next) {
      Both.expect(at != kept[0], "node " + at.value + " is on the stack and popped");
    }
  }

  private static void push(AtomicReference<Node> top, Node node) {
    Node before;
    do {
      before = top.get();
      node.next = before;
    } while (!top.compareAndSet(before, node));
  }

  private static Node pop(AtomicReference<Node> top) {
    Node before;
    do {
      before = top.get();
      if (before == null) {
        return null;
      }
    } while (!top.compareAndSet(before, before.next));
    return before;
  }

  static void correctByStamp() {
    AtomicStampedReference<Node> top = new AtomicStampedReference<>(null, 0);
    Node a = new Node(1);
    Node b = new Node(2);
    Node c = new Node(3);
    for (Node node : new Node[] {c, b, a}) {
      push(top, node);
    }
    Both.run(
        () -> pop(top),
        () -> {
          Node first = pop(top);
          pop(top);
          push(top, first);
        });
    int left = 0;
    for (Node at = top.getReference(); at != null; at = at.next) {
      left++;
    }
    Both.expect(left == 1, "left on the stack: " + left);
  }

  private static void push(AtomicStampedReference<Node> top, Node node) {
    int[] stamp = new int[1];
    Node before;
    do {
      before = top.get(stamp);
      node.next = before;
    } while (!top.compareAndSet(before, node, stamp[0], stamp[0] + 1));
  }

  private static Node pop(AtomicStampedReference<Node> top) {
    int[] stamp = new int[1];
    Node before;
    do {
      before = top.get(stamp);
      if (before == null) {
        return null;
      }
    } while (!top.compareAndSet(before, before.next, stamp[0], stamp[0] + 1));
    return before;
  }
}
