package dev.gil.workloads.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fetches in blocking style, by the JDK's {@link HttpURLConnection}, which costs virtual threads
 * least of the clients tried: see docs/decisions. Thread-safe; holds no lock while it waits but its
 * own.
 */
public final class Fetch {
  /** So many idle connections to one server are kept. */
  public static final int MOST_IDLE = 1_000;

  private static final String IDLE_PROPERTY = "http.maxConnections";

  static {
    // Read once, when the JDK's client is first used: 5 if nothing is said.
    if (System.getProperty(IDLE_PROPERTY) == null) {
      System.setProperty(IDLE_PROPERTY, Integer.toString(MOST_IDLE));
    }
  }

  private Fetch() {}

  /**
   * Asks and waits for the whole answer, whatever its status.
   *
   * @throws FetchException if there is none: says which kind of failure
   */
  public static Reply get(URI uri, Limits limits) throws FetchException {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setUseCaches(false);
      connection.setConnectTimeout((int) limits.connect().toMillis());
      connection.setReadTimeout((int) limits.answer().toMillis());
      if (!limits.keepAlive()) {
        connection.setRequestProperty("Connection", "close");
      }
      long start = System.nanoTime();
      try {
        int status = connection.getResponseCode();
        if (status < 0) {
          throw new FetchException(Trouble.BROKEN_OFF, uri + ": the answer is no HTTP");
        }
        @Nullable String retry = connection.getHeaderField("Retry-After");
        int seconds = retry == null ? -1 : Reply.seconds(retry);
        return new Reply(status, seconds, body(connection, uri, limits, start));
      } catch (IOException | RuntimeException e) {
        connection.disconnect(); // or what is left of the answer would be read
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      throw FetchException.of(uri, e);
    }
  }

  private static byte[] body(HttpURLConnection connection, URI uri, Limits limits, long start)
      throws IOException {
    long promised = connection.getContentLengthLong();
    if (promised > limits.bytes()) {
      throw new FetchException(
          Trouble.TOO_LARGE, uri + " has " + promised + " bytes, more than " + limits.bytes());
    }
    @Nullable InputStream errors = connection.getErrorStream();
    try (InputStream in =
        errors != null || connection.getResponseCode() >= 400
            ? Objects.requireNonNullElseGet(errors, InputStream::nullInputStream)
            : connection.getInputStream()) {
      byte[] body = new byte[promised < 0 ? 4_096 : (int) promised + 1];
      int length = 0;
      for (int count = in.read(body);
          count >= 0;
          count = in.read(body, length, room(body, length))) {
        length += count;
        if (length > limits.bytes()) {
          throw new FetchException(
              Trouble.TOO_LARGE, uri + " has more than " + limits.bytes() + " bytes");
        }
        if (System.nanoTime() - start > limits.answer().toNanos()) {
          throw new SocketTimeoutException("not whole in " + limits.answer());
        }
        if (length == body.length) {
          body = Arrays.copyOf(body, 2 * length);
        }
      }
      if (length < promised && errors == null) {
        throw new EOFException(length + " of " + promised + " bytes came");
      }
      return Arrays.copyOf(body, length);
    }
  }

  private static int room(byte[] body, int length) {
    return body.length - length;
  }
}
