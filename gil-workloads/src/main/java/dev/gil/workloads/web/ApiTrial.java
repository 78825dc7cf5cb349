package dev.gil.workloads.web;

import dev.gil.workloads.WrongResultException;
import dev.gil.workloads.site.Item;
import dev.gil.workloads.site.SiteProcess;
import dev.gil.workloads.steps.Step;
import dev.gil.workloads.steps.StepTrial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls for the prices of items. Of a hundred, five are answered by 503 once or twice, one of them
 * with the wish to be left alone for a second; one is answered so too often and given up.
 */
final class ApiTrial extends StepTrial<Priced> {
  private static final int ATTEMPTS = 4;
  private static final int ROUND = 100;

  private final SiteProcess site;
  private final int items;
  private final long seed;
  private final Limits limits;

  ApiTrial(SiteProcess site, int items, int tasks, long seed, Limits limits) {
    super(items, tasks);
    this.site = site;
    this.items = items;
    this.seed = seed;
    this.limits = limits;
  }

  /** How often the server says that it is busy. */
  private static int busy(int item) {
    return switch (item % ROUND) {
      case 7, 27, 33 -> 1;
      case 47, 67 -> 2;
      case 77 -> ATTEMPTS;
      default -> 0;
    };
  }

  private static int seconds(int item) {
    return item % ROUND == 33 ? 1 : 0;
  }

  @Override
  protected Step<Priced> step(int number, long execution) {
    int busy = busy(number);
    String path =
        busy == 0
            ? "/item/" + number
            : "/flaky/" + number + '/' + busy + '/' + seconds(number) + '/' + execution;
    return new PriceStep(site.at(path + "?ms=50"), limits, ATTEMPTS);
  }

  private Priced expected(int item) {
    int busy = busy(item);
    return busy == ATTEMPTS
        ? Priced.givenUp(Trouble.ERROR_STATUS, busy)
        : new Priced(item, Item.cents(item, seed), busy, null);
  }

  @Override
  protected String check(List<Priced> all) {
    long cents = 0;
    for (int item = 0; item < items; item++) {
      Priced got = all.get(item);
      if (!got.equals(expected(item))) {
        throw new WrongResultException(got + " instead of " + expected(item));
      }
      cents += got.cents();
    }
    long givenUp = all.stream().filter(priced -> priced.trouble() != null).count();
    return cents + " cents, " + givenUp + " given up";
  }

  @Override
  public Map<String, Long> faults(List<List<Priced>> parts) {
    List<Priced> all = flat(parts);
    Map<String, Long> faults = new LinkedHashMap<>();
    faults.put("503", all.stream().mapToLong(Priced::busy).sum());
    faults.put(
        "asked again",
        all.stream().mapToLong(priced -> Math.min(priced.busy(), ATTEMPTS - 1)).sum());
    faults.put("given up", all.stream().filter(priced -> priced.trouble() != null).count());
    return faults;
  }

  @Override
  public void close() {
    site.close();
  }
}
