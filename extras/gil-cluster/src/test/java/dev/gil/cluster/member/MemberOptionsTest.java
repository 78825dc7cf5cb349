package dev.gil.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.cluster.engine.Address;
import dev.gil.cluster.engine.RedisAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberOptionsTest {
  @Test
  void aClusterNameIsEnough() {
    MemberOptions options = MemberOptions.parse("--cluster", "farm");
    assertThat(options.cluster()).isEqualTo("farm");
    assertThat(options.address()).isEqualTo(new Address("127.0.0.1", 5701));
    assertThat(options.join()).isEmpty();
    assertThat(options.drain()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.untilInputEnds()).isFalse();
  }

  @Test
  void allOfThemInEitherForm() {
    MemberOptions options =
        MemberOptions.parse(
            "--cluster=farm",
            "--port",
            "5800",
            "--join=127.0.0.1:5801, localhost:5802",
            "--threads=3",
            "--drain",
            "7",
            "--until-input-ends");
    assertThat(options.address().port()).isEqualTo(5800);
    assertThat(options.join()).isEqualTo(List.of("127.0.0.1:5801", "localhost:5802"));
    assertThat(options.threads()).isEqualTo(3);
    assertThat(options.drain()).isEqualTo(Duration.ofSeconds(7));
    assertThat(options.untilInputEnds()).isTrue();
  }

  @Test
  void withoutANameItIsRefused() {
    assertThatThrownBy(() -> MemberOptions.parse())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--cluster");
  }

  @Test
  void whatIsUnknownOrOutOfRangeIsNamed() {
    assertThatThrownBy(() -> MemberOptions.parse("--cluster", "x", "--colour", "red"))
        .hasMessageContaining("--colour");
    assertThatThrownBy(() -> MemberOptions.parse("--cluster", "x", "--port", "70000"))
        .hasMessageContaining("70000")
        .hasMessageContaining("65535");
    assertThatThrownBy(() -> MemberOptions.parse("--cluster", "x", "--join", "nowhere"))
        .hasMessageContaining("nowhere")
        .hasMessageContaining("host:port");
  }

  @Test
  void anotherHostNeedsTheWord() {
    assertThatThrownBy(() -> MemberOptions.parse("--cluster", "x", "--host", "0.0.0.0"))
        .hasMessageContaining("0.0.0.0")
        .hasMessageContaining("--allow-insecure-network");
    assertThatThrownBy(() -> MemberOptions.parse("--cluster", "x", "--join", "192.0.2.1:5701"))
        .hasMessageContaining("192.0.2.1:5701");
    assertThat(
            MemberOptions.parse("--cluster", "x", "--host", "192.0.2.1", "--allow-insecure-network")
                .address()
                .host())
        .isEqualTo("192.0.2.1");
  }

  @Test
  void aServerTakesThePlaceOfAnAddress() {
    MemberOptions options =
        MemberOptions.parse("--cluster", "farm", "--redis", "redis://gil:secret@127.0.0.1:7000");
    assertThat(options.redis()).isEqualTo(RedisAddress.parse("redis://gil:secret@127.0.0.1:7000"));
    assertThat(options.toString()).doesNotContain("secret");
    assertThatThrownBy(
            () -> MemberOptions.parse("--cluster", "x", "--redis", "redis://h", "--port", "5701"))
        .hasMessageContaining("redis://h");
    assertThatThrownBy(
            () ->
                MemberOptions.parse(
                    "--cluster", "x", "--redis", "redis://127.0.0.1", "--port", "5701"))
        .hasMessageContaining("--port");
  }

  @Test
  void aServerElsewhereNeedsEncryptionAndAPasswordOrTheWord() {
    assertThatThrownBy(
            () -> MemberOptions.parse("--cluster", "x", "--redis", "redis://:secret@192.0.2.1"))
        .hasMessageContaining("192.0.2.1")
        .hasMessageContaining("--allow-insecure-network")
        .hasMessageNotContaining("secret");
    assertThat(MemberOptions.parse("--cluster", "x", "--redis", "rediss://:secret@192.0.2.1"))
        .isNotNull();
    assertThat(
            MemberOptions.parse(
                "--cluster", "x", "--redis", "redis://192.0.2.1", "--allow-insecure-network"))
        .isNotNull();
  }
}
