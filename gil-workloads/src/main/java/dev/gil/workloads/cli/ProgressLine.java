package dev.gil.workloads.cli;

import dev.gil.workloads.command.Terminal;
import dev.gil.workloads.measure.Experiment;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how far an experiment is; nothing elsewhere. */
final class ProgressLine implements Experiment.Progress, AutoCloseable {
  private final @Nullable ProgressBar bar;

  private ProgressLine(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  static ProgressLine start() {
    return new ProgressLine(
        Terminal.isInteractive()
            ? new ProgressBarBuilder()
                .setTaskName("gil")
                .setInitialMax(1)
                .setStyle(ProgressBarStyle.ASCII)
                .clearDisplayOnFinish()
                .hideEta()
                .build()
            : null);
  }

  @Override
  public void at(String what, int done, int of) {
    if (bar != null) {
      bar.maxHint(of);
      bar.stepTo(done);
      bar.setExtraMessage(what);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
