package dev.gil.workloads.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlFileTest {
  @TempDir private Path folder;

  @Test
  void emptyLinesAndRemarksArePassedOver() throws IOException {
    assertThat(read("# mine\n\n http://localhost:8080/a \nHTTPS://example.org\n"))
        .containsExactly(URI.create("http://localhost:8080/a"), URI.create("HTTPS://example.org"));
  }

  @ParameterizedTest
  @CsvSource({
    "'http://a/\nftp://b/', line 2",
    "'http://a/\n\n#\nhttp:/nohost', line 4",
    "'http://a b/', line 1",
    "'http://', line 1",
    "'<html>', line 1",
    "'http://a:port/', line 1",
    "'javascript:alert(1)', line 1",
    "'http://a/\nexample.org', line 2",
  })
  void rubbishIsNamedByItsLine(String text, String line) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(line + ": \"")
        .hasMessageContaining("is no address of a page: ");
  }

  @Test
  void aLongLineIsShownInPart() {
    assertThatThrownBy(() -> read("x".repeat(100_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
  }

  @Test
  void aListOfNothingIsRefused() {
    assertThatThrownBy(() -> read("# nothing\n")).hasMessageContaining("has no address in it");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Path file = Files.write(folder.resolve("urls"), new byte[] {'h', (byte) 0xFF, 0, '\n'});
    assertThatThrownBy(() -> UrlFile.read(file)).hasMessageContaining("is no text in UTF-8");
  }

  private List<URI> read(String text) throws IOException {
    return UrlFile.read(Files.writeString(folder.resolve("urls"), text));
  }
}
