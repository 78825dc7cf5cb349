package dev.gil.workloads.story;

import dev.gil.workloads.Workload.Form;
import dev.gil.workloads.story.Story.Chapter;
import dev.gil.workloads.story.Story.Remark;
import java.util.List;
import java.util.Locale;

/** The stories there are. */
public final class Stories {
  private static final String NO_LOCK =
      "These tasks share nothing that one of them changes, so nothing has to be locked, and the JVM"
          + " has no lock of its own: for such code you do not need gil.";

  private static final String OWN_LOCKS =
      "A worker is a process with a lock of its own: nobody waits for a key that another has.";

  private static final List<Story> ALL =
      List.of(
          new Story(
              "count",
              "Why do two threads not count faster than one?",
              30_000_000,
              List.of(
                  loop("single", Stories::alone),
                  pictured("threads", Stories::turns),
                  pictured("processes", Stories::ownLocks),
                  loop("free", Stories::noLock)),
              List.of("gil explain pages", "gil run count --interval 1ms,5ms,50ms")),
          new Story(
              "primes",
              "Why do threads not help with 10 million primes, and processes do?",
              1_000_000,
              List.of(
                  loop("single", Stories::alone),
                  pictured("threads", Stories::turns),
                  pictured("processes", Stories::ownLocks),
                  kernel("threads", Stories::sieve),
                  loop("free", Stories::noLock)),
              List.of("gil explain count", "gil run primes --form loop,kernel")),
          new Story(
              "pages",
              "Why do threads help when pages are downloaded?",
              20,
              List.of(
                  loop("single", Stories::oneByOne),
                  pictured("threads", Stories::overlapped),
                  loop("virtual", Stories::virtual),
                  loop("eventloop", Stories::callbacks)),
              List.of("gil explain hybrid", "gil run pages --strategy threads,virtual,eventloop")),
          new Story(
              "hybrid",
              "What if tasks wait and compute?",
              12,
              List.of(
                  loop("single", Stories::oneByOne),
                  pictured("threads", Stories::choked),
                  pictured("processes", Stories::ownLocks),
                  new Chapter("threads", Form.KERNEL, true, Stories::released)),
              List.of("gil run resize --form loop,kernel", "gil advise hybrid")),
          new Story(
              "refcount",
              "What breaks without the lock?",
              2_000_000,
              List.of(
                  loop("single", Stories::alone),
                  pictured("threads", Stories::safe),
                  loop("processes", Stories::ownCounts)),
              List.of("gil run refcount", "gil explain count")));

  private Stories() {}

  /** All of them, in the order in which they are best read. */
  public static List<Story> all() {
    return ALL;
  }

  private static Chapter loop(String strategy, Remark remark) {
    return new Chapter(strategy, Form.LOOP, false, remark);
  }

  private static Chapter pictured(String strategy, Remark remark) {
    return new Chapter(strategy, Form.LOOP, true, remark);
  }

  private static Chapter kernel(String strategy, Remark remark) {
    return new Chapter(strategy, Form.KERNEL, false, remark);
  }

  private static String alone(Evidence evidence) {
    return "One thread does one task after the other. This is what the others are compared with.";
  }

  private static String oneByOne(Evidence evidence) {
    return String.format(
        Locale.ROOT,
        "One thread does one task after the other, and most of the time it waits: it computed for"
            + " %s of that.",
        Evidence.millis(evidence.row().cpuMs()));
  }

  private static String turns(Evidence evidence) {
    String who =
        "There is one key, and who computes has it. The threads take turns: while one has the key,"
            + " the others wait, whatever cores are free.";
    String gain =
        evidence.gains()
            ? " Here they gained something all the same, which one lock cannot give: look whether"
                + " tasks wait or give it up."
            : "";
    return who + evidence.handOffs() + gain;
  }

  private static String ownLocks(Evidence evidence) {
    return OWN_LOCKS
        + (evidence.gains()
            ? ""
            : " Here that gained nothing: tasks and results have to travel, and there may be no"
                + " second core that is free.");
  }

  private static String noLock(Evidence evidence) {
    return NO_LOCK;
  }

  private static String sieve(Evidence evidence) {
    return "The same question to a kernel: a loop over memory outside the heap that gives the key"
        + " up while it runs, as NumPy does. "
        + (evidence.gains() ? "Now threads run side by side." : "That gained nothing here.");
  }

  private static String overlapped(Evidence evidence) {
    return "A thread gives the key up before it waits for the network, so the others compute, or"
        + " wait at the same time."
        + (Double.isNaN(evidence.heldShare())
            ? ""
            : String.format(
                Locale.ROOT,
                " Somebody had the key for %.0f %% of the time; the rest was waiting for"
                    + " pages, all of them at once.",
                100 * evidence.heldShare()));
  }

  private static String virtual(Evidence evidence) {
    return "The same with virtual threads, which give the key up by themselves wherever the JDK"
        + " lets them wait: no word of it is in the task.";
  }

  private static String callbacks(Evidence evidence) {
    return "One thread, and a callback for each answer: nobody else runs, so nothing is locked.";
  }

  private static String choked(Evidence evidence) {
    return "Downloads overlap, but to make a thumbnail a thread needs the key, and there is one."
        + (Double.isNaN(evidence.heldShare())
            ? ""
            : String.format(
                Locale.ROOT, " It was held for %.0f %% of the time.", 100 * evidence.heldShare()));
  }

  private static String released(Evidence evidence) {
    return "The same threads and the same lock, with thumbnails made by a kernel that gives the"
        + " key up while it works: computing overlaps as well.";
  }

  private static String safe(Evidence evidence) {
    return "Counts are plain fields. With the key in hand, a count is read, changed and written"
        + " before anybody else reads it: all counts were right at the end."
        + evidence.handOffs();
  }

  private static String ownCounts(Evidence evidence) {
    return "Worker processes share no objects: each has its own counts, and its own lock for them.";
  }
}
