package dev.gil.arrays;

import dev.gil.kernel.DoubleArray;
import java.util.Objects;

/**
 * What is computed for each element, from arrays and constants; {@link Fused} evaluates it in one
 * pass over memory, where an operation at a time would make one pass each.
 *
 * {@snippet :
 * Fused.set(gil, y, elements(y).plus(elements(x).times(3)));
 * }
 *
 * <p>Operations are those of Java on {@code double}: NaN, infinities and signed zeroes as IEEE 754
 * says. Immutable; names arrays, and keeps none of them alive. For any thread.
 */
public abstract sealed class Expression {
  /** What a loop of a few thousand bytecodes can hold: the JVM does not compile larger ones. */
  private static final int MOST_NODES = 256;

  private final int nodes;

  private Expression(int nodes) {
    if (nodes > MOST_NODES) {
      throw new IllegalArgumentException(
          "an expression of " + nodes + " parts: " + MOST_NODES + " at most, use an array between");
    }
    this.nodes = nodes;
  }

  /** How many parts it has. */
  final int nodes() {
    return nodes;
  }

  static final class Elements extends Expression {
    final DoubleArray array;

    private Elements(DoubleArray array) {
      super(1);
      this.array = array;
    }
  }

  static final class Constant extends Expression {
    final double value;

    private Constant(double value) {
      super(1);
      this.value = value;
    }
  }

  static final class Unary extends Expression {
    final Operation operation;
    final Expression of;

    private Unary(Operation operation, Expression of) {
      super(of.nodes + 1);
      this.operation = operation;
      this.of = of;
    }
  }

  static final class Binary extends Expression {
    final Operation operation;
    final Expression left;
    final Expression right;

    private Binary(Operation operation, Expression left, Expression right) {
      super(left.nodes + right.nodes + 1);
      this.operation = operation;
      this.left = left;
      this.right = right;
    }
  }

  /**
   * The elements of an array.
   *
   * @param array as long as the target
   * @return an expression that reads it when it is evaluated
   */
  public static Expression elements(DoubleArray array) {
    return new Elements(Objects.requireNonNull(array, "array"));
  }

  /**
   * The same number everywhere.
   *
   * @param value any, NaN too
   * @return a constant
   */
  public static Expression constant(double value) {
    return new Constant(value);
  }

  /**
   * The sum.
   *
   * @param other is added
   * @return {@code this + other}
   */
  public final Expression plus(Expression other) {
    return new Binary(Operation.PLUS, this, other);
  }

  /**
   * The sum.
   *
   * @param number is added
   * @return {@code this + number}
   */
  public final Expression plus(double number) {
    return plus(constant(number));
  }

  /**
   * The difference.
   *
   * @param other is taken away
   * @return {@code this - other}
   */
  public final Expression minus(Expression other) {
    return new Binary(Operation.MINUS, this, other);
  }

  /**
   * The product.
   *
   * @param other a factor
   * @return {@code this * other}
   */
  public final Expression times(Expression other) {
    return new Binary(Operation.TIMES, this, other);
  }

  /**
   * The product.
   *
   * @param number a factor
   * @return {@code this * number}
   */
  public final Expression times(double number) {
    return times(constant(number));
  }

  /**
   * The quotient.
   *
   * @param other the divisor; by 0 it is infinite or NaN
   * @return {@code this / other}
   */
  public final Expression dividedBy(Expression other) {
    return new Binary(Operation.DIVIDED_BY, this, other);
  }

  /**
   * The smaller one.
   *
   * @param other compared
   * @return {@code Math.min(this, other)}
   */
  public final Expression min(Expression other) {
    return new Binary(Operation.MIN, this, other);
  }

  /**
   * The greater one.
   *
   * @param other compared
   * @return {@code Math.max(this, other)}
   */
  public final Expression max(Expression other) {
    return new Binary(Operation.MAX, this, other);
  }

  /**
   * With the other sign.
   *
   * @return {@code -this}
   */
  public final Expression negated() {
    return new Unary(Operation.NEGATED, this);
  }

  /**
   * Without the sign.
   *
   * @return {@code Math.abs(this)}
   */
  public final Expression absolute() {
    return new Unary(Operation.ABSOLUTE, this);
  }

  /**
   * The square root, NaN of a negative number.
   *
   * @return {@code Math.sqrt(this)}
   */
  public final Expression squareRoot() {
    return new Unary(Operation.SQUARE_ROOT, this);
  }
}
