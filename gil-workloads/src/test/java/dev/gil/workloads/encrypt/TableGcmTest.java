package dev.gil.workloads.encrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class TableGcmTest {
  private static final HexFormat HEX = HexFormat.of();

  private static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] sealed(byte[] key, byte[] nonce, byte[] text) {
    byte[] sealed = new byte[text.length + 16];
    new TableGcm(key, () -> {}).seal(nonce, text, 0, text.length, sealed, 0);
    return sealed;
  }

  /** The example of FIPS 197, appendix B. */
  @Test
  void aBlockIsEncryptedAsTheStandardSays() {
    TableAes aes = new TableAes(HEX.parseHex("2b7e151628aed2a6abf7158809cf4f3c"));
    int[] block = {0x3243f6a8, 0x885a308d, 0x313198a2, 0xe0370734};
    aes.encrypt(block, block);
    assertThat(block).containsExactly(0x3925841d, 0x02dc09fb, 0xdc118597, 0x196a0b32);
  }

  /** Test cases 1 and 2 of McGrew and Viega's submission to NIST. */
  @Test
  void theTagsAreThoseOfTheSubmission() {
    byte[] zeroes = new byte[16];
    assertThat(sealed(zeroes, new byte[12], new byte[0]))
        .isEqualTo(HEX.parseHex("58e2fccefa7e3061367f1d57a4e7455a"));
    assertThat(sealed(zeroes, new byte[12], zeroes))
        .isEqualTo(
            HEX.parseHex("0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf"));
  }

  @Test
  void itIsWhatTheJdkComputes() throws Exception {
    for (int length = 0; length < 100; length++) {
      byte[] key = bytes(16, length);
      byte[] nonce = bytes(12, 1000 + length);
      byte[] text = bytes(length, 2000 + length);
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      assertThat(sealed(key, nonce, text)).as("%d bytes", length).isEqualTo(cipher.doFinal(text));
    }
  }

  @Test
  void whatWasSealedOpensAndNothingElse() {
    byte[] key = bytes(16, 1);
    byte[] nonce = bytes(12, 2);
    byte[] text = bytes(37, 3);
    byte[] sealed = sealed(key, nonce, text);
    byte[] back = new byte[37];
    TableGcm gcm = new TableGcm(key, () -> {});
    assertThat(gcm.open(nonce, sealed, 0, 37, back, 0)).isTrue();
    assertThat(back).isEqualTo(text);
    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = Arrays.copyOf(sealed, sealed.length);
      changed[at] ^= 1;
      assertThat(gcm.open(nonce, changed, 0, 37, back, 0)).as("byte %d", at).isFalse();
    }
  }
}
