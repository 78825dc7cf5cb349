package dev.gil.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.arrays.Expression;
import dev.gil.arrays.Fused;
import dev.gil.kernel.DoubleArray;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Expressions where there are vectors, which their own tests run without. */
class FusedVectorsProperties {
  private static final double[] ODD = {
    Double.NaN, -0.0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -1
  };

  /** An expression of two arrays, and what it makes of two elements. */
  private record Term(Expression expression, DoubleBinaryOperator value) {}

  @Property(tries = 300)
  void everyLaneHasTheBitsOfJava(
      @ForAll long seed,
      @ForAll @IntRange(max = 70) int length,
      @ForAll @IntRange(max = 6) int deep) {
    Random random = new Random(seed);
    try (GlobalLock lock = GlobalLock.create("fused");
        Attachment gil = lock.attach();
        DoubleArray x = numbers(lock, length, random);
        DoubleArray y = numbers(lock, length, random)) {
      Term term = term(x, y, deep, random);
      double[] expected = new double[length];
      for (int i = 0; i < length; i++) {
        expected[i] = term.value().applyAsDouble(x.get(i), y.get(i));
      }
      Fused.set(gil, y, term.expression());
      assertThat(y.toArray()).containsExactly(expected);
    }
  }

  private static DoubleArray numbers(GlobalLock lock, int length, Random random) {
    DoubleArray array = DoubleArray.allocate(length, lock);
    for (int i = 0; i < length; i++) {
      array.set(
          i, random.nextInt(4) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextGaussian());
    }
    return array;
  }

  private static Term term(DoubleArray x, DoubleArray y, int deep, Random random) {
    if (deep == 0) {
      double constant = random.nextGaussian();
      return switch (random.nextInt(3)) {
        case 0 -> new Term(Expression.elements(x), (a, _) -> a);
        case 1 -> new Term(Expression.elements(y), (_, b) -> b);
        default -> new Term(Expression.constant(constant), (_, _) -> constant);
      };
    }
    Term left = term(x, y, deep - 1, random);
    Expression l = left.expression();
    DoubleBinaryOperator v = left.value();
    int operation = random.nextInt(9);
    if (operation >= 6) {
      return switch (operation) {
        case 6 -> new Term(l.negated(), (a, b) -> -v.applyAsDouble(a, b));
        case 7 -> new Term(l.absolute(), (a, b) -> Math.abs(v.applyAsDouble(a, b)));
        default -> new Term(l.squareRoot(), (a, b) -> Math.sqrt(v.applyAsDouble(a, b)));
      };
    }
    Term right = term(x, y, deep - 1, random);
    Expression r = right.expression();
    DoubleBinaryOperator w = right.value();
    return switch (operation) {
      case 0 -> new Term(l.plus(r), (a, b) -> v.applyAsDouble(a, b) + w.applyAsDouble(a, b));
      case 1 -> new Term(l.minus(r), (a, b) -> v.applyAsDouble(a, b) - w.applyAsDouble(a, b));
      case 2 -> new Term(l.times(r), (a, b) -> v.applyAsDouble(a, b) * w.applyAsDouble(a, b));
      case 3 -> new Term(l.dividedBy(r), (a, b) -> v.applyAsDouble(a, b) / w.applyAsDouble(a, b));
      case 4 ->
          new Term(l.min(r), (a, b) -> Math.min(v.applyAsDouble(a, b), w.applyAsDouble(a, b)));
      default ->
          new Term(l.max(r), (a, b) -> Math.max(v.applyAsDouble(a, b), w.applyAsDouble(a, b)));
    };
  }
}
