package dev.gil.workloads.web;

import dev.gil.Attachment;
import dev.gil.workloads.steps.Step;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.util.concurrent.CompletionStage;

/**
 * An image that is downloaded, detached, and then worked on, attached.
 *
 * @param uri of the image
 * @param limits of the request
 * @param work what is done with its bytes
 */
record ImageStep(URI uri, Limits limits, Work work) implements Step<Long> {
  /** What is done with an image. */
  interface Work extends Serializable {
    /**
     * Works on an image.
     *
     * @param image the bytes of the file
     * @return a sum over the result, by which it is checked
     */
    long on(byte[] image);
  }

  @Override
  public Long run(Attachment gil) throws IOException {
    Reply reply = gil.detached(() -> Fetch.get(uri, limits));
    return worked(reply);
  }

  @Override
  public CompletionStage<Long> start() {
    return AsyncFetch.get(uri, limits).thenApply(this::worked);
  }

  private long worked(Reply reply) {
    if (!reply.isGood()) {
      throw new IllegalStateException(uri + " was answered by " + reply.status());
    }
    return work.on(reply.body());
  }
}
