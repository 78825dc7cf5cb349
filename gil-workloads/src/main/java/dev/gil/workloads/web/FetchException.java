package dev.gil.workloads.web;

import java.io.IOException;
import java.io.Serial;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A request brought no answer. */
public final class FetchException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final Trouble trouble;

  FetchException(Trouble trouble, String message) {
    super(message);
    this.trouble = trouble;
  }

  private FetchException(Trouble trouble, URI uri, Throwable cause) {
    super(uri + ": " + trouble.words() + " (" + cause + ')', cause);
    this.trouble = trouble;
  }

  /** What went wrong with a request, by what was thrown. */
  static FetchException of(URI uri, Throwable thrown) {
    for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof FetchException fetch) {
        return fetch;
      }
      if (t instanceof UnknownHostException || t instanceof UnresolvedAddressException) {
        return new FetchException(Trouble.UNKNOWN_HOST, uri, thrown);
      }
      if (t instanceof SocketTimeoutException
          || t instanceof HttpTimeoutException
          || t instanceof TimeoutException) {
        return new FetchException(Trouble.TIMED_OUT, uri, thrown);
      }
    }
    for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ConnectException || t instanceof NoRouteToHostException) {
        return new FetchException(Trouble.REFUSED, uri, thrown);
      }
    }
    return new FetchException(Trouble.BROKEN_OFF, uri, thrown);
  }

  /** Which kind of failure. */
  public Trouble trouble() {
    return trouble;
  }
}
