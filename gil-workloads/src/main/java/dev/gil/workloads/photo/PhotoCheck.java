package dev.gil.workloads.photo;

import dev.gil.image.Raster;
import dev.gil.workloads.WrongResultException;
import java.util.List;

/**
 * Says whether thumbnails are right: some of their samples are computed from the definition of the
 * filter, in doubles, and may differ by one level.
 */
public final class PhotoCheck {
  private static final int REACH = 3; // of Lanczos

  private final Photo photo;
  private final double[] due;

  private PhotoCheck(Photo photo, double[] due) {
    this.photo = photo;
    this.due = due;
  }

  /** Computes what is due. */
  public static PhotoCheck of(Photo photo) {
    List<Raster> sizes = Thumbnails.sizes(Photo.RASTER);
    double[] due = new double[Print.PROBES * sizes.size()];
    int at = 0;
    for (Raster size : sizes) {
      for (int i = 0; i < Print.PROBES; i++) {
        due[at++] = sample(photo, size, Print.place(i, size));
      }
    }
    return new PhotoCheck(photo, due);
  }

  /**
   * Checks one.
   *
   * @throws WrongResultException if a probe is more than a level off
   */
  public void check(Print print) {
    for (int i = 0; i < due.length; i++) {
      int found = print.probe(i);
      if (Math.abs(found - Math.round(due[i])) > 1) {
        throw new WrongResultException(
            "photo "
                + photo.number()
                + ", thumbnail "
                + (i / Print.PROBES + 1)
                + ": a sample is "
                + found
                + " instead of "
                + due[i]);
      }
    }
  }

  /**
   * Checks those of many photos.
   *
   * @return one number for all of them
   * @throws WrongResultException if some are missing or wrong
   */
  public static String all(List<Print> prints, List<PhotoCheck> checks) {
    if (prints.size() != checks.size()) {
      throw new WrongResultException(prints.size() + " photos instead of " + checks.size());
    }
    long all = 0;
    for (int i = 0; i < checks.size(); i++) {
      checks.get(i).check(prints.get(i));
      all = 31 * all + prints.get(i).sum();
    }
    return Long.toHexString(all);
  }

  /** Along the row first, cut to what a byte holds, then along the column. */
  private static double sample(Photo photo, Raster to, int place) {
    int channel = place % 3;
    int x = place / 3 % to.width();
    int y = place / 3 / to.width();
    return along(
        Photo.RASTER.height(),
        to.height(),
        y,
        row ->
            along(
                Photo.RASTER.width(), to.width(), x, column -> photo.sample(column, row, channel)));
  }

  private interface Samples {
    double at(int place);
  }

  private static double along(int from, int to, int place, Samples samples) {
    double scale = (double) from / to;
    double centre = (place + 0.5) * scale;
    double stretch = Math.max(1, scale);
    int first = Math.max(0, (int) Math.floor(centre - REACH * stretch));
    int last = Math.min(from - 1, (int) Math.ceil(centre + REACH * stretch));
    double sum = 0;
    double all = 0;
    for (int i = first; i <= last; i++) {
      double weight = lanczos((i + 0.5 - centre) / stretch);
      if (weight != 0) {
        sum += weight * samples.at(i);
        all += weight;
      }
    }
    return Math.max(0, Math.min(255, sum / all));
  }

  private static double lanczos(double x) {
    if (x == 0) {
      return 1;
    }
    double angle = Math.PI * x;
    return Math.abs(x) < REACH
        ? REACH * Math.sin(angle) * Math.sin(angle / REACH) / (angle * angle)
        : 0;
  }
}
