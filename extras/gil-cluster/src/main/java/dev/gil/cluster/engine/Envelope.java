package dev.gil.cluster.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A task on its way to a member. Its own few fields are read without deserialization; the task
 * itself stays bytes until it is read under gil's filter.
 *
 * @param build of the sender, as {@link Build#HERE}
 * @param id of this sending
 * @param attempts how often it may be begun from here on, this time included
 * @param lock shared name to run under; empty for the member's own
 * @param notes where to send progress; empty if nobody listens
 * @param allowed further classes that may be deserialized
 * @param task as core encoded it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Envelope(
    String build,
    TaskId id,
    int attempts,
    String lock,
    String notes,
    List<String> allowed,
    byte[] task) {
  private static final int MAGIC = 0x67696c01; // gil, and the version of this form
  private static final int MOST_PATTERNS = 10_000;

  /** As bytes. */
  public byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 + task.length);
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeInt(MAGIC);
      out.writeUTF(build);
      out.writeLong(id.run());
      out.writeLong(id.number());
      out.writeInt(attempts);
      out.writeUTF(lock);
      out.writeUTF(notes);
      out.writeInt(allowed.size());
      for (String pattern : allowed) {
        out.writeUTF(pattern);
      }
      out.writeInt(task.length);
      out.write(task);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writing to memory
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is nothing of the kind
   */
  public static Envelope read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int magic = in.readInt();
    if (magic != MAGIC) {
      throw new IOException("starts with " + Integer.toHexString(magic));
    }
    String build = in.readUTF();
    TaskId id = new TaskId(in.readLong(), in.readLong());
    int attempts = in.readInt();
    String lock = in.readUTF();
    String notes = in.readUTF();
    int patterns = in.readInt();
    if (patterns < 0 || patterns > MOST_PATTERNS) {
      throw new IOException("has " + patterns + " patterns");
    }
    List<String> allowed = new ArrayList<>();
    for (int i = 0; i < patterns; i++) {
      allowed.add(in.readUTF());
    }
    int length = in.readInt();
    if (length != in.available()) {
      throw new IOException("is cut: " + in.available() + " bytes of " + length);
    }
    return new Envelope(build, id, attempts, lock, notes, allowed, in.readNBytes(length));
  }
}
