package dev.gil.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.GlobalLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which locks tell the flight recorder, and when. */
class FlightRecordingTest {
  @TempDir Path directory;

  private static void holdOnce(GlobalLock lock) {
    int _ = lock.call(() -> 1);
  }

  private List<RecordedEvent> heard(Recording recording, String lock) throws IOException {
    Path file = directory.resolve(lock + ".jfr");
    recording.stop();
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("dev.gil."))
        .filter(event -> event.getString("lock").equals(lock))
        .toList();
  }

  @Test
  void aLockMadeWhileARecordingWantsItsEventsTellsByItself() throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable("dev.gil.Hold");
      recording.start();
      try (GlobalLock lock = GlobalLock.create("wanted")) {
        holdOnce(lock);
      }
      List<RecordedEvent> events = heard(recording, "wanted");
      assertThat(events).hasSize(1);
      assertThat(events.getFirst().getThread("thread").getJavaThreadId())
          .isEqualTo(Thread.currentThread().threadId());
    }
  }

  @Test
  void aRecordingThatDoesNotAskForThemGetsNone() throws IOException {
    try (Recording recording = new Recording()) {
      recording.start();
      try (GlobalLock lock = GlobalLock.create("unwanted")) {
        holdOnce(lock);
      }
      assertThat(heard(recording, "unwanted")).isEmpty();
    }
  }

  @Test
  void aLockMadeBeforeTellsIfItWasGivenTheListener() throws IOException {
    try (GlobalLock lock =
            GlobalLock.builder("earlier").listener(LockListener.flightRecorder()).build();
        Recording recording = new Recording()) {
      holdOnce(lock);
      recording.enable("dev.gil.Hold");
      recording.start();
      holdOnce(lock);
      assertThat(heard(recording, "earlier")).hasSize(1);
    }
  }

  @Test
  void nobodyIsToldTwice() throws IOException {
    TraceRecorder recorder = new TraceRecorder();
    try (Recording recording = new Recording()) {
      recording.enable("dev.gil.Hold");
      recording.start();
      try (GlobalLock lock =
          GlobalLock.builder("twice")
              .listener(recorder.and(LockListener.flightRecorder()))
              .build()) {
        holdOnce(lock);
      }
      assertThat(heard(recording, "twice")).hasSize(1);
    }
    assertThat(recorder.trace().lanes().getFirst().spans()).hasSize(1);
  }
}
