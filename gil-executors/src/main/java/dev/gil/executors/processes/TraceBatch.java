package dev.gil.executors.processes;

import dev.gil.trace.CoreSource;
import dev.gil.trace.Incident;
import dev.gil.trace.ProcessClock;
import dev.gil.trace.Trace;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A piece of a worker's trace as bytes, and how its clock is to be read. */
final class TraceBatch {
  private static final State[] STATES = State.values();
  private static final Incident.Kind[] KINDS = Incident.Kind.values();

  private TraceBatch() {}

  static byte[] encode(Trace trace, long offset, long error) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(offset);
      out.writeLong(error);
      out.writeLong(trace.dropped());
      out.writeBoolean(trace.cores().known());
      write(trace.cores().text(), out);
      out.writeInt(trace.cores().cores().size());
      for (int core : trace.cores().cores()) {
        out.writeInt(core);
      }
      List<String> locks = locks(trace);
      out.writeInt(locks.size());
      for (String lock : locks) {
        write(lock, out);
      }
      out.writeInt(trace.lanes().size());
      for (Lane lane : trace.lanes()) {
        write(lane, locks, out);
      }
      out.writeInt(trace.incidents().size());
      for (Incident incident : trace.incidents()) {
        out.writeByte(List.of(KINDS).indexOf(incident.kind()));
        write(incident.thread(), out);
        out.writeLong(incident.from());
        out.writeLong(incident.to());
        write(incident.text(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writing to memory
    }
    return bytes.toByteArray();
  }

  private static List<String> locks(Trace trace) {
    return trace.lanes().stream()
        .flatMap(lane -> lane.spans().stream())
        .map(Span::lock)
        .distinct()
        .toList();
  }

  private static void write(Lane lane, List<String> locks, DataOutputStream out)
      throws IOException {
    write(lane.thread(), out);
    out.writeLong(lane.threadId());
    out.writeInt(lane.spans().size());
    for (Span span : lane.spans()) {
      out.writeByte(List.of(STATES).indexOf(span.state()));
      out.writeInt(locks.indexOf(span.lock()));
      out.writeLong(span.from());
      out.writeLong(span.nanos());
      out.writeInt(span.core());
    }
  }

  /** Names may be longer than {@link DataOutputStream#writeUTF} takes. */
  private static void write(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * What a worker sent, on this JVM's clock.
   *
   * @param process what the worker is called
   */
  static Trace decode(byte[] batch, String process) throws MalformedFrameException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(batch))) {
      return new Reader(in, process).trace();
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new MalformedFrameException("a piece of a trace cannot be read: " + e);
    }
  }

  private record Reader(DataInputStream in, String process) {
    Trace trace() throws IOException {
      long offset = in.readLong();
      long error = in.readLong();
      long dropped = in.readLong();
      boolean known = in.readBoolean();
      String source = text();
      List<Integer> cores = new ArrayList<>();
      for (int left = count(); left > 0; left--) {
        cores.add(in.readInt());
      }
      List<String> locks = new ArrayList<>();
      for (int left = count(); left > 0; left--) {
        locks.add(text());
      }
      List<Lane> lanes = new ArrayList<>();
      for (int left = count(); left > 0; left--) {
        lanes.add(lane(locks, offset));
      }
      List<Incident> incidents = new ArrayList<>();
      for (int left = count(); left > 0; left--) {
        incidents.add(incident(offset));
      }
      long from =
          lanes.stream().flatMap(l -> l.spans().stream()).mapToLong(Span::from).min().orElse(0);
      long to = lanes.stream().flatMap(l -> l.spans().stream()).mapToLong(Span::to).max().orElse(0);
      return new Trace(
          lanes,
          incidents,
          List.of(new ProcessClock(process, offset, error)),
          from,
          to,
          dropped,
          new CoreSource(known, source, cores));
    }

    private Lane lane(List<String> locks, long offset) throws IOException {
      String thread = text();
      long id = in.readLong();
      List<Span> spans = new ArrayList<>();
      for (int left = count(); left > 0; left--) {
        State state = STATES[in.readByte()];
        String lock = locks.get(in.readInt());
        long from = in.readLong() + offset;
        long nanos = in.readLong();
        spans.add(new Span(state, lock, from, from + nanos, in.readInt()));
      }
      return new Lane(thread, id, process, spans);
    }

    private Incident incident(long offset) throws IOException {
      Incident.Kind kind = KINDS[in.readByte()];
      String thread = text();
      long from = in.readLong() + offset;
      long to = in.readLong() + offset;
      return new Incident(kind, process, thread, from, to, text());
    }

    private String text() throws IOException {
      return new String(in.readNBytes(count()), StandardCharsets.UTF_8);
    }

    /** Of things of a byte or more each. */
    private int count() throws IOException {
      int count = in.readInt();
      if (count < 0 || count > in.available()) {
        throw new IOException("a count of " + count + " with " + in.available() + " bytes left");
      }
      return count;
    }
  }
}
