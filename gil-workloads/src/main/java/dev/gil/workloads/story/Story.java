package dev.gil.workloads.story;

import dev.gil.workloads.Workload.Form;
import java.util.List;

/**
 * What an experiment shows, chapter by chapter. What is said goes by what was measured; nothing is
 * said that the figures do not bear out.
 *
 * @param workload id of what is executed
 * @param question that it answers
 * @param size of the workload
 * @param chapters in the order in which they are told
 * @param next what to try after it
 */
public record Story(
    String workload, String question, long size, List<Chapter> chapters, List<String> next) {
  public Story {
    chapters = List.copyOf(chapters);
    next = List.copyOf(next);
  }

  /**
   * One strategy's part.
   *
   * @param strategy its id; the chapter is left out where it cannot run
   * @param form of the workload
   * @param picture whether one execution is recorded and shown
   * @param remark what the figures mean
   */
  public record Chapter(String strategy, Form form, boolean picture, Remark remark) {}

  /** Puts figures into words. */
  @FunctionalInterface
  public interface Remark {
    /** One or more sentences. */
    String on(Evidence evidence);
  }

  /** The strategies it needs for one form, in order. */
  List<String> strategies(Form form) {
    return chapters.stream()
        .filter(chapter -> chapter.form() == form)
        .map(Chapter::strategy)
        .distinct()
        .toList();
  }

  /** The forms it needs, in order. */
  List<Form> forms() {
    return chapters.stream().map(Chapter::form).distinct().toList();
  }
}
