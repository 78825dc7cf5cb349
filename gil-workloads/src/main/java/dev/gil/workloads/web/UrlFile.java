package dev.gil.workloads.web;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A list of addresses, one a line; empty lines, and lines that begin with #, are passed over. */
public final class UrlFile {
  private static final int MOST = 100_000;
  private static final int MOST_BYTES = 1 << 26;
  private static final int SHOWN = 80;

  private UrlFile() {}

  /**
   * Reads it.
   *
   * @throws IOException if it cannot be read, or a line is no address: says which, and why
   */
  public static List<URI> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is no file");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " has more than " + MOST_BYTES + " bytes");
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is no text in UTF-8", e);
    }
    List<URI> uris = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && line.charAt(0) != '#') {
        uris.add(address(file, i + 1, line));
      }
    }
    if (uris.isEmpty()) {
      throw new IOException(file + " has no address in it");
    }
    if (uris.size() > MOST) {
      throw new IOException(file + " has more than " + MOST + " addresses");
    }
    return uris;
  }

  private static URI address(Path file, int number, String line) throws IOException {
    try {
      URI uri = new URI(line).parseServerAuthority();
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw wrong(file, number, line, "it begins with neither http:// nor https://");
      }
      if (uri.getHost() == null) {
        throw wrong(file, number, line, "it names no host");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw wrong(file, number, line, e.getReason());
    }
  }

  private static IOException wrong(Path file, int number, String line, String reason) {
    String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    return new IOException(
        file + ", line " + number + ": \"" + shown + "\" is no address of a page: " + reason);
  }
}
