package dev.gil.workloads.web;

import dev.gil.Attachment;
import dev.gil.Gil;
import dev.gil.workloads.Workload.Form;
import dev.gil.workloads.photo.KernelThumbnails;
import dev.gil.workloads.photo.LoopThumbnails;
import dev.gil.workloads.photo.Print;
import dev.gil.workloads.site.Bitmap;
import dev.gil.workloads.steps.Step;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletionStage;

/**
 * An image that is downloaded, detached, and of which thumbnails are made, attached or by kernels.
 *
 * @param uri of the image
 * @param limits of the request
 * @param form of the making
 */
record ImageStep(URI uri, Limits limits, Form form) implements Step<Print> {
  @Override
  public Print run(Attachment gil) throws IOException {
    return made(gil.detached(() -> Fetch.get(uri, limits)));
  }

  @Override
  public CompletionStage<Print> start() {
    return AsyncFetch.get(uri, limits).thenApply(this::made);
  }

  private Print made(Reply reply) {
    if (!reply.isGood()) {
      throw new IllegalStateException(uri + " was answered by " + reply.status());
    }
    byte[] file = reply.body();
    Bitmap image = Bitmap.in(file);
    return form == Form.KERNEL
        ? KernelThumbnails.of(image.raster(), file, image.offset())
        : LoopThumbnails.of(image.raster(), file, image.offset(), Gil::checkpoint);
  }
}
