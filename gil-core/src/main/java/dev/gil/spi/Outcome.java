package dev.gil.spi;

import dev.gil.ProtocolCorruptedException;
import dev.gil.ResultNotSerializableException;
import dev.gil.TaskNotSerializableException;
import dev.gil.internal.TrustFilter;
import dev.gil.internal.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended in another JVM, as bytes: a result, or an exception with enough text beside it
 * that something can be said if it does not deserialize.
 */
record Outcome(@Nullable Object value, @Nullable Throwable failure) {
  private static final byte VALUE = 0;
  private static final byte FAILURE = 1;

  static byte[] encode(@Nullable Object value, @Nullable Throwable failure, String label) {
    if (failure != null) {
      return encodeFailure(failure);
    }
    try {
      return bytes(VALUE, "", Wire.write(value));
    } catch (TaskNotSerializableException e) {
      return encodeFailure(
          new ResultNotSerializableException(
              "task \"" + label + "\" ran, but its result cannot travel: " + e.getMessage()));
    }
  }

  private static byte[] encodeFailure(Throwable failure) {
    byte[] body;
    try {
      body = Wire.write(failure);
    } catch (TaskNotSerializableException e) {
      body = new byte[0];
    }
    return bytes(FAILURE, failure.toString() + trace(failure), body);
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

  private static byte[] bytes(byte kind, String said, byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + said.length() + 8);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(kind);
      out.writeUTF(said.length() > 16_000 ? said.substring(0, 16_000) : said);
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writing to memory
    }
    return bytes.toByteArray();
  }

  static Outcome decode(byte[] outcome, TrustFilter trust, String label) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(outcome))) {
      byte kind = in.readByte();
      String said = in.readUTF();
      byte[] body = in.readAllBytes();
      return switch (kind) {
        case VALUE -> value(body, trust, label);
        case FAILURE -> new Outcome(null, failure(said, body, trust, label));
        default -> corrupt(label, "kind " + kind);
      };
    } catch (IOException e) {
      return corrupt(label, e.toString());
    }
  }

  private static Outcome value(byte[] body, TrustFilter trust, String label) {
    try {
      return new Outcome(Wire.read(body, trust), null);
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
