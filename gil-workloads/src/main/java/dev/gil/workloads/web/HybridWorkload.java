package dev.gil.workloads.web;

import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import dev.gil.workloads.photo.Photo;
import dev.gil.workloads.photo.PhotoCheck;
import dev.gil.workloads.photo.Print;
import dev.gil.workloads.site.SiteProcess;
import dev.gil.workloads.steps.Step;
import dev.gil.workloads.steps.StepTrial;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Downloads images, 50 ms each, and makes thumbnails of them: both waits and works. In plain Java
 * the work holds the lock, by kernels it does not.
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
    return "downloads images that take 50 ms each and makes three thumbnails of each";
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
  public List<Form> forms() {
    return List.of(Form.LOOP, Form.KERNEL);
  }

  @Override
  public Trial<?> prepare(long size, int tasks, long seed) throws Exception {
    return prepare(Form.LOOP, size, tasks, seed);
  }

  @Override
  public Trial<?> prepare(Form form, long size, int tasks, long seed) throws Exception {
    List<PhotoCheck> checks =
        LongStream.range(0, size).mapToObj(i -> PhotoCheck.of(new Photo(i, seed))).toList();
    SiteProcess site = SiteProcess.start(seed);
    return new StepTrial<Print>(size, tasks) {
      @Override
      protected Step<Print> step(int number, long execution) {
        return new ImageStep(site.at("/image/" + number + "?ms=50"), Limits.DEFAULTS, form);
      }

      @Override
      protected String check(List<Print> all) {
        return PhotoCheck.all(all, checks);
      }

      @Override
      public void close() {
        site.close();
      }
    };
  }
}
