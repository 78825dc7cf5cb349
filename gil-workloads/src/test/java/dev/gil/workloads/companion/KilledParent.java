package dev.gil.workloads.companion;

import dev.gil.workloads.Trial;
import dev.gil.workloads.files.FilesWorkload;
import dev.gil.workloads.site.SiteProcess;
import java.util.stream.Stream;

/** A process with companions of its own, to be killed: a site, and the writers of a folder. */
final class KilledParent {
  private KilledParent() {}

  public static void main(String[] arguments) throws Exception {
    SiteProcess site = SiteProcess.start(1);
    Trial<?> files = new FilesWorkload().prepare(4, 4, 1);
    Companion.endWithParent(
        () -> {
          site.close();
          files.close();
        });
    ProcessHandle writers =
        ProcessHandle.current()
            .children()
            .filter(child -> child.pid() != site.handle().pid())
            .findFirst()
            .orElseThrow();
    String folder =
        Stream.of(writers.info().arguments().orElseThrow())
            .filter(argument -> argument.contains("gil-files-"))
            .findFirst()
            .orElseThrow();
    Companion.ready(site.handle().pid(), writers.pid(), folder);
  }
}
