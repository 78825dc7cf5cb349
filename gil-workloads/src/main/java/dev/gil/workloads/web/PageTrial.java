package dev.gil.workloads.web;

import dev.gil.workloads.WrongResultException;
import dev.gil.workloads.site.SiteProcess;
import dev.gil.workloads.steps.Step;
import dev.gil.workloads.steps.StepTrial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Visits to the pages of a plan. */
final class PageTrial extends StepTrial<Visited> {
  private final PagePlan plan;
  private final Limits limits;
  private final @Nullable SiteProcess site;

  /**
   * Of all pages of the plan.
   *
   * @param site closed with the trial; null if there is none of our own
   */
  PageTrial(PagePlan plan, int tasks, Limits limits, @Nullable SiteProcess site) {
    super(plan.uris().size(), tasks);
    this.plan = plan;
    this.limits = limits;
    this.site = site;
  }

  @Override
  protected Step<Visited> step(int number, long execution) {
    return new PageStep(execution, plan.uris().get(number), limits);
  }

  @Override
  protected String check(List<Visited> all) {
    int wrong = plan.firstWrong(all);
    if (wrong >= 0) {
      throw new WrongResultException(
          plan.uris().get(wrong)
              + ": "
              + all.get(wrong)
              + " instead of "
              + plan.expected().get(wrong));
    }
    long links = all.stream().mapToLong(Visited::links).sum();
    long failed = all.stream().filter(visited -> visited.trouble() != null).count();
    return links + " links, " + failed + " failed";
  }

  @Override
  public Map<String, Long> faults(List<List<Visited>> parts) {
    List<Visited> all = flat(parts);
    Map<String, Long> faults = new LinkedHashMap<>();
    faults.put("slow", all.stream().filter(Visited::slow).count());
    for (Trouble trouble : Trouble.values()) {
      faults.put(trouble.words(), all.stream().filter(v -> v.trouble() == trouble).count());
    }
    return faults;
  }

  @Override
  public void close() {
    if (site != null) {
      site.close();
    }
  }
}
