package dev.gil.workloads.web;

import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import dev.gil.workloads.WrongResultException;
import dev.gil.workloads.site.Bitmap;
import dev.gil.workloads.site.SiteProcess;
import dev.gil.workloads.steps.Step;
import dev.gil.workloads.steps.StepTrial;
import java.util.List;

/**
 * Downloads images, 50 ms each, and computes on them: both waits and works. So far it adds their
 * pixels up; {@link ImageStep.Work} is where more work goes in.
 */
public final class HybridWorkload implements Workload {
  private static final Size SIZE = new Size("images", 1, 10_000, 100, 50);
  private static final int AT_ONCE = 100;

  /** For {@link java.util.ServiceLoader}. */
  public HybridWorkload() {}

  @Override
  public String id() {
    return "hybrid";
  }

  @Override
  public String story() {
    return "downloads images that take 50 ms each and adds their pixels up";
  }

  @Override
  public Kind kind() {
    return Kind.MIXED;
  }

  @Override
  public Size size() {
    return SIZE;
  }

  @Override
  public int workers() {
    return AT_ONCE;
  }

  @Override
  public int tasks(int workers) {
    return AT_ONCE;
  }

  @Override
  public int tasks(int workers, long size) {
    return (int) size;
  }

  @Override
  public Trial<?> prepare(long size, int tasks, long seed) throws Exception {
    SiteProcess site = SiteProcess.start(seed);
    return new StepTrial<Long>(size, tasks) {
      @Override
      protected Step<Long> step(int number, long execution) {
        return new ImageStep(
            site.at("/image/" + number + "?ms=50"), Limits.DEFAULTS, HybridWorkload::sum);
      }

      @Override
      protected String check(List<Long> all) {
        long total = 0;
        for (int image = 0; image < all.size(); image++) {
          long right = sum(Bitmap.of(image, seed));
          if (all.get(image) != right) {
            throw new WrongResultException(
                "image " + image + " adds up to " + all.get(image) + " instead of " + right);
          }
          total += right;
        }
        return Long.toString(total);
      }

      @Override
      public void close() {
        site.close();
      }
    };
  }

  /** Weighted by place, so that swapped pixels are noticed. */
  private static long sum(byte[] image) {
    long sum = 0;
    for (int i = 0; i < image.length; i++) {
      sum += (image[i] & 0xFFL) * (i & 0xFFFF);
    }
    return sum;
  }
}
