package dev.gil.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gil.trace.Trace.State;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** All pictures of a trace say the same as what was told to the recorder, to the nanosecond. */
class WritersAgreeTest {
  private static final int TRACES = 100;
  private static final long SEED = Long.getLong("gil.trace.seed", 20_260_117);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  @TempDir Path directory;

  private record Told(RandomEvents events, Trace trace, long planted) {
    static Told of(int index, LockListener besides) {
      var recorder = new TraceRecorder();
      var events = new RandomEvents(SEED + index, "t" + index + " ");
      events.tell(recorder.and(besides), 40 + index);
      long planted = index % 4 == 3 ? 1 + index : 0;
      if (planted > 0) {
        events.plantOverlap(recorder.and(besides), planted);
      }
      return new Told(events, recorder.trace(), planted);
    }
  }

  private static List<Told> all() {
    List<Told> all = new ArrayList<>();
    for (int i = 0; i < TRACES; i++) {
      all.add(Told.of(i, new LockListener() {}));
    }
    return all;
  }

  @Test
  void theModelHasWhatWasTold() {
    for (Told told : all()) {
      assertThat(told.trace.lanes().stream().mapToInt(lane -> lane.spans().size()).sum())
          .isEqualTo(told.events.count());
      for (State state : State.values()) {
        assertThat(told.trace.nanos(state)).as("seed %d", SEED).isEqualTo(told.events.nanos(state));
      }
      assertThat(told.trace.overlappingHolds()).isEqualTo(told.planted);
    }
  }

  @Test
  void theChromeTraceParsesBackNestedOnEachTrack() throws IOException {
    for (Told told : all()) {
      Map<State, BigDecimal> sums = new EnumMap<>(State.class);
      Map<Long, List<long[]>> tracks = new HashMap<>();
      BigDecimal turns = BigDecimal.ZERO;
      for (JsonObject event : complete(told.trace)) {
        BigDecimal nanos = event.get("dur").getAsBigDecimal().multiply(THOUSAND);
        long from = event.get("ts").getAsBigDecimal().multiply(THOUSAND).longValueExact();
        tracks
            .computeIfAbsent(
                event.get("pid").getAsLong() << 32 | event.get("tid").getAsLong(),
                _ -> new ArrayList<>())
            .add(new long[] {from, from + nanos.longValueExact()});
        switch (event.get("cat").getAsString()) {
          case "thread" -> {
            String state = event.getAsJsonObject("args").get("state").getAsString();
            sums.merge(State.valueOf(state), nanos, BigDecimal::add);
          }
          case "lock" -> turns = turns.add(nanos);
          default -> {}
        }
      }
      for (State state : State.values()) {
        assertThat(sums.getOrDefault(state, BigDecimal.ZERO).longValueExact())
            .isEqualTo(told.events.nanos(state));
      }
      assertThat(turns.longValueExact()).isEqualTo(told.events.nanos(State.HOLD));
      tracks.values().forEach(WritersAgreeTest::assertNested);
    }
  }

  private static List<JsonObject> complete(Trace trace) throws IOException {
    StringBuilder json = new StringBuilder();
    trace.writeChrome(json);
    List<JsonObject> events = new ArrayList<>();
    for (JsonElement each :
        JsonParser.parseString(json.toString()).getAsJsonObject().getAsJsonArray("traceEvents")) {
      JsonObject event = each.getAsJsonObject();
      if (event.get("ph").getAsString().equals("X")) {
        events.add(event);
      }
    }
    return events;
  }

  private static void assertNested(List<long[]> track) {
    track.sort(
        Comparator.<long[]>comparingLong(s -> s[0])
            .thenComparing(Comparator.<long[]>comparingLong(s -> s[1]).reversed()));
    Deque<Long> ends = new ArrayDeque<>();
    for (long[] stretch : track) {
      while (!ends.isEmpty() && ends.peek() <= stretch[0]) {
        ends.pop();
      }
      assertThat(ends.isEmpty() || stretch[1] <= ends.peek()).isTrue();
      ends.push(stretch[1]);
    }
  }

  @Test
  void theTextSumsWhatWasTold() {
    Pattern sums = Pattern.compile("([#.~=]) (\\d+\\.\\d{6}) ms");
    for (Told told : all()) {
      String line =
          told.trace
              .toText(60)
              .lines()
              .filter(l -> l.startsWith("all threads:"))
              .findFirst()
              .orElseThrow();
      Matcher found = sums.matcher(line);
      for (State state : State.values()) {
        assertThat(found.find()).isTrue();
        assertThat(found.group(1)).isEqualTo(String.valueOf(state.symbol()));
        assertThat(new BigDecimal(found.group(2)).movePointRight(6).longValueExact())
            .isEqualTo(told.events.nanos(state));
      }
    }
  }

  @Test
  void theSvgIsXmlWithTheSameSums() throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    for (Told told : all()) {
      Element svg =
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(told.trace.toSvg("random", 900))))
              .getDocumentElement();
      for (State state : State.values()) {
        String name = "data-" + state.name().toLowerCase(Locale.ROOT) + "-nanos";
        assertThat(Long.parseLong(svg.getAttribute(name))).isEqualTo(told.events.nanos(state));
      }
      assertThat(Long.parseLong(svg.getAttribute("data-overlap-nanos"))).isEqualTo(told.planted);
      assertThat(svg.getElementsByTagName("script").getLength()).isEqualTo(0);
      assertThat(svg.getElementsByTagName("img").getLength()).isEqualTo(0);
    }
  }

  @Test
  void theFlightRecorderIsToldTheSame() throws IOException {
    Path file = directory.resolve("gil.jfr");
    List<Told> all = new ArrayList<>();
    try (Recording recording = new Recording()) {
      for (String event : List.of("Hold", "Wait", "Detached", "Switch")) {
        recording.enable("dev.gil." + event).withoutThreshold();
      }
      recording.start();
      for (int i = 0; i < TRACES; i++) {
        all.add(Told.of(i, LockListener.flightRecorder()));
      }
      recording.stop();
      recording.dump(file);
    }
    Map<String, Long> sums = new HashMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      String name = event.getEventType().getName();
      String lock = event.hasField("lock") ? event.getString("lock") : "";
      if (!name.startsWith("dev.gil.") || !lock.startsWith("t")) {
        continue; // of a lock of another test
      }
      String trace = lock.substring(0, lock.indexOf(' ') + 1);
      switch (name) {
        case "dev.gil.Switch" -> sums.merge(trace + "switches", 1L, Long::sum);
        case "dev.gil.Hold" -> sums.merge(trace + State.HOLD, exact(event), Long::sum);
        case "dev.gil.Wait" -> sums.merge(trace + State.WAIT, exact(event), Long::sum);
        default ->
            sums.merge(
                trace + (event.getBoolean("kernel") ? State.KERNEL : State.BLOCKED),
                exact(event),
                Long::sum);
      }
    }
    for (int i = 0; i < TRACES; i++) {
      for (State state : State.values()) {
        assertThat(sums.getOrDefault("t" + i + " " + state, 0L))
            .isEqualTo(all.get(i).events.nanos(state));
      }
      assertThat(sums.getOrDefault("t" + i + " switches", 0L))
          .isEqualTo(all.get(i).events.switches());
    }
  }

  private static long exact(RecordedEvent event) {
    long time = event.getLong("to") - event.getLong("from");
    assertThat(event.getDuration("time").toNanos()).isEqualTo(time);
    return time;
  }
}
