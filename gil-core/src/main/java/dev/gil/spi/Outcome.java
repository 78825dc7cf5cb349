package dev.gil.spi;

import dev.gil.ProtocolCorruptedException;
import dev.gil.ResultNotSerializableException;
import dev.gil.TaskNotSerializableException;
import dev.gil.internal.TrustFilter;
import dev.gil.internal.ValueReader;
import dev.gil.internal.ValueWriter;
import dev.gil.internal.Wire;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended in another JVM, as bytes: a result, or an exception with enough text beside it
 * that something can be said if it does not deserialize.
 */
record Outcome(@Nullable Object value, @Nullable Throwable failure) {
  private static final byte VALUE = 0;
  private static final byte FAILURE = 1;
  private static final byte GRAPH = 2;
  private static final byte CHUNK = 3;

  /** Ends with the tickets of what was stored beside it. */
  static byte[] encode(
      @Nullable Object value, @Nullable Throwable failure, String label, @Nullable Depot depot) {
    if (failure != null) {
      return encodeFailure(failure);
    }
    ValueWriter out = new ValueWriter(depot, false);
    try {
      if (value instanceof Chunk chunk) {
        encodeChunk(chunk, out);
      } else {
        encodeValue(value, out);
      }
      out.endWithTickets();
      return out.bytes();
    } catch (TaskNotSerializableException e) {
      out.freeAll();
      return encodeFailure(
          new ResultNotSerializableException(
              "task \"" + label + "\" ran, but its result cannot travel: " + e.getMessage()));
    }
  }

  private static void encodeValue(@Nullable Object value, ValueWriter out) {
    out.octet(VALUE);
    if (!out.value(value)) {
      out.backTo(0);
      out.octet(GRAPH);
      out.block(out.graphOf(value));
    }
  }

  private static void encodeChunk(Chunk chunk, ValueWriter out) {
    out.octet(CHUNK);
    out.number(chunk.nanos());
    int mark = out.mark();
    out.octet(VALUE);
    if (!out.values(chunk.values())) {
      out.backTo(mark);
      out.octet(GRAPH);
      out.block(out.graphOf(chunk.values()));
    }
    out.octet(chunk.failure() == null ? VALUE : FAILURE);
    if (chunk.failure() != null) {
      out.block(encodeFailure(chunk.failure()));
    }
  }

  private static byte[] encodeFailure(Throwable failure) {
    byte[] body;
    try {
      body = Wire.write(failure);
    } catch (TaskNotSerializableException e) {
      body = new byte[0];
    }
    ValueWriter out = new ValueWriter();
    out.octet(FAILURE);
    out.text(failure.toString() + trace(failure));
    out.block(body);
    out.endWithTickets();
    return out.bytes();
  }

  private static String trace(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement frame : failure.getStackTrace()) {
      text.append("\n\tat ").append(frame);
      if (text.length() > 8_000) {
        return text.append("\n\t...").toString();
      }
    }
    return text.toString();
  }

  /** Frees what was stored beside it, whether or not it can be read. */
  static Outcome decode(byte[] outcome, TrustFilter trust, String label, @Nullable Depot depot) {
    try {
      return read(outcome, trust, label, depot);
    } finally {
      if (depot != null) {
        for (long ticket : ValueReader.tickets(outcome)) {
          depot.free(ticket);
        }
      }
    }
  }

  private static Outcome read(
      byte[] outcome, TrustFilter trust, String label, @Nullable Depot depot) {
    ValueReader in = new ValueReader(outcome, depot);
    try {
      byte kind = in.octet();
      return switch (kind) {
        case VALUE, GRAPH -> value(kind, in, trust, label);
        case CHUNK -> chunk(in, trust, label);
        case FAILURE -> new Outcome(null, failure(in.text(), in.block(), trust, label));
        default -> corrupt(label, "kind " + kind);
      };
    } catch (IOException e) {
      return corrupt(label, e.toString());
    }
  }

  private static Outcome value(byte kind, ValueReader in, TrustFilter trust, String label) {
    try {
      return new Outcome(kind == GRAPH ? in.graph(trust) : in.value(trust), null);
    } catch (ClassNotFoundException | IOException e) {
      return new Outcome(
          null,
          new ResultNotSerializableException(
              "task \""
                  + label
                  + "\" ran, but its result was not accepted here: "
                  + Wire.reason(e, trust),
              e));
    }
  }

  private static Outcome chunk(ValueReader in, TrustFilter trust, String label) throws IOException {
    long nanos = in.number();
    @Nullable Object[] values;
    try {
      values =
          in.octet() == GRAPH
              ? (@Nullable Object[]) Objects.requireNonNull(in.graph(trust))
              : in.values(trust);
    } catch (ClassNotFoundException | IOException e) {
      return new Outcome(
          null,
          new ResultNotSerializableException(
              "task \""
                  + label
                  + "\" ran, but results of it were not accepted here: "
                  + Wire.reason(e, trust),
              e));
    }
    @Nullable Throwable failure =
        in.octet() == FAILURE ? read(in.block(), trust, label, null).failure() : null;
    return new Outcome(new Chunk(values, nanos, failure), null);
  }

  private static Throwable failure(String said, byte[] body, TrustFilter trust, String label) {
    @Nullable Exception why = null;
    if (body.length > 0) {
      try {
        if (Wire.read(body, trust) instanceof Throwable failure) {
          return failure;
        }
      } catch (ClassNotFoundException | IOException e) {
        why = e;
      }
    }
    return new ResultNotSerializableException(
        "task \""
            + label
            + "\" threw an exception that could not travel"
            + (why == null ? "" : " (" + Wire.reason(why, trust) + ")")
            + ": "
            + said,
        why);
  }

  private static Outcome corrupt(String label, String why) {
    return new Outcome(
        null,
        new ProtocolCorruptedException(
            "the answer to task \"" + label + "\" is not an outcome (" + why + ")"));
  }
}
