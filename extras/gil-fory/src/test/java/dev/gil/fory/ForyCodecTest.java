package dev.gil.fory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.fory.Fory;
import org.apache.fory.config.Language;
import org.junit.jupiter.api.Test;

/** What the codec takes, what it leaves, and what it refuses to read. */
class ForyCodecTest {
  private record Stranger(String name) implements Serializable {}

  private final ForyCodec codec = new ForyCodec();

  @Test
  void anObjectOfNamedClassesComesBackEqual() throws Exception {
    byte[] bytes = codec.write(Order.of(7));
    assertThat(bytes).isNotNull();
    assertThat(codec.read(bytes)).isEqualTo(Order.of(7));
  }

  @Test
  void soDoCollectionsOfThem() throws Exception {
    List<Order> list = new ArrayList<>(List.of(Order.of(1), Order.of(2)));
    assertThat(codec.read(codec.write(list))).isEqualTo(list);
    Map<String, Order> map = Map.of("a", Order.of(3));
    assertThat(codec.read(codec.write(map))).isEqualTo(map);
  }

  @Test
  void aRingStaysARing() throws Exception {
    Node node = new Node();
    node.value = 5;
    node.next = node;
    Node back = (Node) codec.read(codec.write(node));
    assertThat(back.next).isSameAs(back);
    assertThat(back.value).isEqualTo(5);
  }

  @Test
  void aClassThatWasNotNamedIsLeftToJavaSerialization() {
    assertThat(codec.write(new Stranger("x"))).isNull();
    assertThat(codec.write(new ArrayList<>(List.of(new Stranger("x"))))).isNull();
  }

  @Test
  void bytesOfAClassThatWasNotNamedAreRefused() {
    Fory liberal =
        Fory.builder()
            .withLanguage(Language.JAVA)
            .requireClassRegistration(false)
            .withRefTracking(true)
            .suppressClassRegistrationWarnings(true)
            .build();
    byte[] bytes = liberal.serialize(new Stranger("x"));
    assertThatThrownBy(() -> codec.read(bytes)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void bytesThatWentWrongAreRefusedOrOfNamedClasses() {
    byte[] right = codec.write(Order.of(7));
    Random random = new Random(42);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] wrong = right.clone();
      for (int change = 0; change < 1 + i % 3; change++) {
        wrong[random.nextInt(wrong.length)] = (byte) random.nextInt();
      }
      try {
        Object read = codec.read(wrong);
        assertThat(read.getClass().getClassLoader())
            .isIn(null, ForyCodecTest.class.getClassLoader());
      } catch (Exception e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
