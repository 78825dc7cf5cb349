package dev.gil.learn;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/**
 * Pinned inputs and their labels, a batch at a time, checked as they are copied: outside the lock
 * others may have written anything to them.
 */
final class Examples {
  private final MemorySegment inputs;
  private final MemorySegment labels;
  private final int wide;
  private final int classes;

  /** The bits of one input: as numbers, the compiler would look at them one by one. */
  private final int[] row;

  Examples(MemorySegment inputs, MemorySegment labels, Mlp.Shape shape) {
    this.inputs = inputs;
    this.labels = labels;
    this.wide = shape.inputs();
    this.classes = shape.outputs();
    this.row = new int[wide];
  }

  /** Copies one input to a row of a batch. */
  void copyInput(int index, MemorySegment batch, int toRow) {
    MemorySegment.copy(inputs, JAVA_INT, at(index), row, 0, wide);
    if (Rows.largestSize(row, wide) > Rows.LARGEST_FINITE) {
      throw notFinite(index);
    }
    MemorySegment.copy(row, 0, batch, JAVA_INT, at(toRow), wide);
  }

  private long at(int index) {
    return (long) index * wide * Float.BYTES;
  }

  int label(int index) {
    int label = labels.getAtIndex(JAVA_INT, index);
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "label " + label + " of example " + index + " is none of 0 to " + (classes - 1));
    }
    return label;
  }

  private IllegalArgumentException notFinite(int index) {
    int column = 0;
    while (column < wide - 1 && Float.isFinite(Float.intBitsToFloat(row[column]))) {
      column++;
    }
    return new IllegalArgumentException(
        "input "
            + column
            + " of example "
            + index
            + " is "
            + Float.intBitsToFloat(row[column])
            + ", no finite number");
  }
}
