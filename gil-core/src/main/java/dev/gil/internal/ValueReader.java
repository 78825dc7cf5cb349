package dev.gil.internal;

import dev.gil.refcount.RefCountedSegment;
import dev.gil.spi.Depot;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ValueWriter} wrote, of classes that a {@link TrustFilter} accepts. What was not
 * written by it is an {@link IOException}, and takes no more memory than it has bytes. For one
 * thread.
 */
public final class ValueReader {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int MAX_DEPTH = 100;

  private final byte[] bytes;
  private final @Nullable Depot depot;
  private int at;
  private int depth;
  private List<RefCountedSegment> opened = List.of();

  public ValueReader(byte[] bytes) {
    this(bytes, null);
  }

  /** With the place where large arrays were laid down. */
  public ValueReader(byte[] bytes, @Nullable Depot depot) {
    this.bytes = bytes;
    this.depot = depot;
  }

  /** The tickets at the end; none if it does not end with tickets. */
  public static long[] tickets(byte[] bytes) {
    int count = bytes.length == 0 ? 0 : bytes[bytes.length - 1];
    int from = bytes.length - 1 - count * Long.BYTES;
    if (count <= 0 || from < 0) {
      return new long[0];
    }
    long[] tickets = new long[count];
    for (int i = 0; i < count; i++) {
      tickets[i] = (long) LONGS.get(bytes, from + i * Long.BYTES);
    }
    return tickets;
  }

  /** One byte. */
  public byte octet() throws IOException {
    return bytes[skip(1)];
  }

  /** A number of eight bytes. */
  public long number() throws IOException {
    return (long) LONGS.get(bytes, skip(8));
  }

  /** Text. */
  public String text() throws IOException {
    int said = (int) INTS.get(bytes, skip(4));
    int length = said < 0 ? -1 - said : said;
    int from = skip(length);
    return new String(
        bytes, from, length, said < 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  /** Bytes with their length: a copy. */
  public byte[] block() throws IOException {
    int length = (int) INTS.get(bytes, skip(4));
    int from = skip(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /** Whether nothing is left. */
  public boolean isAtEnd() {
    return at == bytes.length;
  }

  /**
   * A value.
   *
   * @throws ClassNotFoundException if this JVM does not have a class of it
   */
  public @Nullable Object value(TrustFilter trust) throws IOException, ClassNotFoundException {
    byte tag = octet();
    return switch (tag) {
      case Tag.NULL -> null;
      case Tag.FALSE -> false;
      case Tag.TRUE -> true;
      case Tag.BYTE -> octet();
      case Tag.SHORT -> (short) SHORTS.get(bytes, skip(2));
      case Tag.CHAR -> (char) (short) SHORTS.get(bytes, skip(2));
      case Tag.INT -> (int) INTS.get(bytes, skip(4));
      case Tag.LONG -> (long) LONGS.get(bytes, skip(8));
      case Tag.FLOAT -> Float.intBitsToFloat((int) INTS.get(bytes, skip(4)));
      case Tag.DOUBLE -> Double.longBitsToDouble((long) LONGS.get(bytes, skip(8)));
      case Tag.STRING -> text();
      case Tag.BYTES -> block();
      case Tag.STORED -> stored();
      case Tag.BUFFER -> Buffers.buffer(octet(), array());
      case Tag.MEMORY -> Buffers.memory(array());
      case Tag.SHARED -> shared(trust);
      case Tag.GRAPH -> graph(trust);
      case Tag.CODED -> Codecs.read(text(), block());
      case Tag.LAMBDA -> lambda(LambdaForm.of(block()), trust);
      case Tag.KEPT_LAMBDA -> lambda(keptForm(trust), trust);
      default -> throw new IOException("malformed: no value begins with " + tag);
    };
  }

  /**
   * What was written by {@link ValueWriter#graphOf}.
   *
   * @throws ClassNotFoundException if this JVM does not have a class of it
   */
  public @Nullable Object graph(TrustFilter trust) throws IOException, ClassNotFoundException {
    return Wire.read(block(), trust, depot);
  }

  private byte[] array() throws IOException {
    byte tag = octet();
    if (tag != Tag.BYTES && tag != Tag.STORED) {
      throw new IOException("malformed: no array begins with " + tag);
    }
    return tag == Tag.BYTES ? block() : stored();
  }

  private RefCountedSegment shared(TrustFilter trust) throws IOException {
    if (!trust.isOfTask()) {
      throw new IOException("malformed: a worker does not say which files to open");
    }
    RefCountedSegment segment = SegmentAccess.get().open(Path.of(text()), number());
    opened = new ArrayList<>(opened);
    opened.add(segment);
    return segment;
  }

  /** Segments that were opened, to be released once what was read is not needed any more. */
  public List<RefCountedSegment> opened() {
    return opened;
  }

  private byte[] stored() throws IOException {
    long ticket = number();
    int length = (int) INTS.get(bytes, skip(4));
    if (depot == null || length < 0) {
      throw new IOException("malformed: " + length + " bytes were stored, and nowhere");
    }
    return depot.fetch(ticket, length);
  }

  /**
   * Several values.
   *
   * @throws ClassNotFoundException if this JVM does not have a class of one
   */
  public @Nullable Object[] values(TrustFilter trust) throws IOException, ClassNotFoundException {
    int count = (int) INTS.get(bytes, skip(4));
    if (count < 0 || count > bytes.length - at) { // each takes a byte at least
      throw new IOException("malformed: " + count + " values in " + (bytes.length - at) + " bytes");
    }
    @Nullable Object[] values = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = value(trust);
    }
    return values;
  }

  private LambdaForm keptForm(TrustFilter trust) throws IOException {
    long ticket = number();
    int length = (int) INTS.get(bytes, skip(4));
    if (depot == null || !trust.isOfTask()) {
      throw new IOException("malformed: a lambda of " + length + " bytes is kept, and nowhere");
    }
    return KeptForms.of(depot).form(depot, ticket, length);
  }

  private Object lambda(LambdaForm form, TrustFilter trust)
      throws IOException, ClassNotFoundException {
    if (++depth > MAX_DEPTH) {
      throw new IOException("malformed: lambdas that capture lambdas, " + depth + " deep");
    }
    byte count = octet();
    if (count < 0) {
      throw new IOException("malformed: a lambda with " + count + " captured values");
    }
    @Nullable Object[] captured = new @Nullable Object[count];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = value(trust);
    }
    depth--;
    return form.make(captured, trust);
  }

  private int skip(int length) throws IOException {
    if (length < 0 || length > bytes.length - at) {
      throw new IOException(
          "malformed: " + length + " bytes at " + at + " of " + bytes.length + " bytes");
    }
    int from = at;
    at += length;
    return from;
  }
}
