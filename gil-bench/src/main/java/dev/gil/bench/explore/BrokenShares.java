package dev.gil.bench.explore;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Bugs to be found: objects that others see too early, or again. */
final class BrokenShares {
  private volatile @Nullable Node made;

  private BrokenShares() {}

  private static final class Node {
    private int value;
    private volatile @Nullable Node next;

    private Node(int value) {
      this.value = value;
    }
  }

  /** The value of a node that is made at first use, and shown before it has one. */
  private int value() {
    Node node = made;
    if (node == null) {
      synchronized (this) {
        node = made;
        if (node == null) {
          node = new Node(0);
          made = node;
          node.value = 3;
        }
      }
    }
    return node.value;
  }

  static void publishedEarly() throws InterruptedException {
    BrokenShares shared = new BrokenShares();
    Together.Step step = () -> Together.expect(shared.value() == 3, "seen before it was ready");
    Together.run(step, step);
  }

  /** The top of the stack is the same node again, and not the same stack. */
  static void poppedAndPushedAgain() throws InterruptedException {
    AtomicReference<@Nullable Node> top = new AtomicReference<>();
    for (int value = 3; value >= 1; value--) {
      push(top, new Node(value));
    }
    @Nullable Node[] kept = new @Nullable Node[1];
    Together.run(
        () -> pop(top),
        () -> {
          Node first = pop(top);
          kept[0] = pop(top);
          if (first != null) {
            push(top, first);
          }
        });
    for (Node at = top.get(); at != null; at = at.next) {
      Together.expect(at != kept[0], "on the stack, and popped: " + at.value);
    }
  }

  private static void push(AtomicReference<@Nullable Node> top, Node node) {
    Node before;
    do {
      before = top.get();
      node.next = before;
    } while (!top.compareAndSet(before, node));
  }

  private static @Nullable Node pop(AtomicReference<@Nullable Node> top) {
    Node before;
    do {
      before = top.get();
      if (before == null) {
        return null;
      }
    } while (!top.compareAndSet(before, before.next));
    return before;
  }
}
