package dev.gil.io;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** A response whose body is still to be read, detached. */
record DetachingHttpResponse<T>(HttpResponse<T> response, T body) implements HttpResponse<T> {
  /**
   * Wraps a body that is the JDK's own stream. Another one may be of a type that the caller names,
   * and would not fit.
   */
  @SuppressWarnings("unchecked") // a stream of a class that only the JDK's client can name
  static <T> HttpResponse<T> over(HttpResponse<T> response) {
    return response.body() instanceof InputStream stream
            && stream.getClass().getModule() == HttpClient.class.getModule()
        ? new DetachingHttpResponse<>(response, (T) Detaching.inputStream(stream))
        : response;
  }

  @Override
  public int statusCode() {
    return response.statusCode();
  }

  @Override
  public Optional<String> connectionLabel() {
    return response.connectionLabel();
  }

  @Override
  public HttpRequest request() {
    return response.request();
  }

  @Override
  public Optional<HttpResponse<T>> previousResponse() {
    return response.previousResponse();
  }

  @Override
  public HttpHeaders headers() {
    return response.headers();
  }

  @Override
  public Optional<SSLSession> sslSession() {
    return response.sslSession();
  }

  @Override
  public URI uri() {
    return response.uri();
  }

  @Override
  public HttpClient.Version version() {
    return response.version();
  }

  @Override
  public String toString() {
    return response.toString();
  }
}
