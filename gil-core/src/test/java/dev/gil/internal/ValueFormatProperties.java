package dev.gil.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Any value comes back equal, and any bytes are read or refused. */
class ValueFormatProperties {
  private static final TrustFilter TRUST =
      TrustFilter.ofTask(ValueFormatProperties.class.getName(), List.of());

  @Property
  void valuesComeBackEqual(@ForAll("values") @Nullable Object value) throws Exception {
    ValueWriter out = new ValueWriter();
    assertThat(out.value(value)).isTrue();
    ValueReader in = new ValueReader(out.bytes());
    assertThat(in.value(TRUST)).isEqualTo(value);
    assertThat(in.isAtEnd()).isTrue();
  }

  @Property
  void textsComeBackEqual(@ForAll String text) throws Exception {
    ValueWriter out = new ValueWriter();
    out.text(text);
    String through = new ValueReader(out.bytes()).text();
    assertThat(through).isEqualTo(paired(text));
  }

  /** Half of a pair of surrogates is no text, and becomes a question mark. */
  private static String paired(String text) {
    return new String(
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  @Property
  void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
    try {
      var _ = new ValueReader(bytes).value(TRUST);
    } catch (java.io.IOException | ClassNotFoundException e) {
      // refused
    }
  }

  @Provide
  Arbitrary<@Nullable Object> values() {
    return Arbitraries.oneOf(
            Arbitraries.integers().map(v -> (Object) v),
            Arbitraries.longs().map(v -> v),
            Arbitraries.doubles().map(v -> v),
            Arbitraries.floats().map(v -> v),
            Arbitraries.bytes().map(v -> v),
            Arbitraries.shorts().map(v -> v),
            Arbitraries.chars().map(v -> v),
            Arbitraries.of(true, false).map(v -> v),
            Arbitraries.strings().ascii().map(v -> v),
            Arbitraries.strings().withCharRange('\u4e00', '\u4fff').map(v -> v),
            Arbitraries.bytes().array(byte[].class).map(v -> v),
            Arbitraries.integers().list().map(List::copyOf).map(v -> v))
        .injectNull(0.05);
  }
}
