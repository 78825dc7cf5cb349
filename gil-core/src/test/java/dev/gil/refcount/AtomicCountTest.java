package dev.gil.refcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AtomicCountTest {
  private final Counted object = new Counted(RefCountPolicy.ATOMIC);

  @Test
  void anyThreadCountsAndTheLastDisposes() throws Exception {
    Elsewhere.run(object::retain);
    object.retain();
    assertThat(object.references()).isEqualTo(3);
    assertThat(object.release()).isFalse();
    assertThat(Elsewhere.call(object::release)).isFalse();
    object.requireAlive();
    assertThat(Elsewhere.call(object::release)).isTrue();
    assertThat(object.disposals).hasValue(1);
    assertThat(object.policy()).isEqualTo(RefCountPolicy.ATOMIC);
  }

  @Test
  void zeroIsTheEnd() {
    object.release();
    assertThatThrownBy(object::retain).hasMessageContaining("Counted@");
    assertThatThrownBy(object::release).isInstanceOf(ReferenceCountException.class);
    assertThatThrownBy(object::requireAlive).isInstanceOf(ReferenceCountException.class);
    assertThat(object.references()).isEqualTo(0);
    assertThat(object.disposals).hasValue(1);
    assertThat(object.policy()).isEqualTo(RefCountPolicy.ATOMIC);
  }
}
