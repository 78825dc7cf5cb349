package dev.gil.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the address of a Redis server is read, refused and printed. */
class RedisAddressTest {
  @Test
  void allOfItIsRead() {
    RedisAddress address = RedisAddress.parse("rediss://gil:a%3Ab%40c@queue.example:6390/3");
    assertThat(address.tls()).isTrue();
    assertThat(address.place()).isEqualTo(new Address("queue.example", 6390));
    assertThat(address.user()).isEqualTo("gil");
    assertThat(address.password()).isEqualTo("a:b@c");
    assertThat(address.database()).isEqualTo(3);
    assertThat(address.url()).isEqualTo("rediss://queue.example:6390");
  }

  @Test
  void onlyTheHostMustBeThere() {
    assertThat(RedisAddress.parse("redis://127.0.0.1"))
        .isEqualTo(new RedisAddress(false, new Address("127.0.0.1", 6379), null, null, 0));
    assertThat(RedisAddress.parse("redis://:secret@[::1]:7000"))
        .isEqualTo(new RedisAddress(false, new Address("::1", 7000), null, "secret", 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:6379",
        "http://gil:secret@127.0.0.1",
        "redis://gil:secret@",
        "redis://gil:secret@host/x",
        "redis://gil:secret@host?x=1",
        "redis://gil:sec ret@host",
        "env:GIL_NO_SUCH_VARIABLE"
      })
  void whatIsNoneIsRefusedWithoutItsPassword(String text) {
    assertThatThrownBy(() -> RedisAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("address of a Redis server")
        .hasMessageNotContaining("sec")
        .hasNoCause();
  }

  @Test
  void thePasswordIsNeverPrinted() {
    assertThat(RedisAddress.parse("rediss://gil:secret@host:1/2"))
        .hasToString("rediss://gil@host:1/2");
    assertThat(RedisAddress.parse("redis://:secret@host:1")).hasToString("redis://host:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://127.0.0.1",
        "redis://localhost:1",
        "rediss://:secret@192.0.2.1",
        "rediss://gil:secret@192.0.2.1"
      })
  void thisMachineAndEncryptionWithAPasswordAreAllowed(String text) {
    assertThatCode(() -> RedisAddress.parse(text).requireAllowed(false)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"redis://192.0.2.1", "redis://gil:secret@192.0.2.1", "rediss://192.0.2.1"})
  void othersNeedTheWord(String text) {
    RedisAddress address = RedisAddress.parse(text);
    assertThatThrownBy(() -> address.requireAllowed(false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("192.0.2.1")
        .hasMessageNotContaining("secret");
    assertThatCode(() -> address.requireAllowed(true)).doesNotThrowAnyException();
  }
}
