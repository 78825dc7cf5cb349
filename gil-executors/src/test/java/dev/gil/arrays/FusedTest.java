package dev.gil.arrays;

import static dev.gil.arrays.Expression.constant;
import static dev.gil.arrays.Expression.elements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.kernel.DoubleArray;
import dev.gil.refcount.ReferenceCountException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FusedTest {
  private static final double[] XS = {1, -2, 0.5, Double.NaN, Double.POSITIVE_INFINITY, -0.0, 0};

  private final GlobalLock lock = GlobalLock.create("fused");
  private Attachment gil;
  private DoubleArray x;
  private DoubleArray y;

  @BeforeEach
  void open() {
    gil = lock.attach();
    x = DoubleArray.allocate(XS.length, lock).copyFrom(XS);
    y = DoubleArray.allocate(XS.length, lock);
    for (int i = 0; i < XS.length; i++) {
      y.set(i, i + 1);
    }
  }

  @AfterEach
  void close() {
    x.close();
    y.close();
    gil.close();
    lock.close();
  }

  @Test
  void everyOperationIsThatOfJava() {
    Expression e =
        elements(x)
            .plus(2)
            .times(elements(y))
            .minus(elements(x).absolute().squareRoot())
            .dividedBy(elements(y).negated())
            .max(constant(-3))
            .min(elements(y).times(10));
    Fused.set(gil, y, e);
    for (int i = 0; i < XS.length; i++) {
      double before = i + 1;
      double value = ((XS[i] + 2) * before - Math.sqrt(Math.abs(XS[i]))) / -before;
      assertThat(y.get(i)).isEqualTo(Double.valueOf(Math.min(Math.max(value, -3), before * 10)));
    }
  }

  @Test
  void aTargetMayBeReadInPlace() {
    Fused.set(gil, y, elements(y).plus(elements(x).times(3)));
    for (int i = 0; i < XS.length; i++) {
      assertThat(y.get(i)).isEqualTo(Double.valueOf(i + 1 + XS[i] * 3));
    }
  }

  @Test
  void constantsOfOneFormDoNotStayInItsLoop() {
    Fused.set(gil, y, constant(1).plus(constant(2)));
    Fused.set(gil, y, constant(3).plus(constant(4)));
    assertThat(y.toArray()).containsOnly(7);
  }

  @Test
  void aLongArrayIsWorkedThroughToItsEnd() {
    try (DoubleArray a = DoubleArray.allocate(100_003, lock);
        DoubleArray b = DoubleArray.allocate(100_003, lock)) {
      for (int i = 0; i < a.length(); i++) {
        a.set(i, i);
      }
      Fused.set(gil, b, elements(a).times(elements(a)));
      for (int i = 0; i < a.length(); i++) {
        assertThat(b.get(i)).isEqualTo((double) i * i);
      }
    }
  }

  @Test
  void anotherLengthIsRefused() {
    try (DoubleArray longer = DoubleArray.allocate(8, lock)) {
      assertThatThrownBy(() -> Fused.set(gil, y, elements(longer)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("7 elements")
          .hasMessageContaining("8 in");
    }
  }

  @Test
  void aTargetThatOverlapsWhatIsReadIsRefused() {
    try (DoubleArray head = x.slice(0, 5);
        DoubleArray tail = x.slice(2, 7)) {
      assertThatThrownBy(() -> Fused.set(gil, tail, elements(head)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aClosedArrayIsRefused() {
    DoubleArray gone = DoubleArray.allocate(7, lock);
    gone.close();
    assertThatThrownBy(() -> Fused.set(gil, y, elements(gone)))
        .isInstanceOf(ReferenceCountException.class);
  }

  @Test
  void anExpressionThatIsTooLargeIsRefused() {
    Expression e = elements(x);
    for (int i = 0; i < 7; i++) {
      e = e.plus(e);
    }
    Expression large = e;
    assertThatThrownBy(() -> large.plus(large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("256");
  }
}
