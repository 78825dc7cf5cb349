package dev.gil.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written by a {@link ValueWriter} is read as it was, and nothing else is. */
class ValueFormatTest {
  private static final TrustFilter TRUST =
      TrustFilter.ofTask(ValueFormatTest.class.getName(), List.of());

  private interface Travelling<T> extends Supplier<T>, Serializable {}

  private static byte[] written(@Nullable Object value) {
    ValueWriter out = new ValueWriter();
    assertThat(out.value(value)).as("written in parts").isTrue();
    return out.bytes();
  }

  private static @Nullable Object read(byte[] bytes, TrustFilter trust) throws Exception {
    ValueReader in = new ValueReader(bytes);
    @Nullable Object value = in.value(trust);
    assertThat(in.isAtEnd()).as("nothing is left").isTrue();
    return value;
  }

  @Test
  void aLambdaTakesWhatItHasCapturedAlong() throws Exception {
    int number = 7;
    String text = "\u00e9\u4e16\ud83d\ude00";
    double half = 0.5;
    Travelling<String> lambda = () -> number + text + half;
    assertThat(((Travelling<?>) read(written(lambda), TRUST)).get()).isEqualTo(lambda.get());
  }

  @Test
  void lambdasOfOnePlaceAreSentWithTheSameShape() {
    assertThat(written(of(1)).length).isEqualTo(written(of(2)).length).isLessThan(600);
  }

  private static Travelling<Integer> of(int number) {
    return () -> number;
  }

  @Test
  void aLambdaMayCaptureALambdaAndAGraph() throws Exception {
    List<Integer> numbers = new ArrayList<>(List.of(1, 2, 3));
    Travelling<Integer> inner = () -> numbers.size();
    Travelling<Integer> outer = () -> 10 * inner.get();
    assertThat(((Travelling<?>) read(written(outer), TRUST)).get()).isEqualTo(30);
  }

  @Test
  void aMethodReferenceOfAnObjectTravels() throws Exception {
    Travelling<Integer> size = new ArrayList<>(List.of("a", "b"))::size;
    assertThat(((Travelling<?>) read(written(size), TRUST)).get()).isEqualTo(2);
  }

  /** Two copies would be made of a list that both lead to. */
  @Test
  void twoPartsThatMayShareAnObjectAreNotWrittenApart() {
    List<Integer> one = new ArrayList<>();
    byte[] two = {1};
    Travelling<Integer> lambda = () -> one.size() + two.length;
    assertThat(new ValueWriter().value(lambda)).isFalse();
    assertThat(new ValueWriter().value(Arrays.asList(one, two))).as("as one graph").isTrue();
  }

  @Test
  void whatIsNotSerializableIsLeftToTheWhole() {
    Object lock = new Object();
    Travelling<Integer> lambda = () -> lock.hashCode();
    assertThat(new ValueWriter().value(lambda)).isFalse();
    assertThat(new ValueWriter().value(lock)).isFalse();
  }

  /** The library that these tests are written with has nothing to do with the task. */
  @Test
  void aLambdaOfAClassThatIsNotTrustedIsRefused() {
    ValueWriter shape = new ValueWriter();
    shape.octet(6);
    shape.text("org/assertj/core/api/Assertions");
    for (int i = 0; i < 7; i++) {
      shape.text("any");
    }
    ValueWriter forged = new ValueWriter();
    forged.octet(Tag.LAMBDA);
    forged.block(shape.bytes());
    forged.octet(0);
    TrustFilter trust = TrustFilter.ofTask(ValueFormatTest.class.getName(), List.of());
    assertThatExceptionOfType(InvalidClassException.class)
        .isThrownBy(() -> read(forged.bytes(), trust));
    assertThat(trust.refused()).isEqualTo("org.assertj.core.api.Assertions");
  }

  @Test
  void aWorkerCannotAnswerWithALambda() {
    TrustFilter outcome = TrustFilter.ofOutcome(ValueFormatTest.class, List.of());
    assertThatExceptionOfType(InvalidClassException.class)
        .isThrownBy(() -> read(written(of(1)), outcome));
    assertThat(outcome.refused()).isEqualTo("java.lang.invoke.SerializedLambda");
  }

  /** The place in the source is not there: another build of the class. */
  @Test
  void aLambdaThatTheClassDoesNotHaveIsAnError() {
    byte[] bytes = written(of(1));
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    int at = text.indexOf("lambda$of$");
    bytes[at] = 'x';
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> read(bytes, TRUST))
        .withMessageContaining("another build");
  }

  /** Cut short, or with any byte another one: an exception or another value, never an error. */
  @Test
  void brokenBytesAreAnException() {
    Callable<Integer> lambda = (Callable<Integer> & Serializable) () -> 5;
    byte[] right = written(lambda);
    for (int i = 0; i < right.length; i++) {
      byte[] cut = Arrays.copyOf(right, i);
      assertThatExceptionOfType(IOException.class)
          .as("cut at %s", i)
          .isThrownBy(() -> read(cut, TRUST));
      byte[] bent = right.clone();
      bent[i] ^= 0x55;
      readOrRefuse(bent);
    }
  }

  private static void readOrRefuse(byte[] bytes) {
    try {
      var _ = new ValueReader(bytes).value(TRUST);
    } catch (IOException | ClassNotFoundException e) {
      // as it should be
    }
  }

  @Test
  void aLengthThatLiesAllocatesNothing() {
    byte[] lie = {Tag.BYTES, 0x7f, -1, -1, -1, 0};
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(lie, TRUST));
  }
}
