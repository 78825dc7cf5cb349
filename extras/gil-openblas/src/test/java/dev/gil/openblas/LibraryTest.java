package dev.gil.openblas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {
  @TempDir private Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(Library.PROPERTY);
  }

  @Test
  void aMissingLibraryIsNamed() {
    System.setProperty(Library.PROPERTY, folder.resolve("none.so").toString());
    assertThatThrownBy(Library::load)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.so");
  }

  @Test
  void aLibraryForAnotherMachineIsNamedWithBoth() throws Exception {
    byte[] head = new byte[64];
    ByteBuffer bytes = ByteBuffer.wrap(head);
    bytes.putInt(0, 0x7F454C46).put(5, (byte) 1);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putShort(18, (short) 8); // MIPS
    Path library = Files.write(folder.resolve("other.so"), head);
    System.setProperty(Library.PROPERTY, library.toString());
    assertThatThrownBy(Library::load)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other.so is ELF for machine 8, and this JVM is " + Binary.here());
  }

  @Test
  void aFileThatIsNoLibraryIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text.so"), "this is a text and nothing else");
    System.setProperty(Library.PROPERTY, text.toString());
    assertThatThrownBy(Library::load)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("text.so is no library");
  }

  @Test
  void whatWasCopiedIsGoneOnceItIsLoaded() throws Exception {
    assertThat(Library.fromJar(Platform.here(), folder).find("cblas_dgemm")).isPresent();
    try (var left = Files.newDirectoryStream(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aSystemWithoutAJarIsToldWhichOneToAdd() {
    assertThatThrownBy(() -> Library.fromJar(Platform.of("Linux", "s390x"), folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("classifier linux-s390x");
  }

  @Test
  void aSystemHasItsOwnFolderOfTheJar() {
    assertThat(Platform.of("Linux", "amd64").folder()).endsWith("/linux-x86_64/");
    assertThat(Platform.of("Mac OS X", "aarch64").folder()).endsWith("/macosx-arm64/");
    assertThat(Platform.of("Linux", "riscv64").folder()).endsWith("/linux-riscv64/");
  }
}
