package dev.gil.arrays;

import dev.gil.kernel.DoubleArray;
import java.util.ArrayList;
import java.util.List;

/**
 * An expression as its form, which says what the loop does, and what is put into it: arrays, each
 * once, and constants.
 */
final class FusedForm {
  private final StringBuilder text = new StringBuilder();
  private final List<DoubleArray> arrays = new ArrayList<>();
  private final List<Double> constants = new ArrayList<>();

  FusedForm(Expression expression) {
    read(expression);
  }

  private void read(Expression expression) {
    switch (expression) {
      case Expression.Elements elements -> {
        int index = indexOf(elements.array);
        if (index < 0) {
          index = arrays.size();
          arrays.add(elements.array);
        }
        text.append('a').append(index).append(' ');
      }
      case Expression.Constant constant -> {
        text.append("k ");
        constants.add(constant.value);
      }
      case Expression.Unary unary -> {
        read(unary.of);
        text.append(unary.operation).append(' ');
      }
      case Expression.Binary binary -> {
        read(binary.left);
        read(binary.right);
        text.append(binary.operation).append(' ');
      }
    }
  }

  /** Identity: two views of the same memory are two arrays. */
  int indexOf(DoubleArray array) {
    for (int i = 0; i < arrays.size(); i++) {
      if (arrays.get(i) == array) {
        return i;
      }
    }
    return -1;
  }

  /** The same for expressions of the same form, in the order in which a stack computes them. */
  String text() {
    return text.toString();
  }

  List<DoubleArray> arrays() {
    return arrays;
  }

  double[] constants() {
    return constants.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
