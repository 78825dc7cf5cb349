package dev.gil.internal;

import dev.gil.TaskNotSerializableException;
import dev.gil.refcount.RefCountedSegment;
import dev.gil.spi.Depot;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.SerializedLambda;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values in a compact form, which {@link ValueReader} reads: numbers, strings, byte arrays and
 * lambdas in as many bytes as they need, everything else by a {@link Codec} that takes it or by
 * Java serialization. A task that has captured an {@code int} takes a fifth of the bytes that Java
 * serialization makes of it, and a tenth of the time.
 *
 * <p><b>Nothing is lost by taking values apart.</b> Java serialization keeps it that two captured
 * variables lead to the same list. Parts that are written one by one would each get a copy. So all
 * that is written may have one graph and no array beside it, or any number of arrays that are not
 * the same; at anything else {@link #value} says no, and the whole is written as one graph.
 *
 * <p>For one thread.
 */
public final class ValueWriter {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private static final long[] NO_TICKETS = {};
  private static final long MOST_BYTES = 1 << 30;

  private final @Nullable Depot depot;
  private final boolean shares;
  private byte[] bytes = new byte[320];
  private int size;
  private boolean hasGraph;
  private @Nullable Set<byte[]> arrays;
  private long[] tickets = NO_TICKETS;
  private List<RefCountedSegment> pinned = List.of();

  public ValueWriter() {
    this(null, false);
  }

  /**
   * With more ways than bytes.
   *
   * @param depot for large arrays; null if there is none
   * @param shares whether segments may be shared
   */
  public ValueWriter(@Nullable Depot depot, boolean shares) {
    this.depot = depot;
    this.shares = shares;
  }

  private static VarHandle view(Class<?> arrays) {
    return MethodHandles.byteArrayViewVarHandle(arrays, ByteOrder.BIG_ENDIAN);
  }

  /** All that was written. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Where the next byte goes. */
  public int mark() {
    return size;
  }

  /** Forgets what was written since {@code mark}, as long as nothing before it was a value. */
  public void backTo(int mark) {
    size = mark;
    hasGraph = false;
    arrays = null;
    freeAll();
  }

  /** What is to be freed once what was written is not needed any more. */
  public long[] tickets() {
    return tickets;
  }

  /** Frees what was stored: what was written will not travel. */
  public void freeAll() {
    if (depot != null) {
      for (long ticket : tickets) {
        depot.free(ticket);
      }
    }
    tickets = NO_TICKETS;
    pinned.forEach(RefCountedSegment::unpin);
    pinned = List.of();
  }

  /** Segments that are to be unpinned once what was written is not needed any more. */
  public List<RefCountedSegment> pinned() {
    return pinned;
  }

  /** Writes the tickets at the end, where {@link ValueReader#tickets} finds them. */
  public void endWithTickets() {
    for (long ticket : tickets) {
      number(ticket);
    }
    octet(tickets.length);
  }

  /** One byte. */
  public void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** A number of eight bytes. */
  public void number(long value) {
    room(8);
    LONGS.set(bytes, size, value);
    size += 8;
  }

  /** Text of any length. */
  public void text(String text) {
    byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
    boolean exact = latin.length == text.length() && isLatin(text);
    byte[] encoded = exact ? latin : text.getBytes(StandardCharsets.UTF_8);
    room(4 + encoded.length);
    INTS.set(bytes, size, exact ? encoded.length : -1 - encoded.length);
    System.arraycopy(encoded, 0, bytes, size + 4, encoded.length);
    size += 4 + encoded.length;
  }

  private static boolean isLatin(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return false;
      }
    }
    return true;
  }

  /** Bytes with their length. */
  public void block(byte[] block) {
    room(4 + block.length);
    INTS.set(bytes, size, block.length);
    System.arraycopy(block, 0, bytes, size + 4, block.length);
    size += 4 + block.length;
  }

  /**
   * A value, as what it is now.
   *
   * @return false if the whole must be written in another way; then part of it may have been
   *     written
   */
  public boolean value(@Nullable Object value) {
    switch (value) {
      case null -> octet(Tag.NULL);
      case Boolean b -> octet(b ? Tag.TRUE : Tag.FALSE);
      case Integer i -> number(Tag.INT, i);
      case Long l -> number(Tag.LONG, l);
      case Double d -> number(Tag.DOUBLE, Double.doubleToRawLongBits(d));
      case Float f -> number(Tag.FLOAT, Float.floatToRawIntBits(f));
      case Byte b -> {
        octet(Tag.BYTE);
        octet(b);
      }
      case Short s -> number(Tag.SHORT, s);
      case Character c -> number(Tag.CHAR, (short) (char) c);
      case String s -> {
        octet(Tag.STRING);
        text(s);
      }
      case byte[] array -> {
        if (!isFirstTime(array)) {
          return false;
        }
        array(array);
      }
      case ByteBuffer buffer -> {
        octet(Tag.BUFFER);
        octet(Buffers.kind(buffer));
        array(Buffers.bytes(buffer));
      }
      case MemorySegment memory -> {
        octet(Tag.MEMORY);
        array(bytes(memory));
      }
      case RefCountedSegment segment -> share(segment);
      default -> {
        @Nullable LambdaShape shape = LambdaShape.of(value);
        return shape == null ? coded(value) || graph(value) : lambda(shape, value);
      }
    }
    return true;
  }

  private boolean isFirstTime(byte[] array) {
    if (hasGraph) {
      return false;
    }
    if (arrays == null) {
      arrays = Collections.newSetFromMap(new IdentityHashMap<>(2));
    }
    return arrays.add(array);
  }

  private void array(byte[] array) {
    if (!stored(array)) {
      room(5 + array.length); // once, for an array may be large
      octet(Tag.BYTES);
      block(array);
    }
  }

  private static byte[] bytes(MemorySegment memory) {
    if (memory.byteSize() > MOST_BYTES) {
      throw new TaskNotSerializableException(
          "a segment of "
              + memory.byteSize()
              + " bytes cannot travel, at most "
              + MOST_BYTES
              + " can. RefCountedSegment.allocateShared makes memory that workers see");
    }
    return memory.toArray(ValueLayout.JAVA_BYTE);
  }

  private void share(RefCountedSegment segment) {
    @Nullable Path file = SegmentAccess.get().file(segment);
    if (file == null || !shares) {
      throw new TaskNotSerializableException(
          segment
              + " cannot travel: "
              + (shares
                  ? "only RefCountedSegment.allocateShared makes memory that workers see"
                  : "a task cannot answer with a segment. Let it write into one that it captured"));
    }
    segment.pin();
    pinned = new ArrayList<>(pinned);
    pinned.add(segment);
    octet(Tag.SHARED);
    text(file.toString());
    number(segment.byteSize());
  }

  /**
   * Any object as the bytes of a graph, to be written as a {@link #block}.
   *
   * @throws TaskNotSerializableException if part of it is not serializable
   */
  public byte[] graphOf(@Nullable Object root) {
    return Wire.write(root, depot == null ? null : this::ticketOf);
  }

  private long ticketOf(byte[] array) {
    if (depot == null || tickets.length == Byte.MAX_VALUE) {
      return Depot.NOT_STORED;
    }
    long ticket = depot.store(array);
    if (ticket >= 0) {
      tickets = Arrays.copyOf(tickets, tickets.length + 1);
      tickets[tickets.length - 1] = ticket;
    }
    return ticket;
  }

  private boolean stored(byte[] array) {
    long ticket = ticketOf(array);
    if (ticket < 0) {
      return false;
    }
    laidDown(Tag.STORED, ticket, array.length);
    return true;
  }

  private void laidDown(byte tag, long ticket, int length) {
    room(13);
    bytes[size] = tag;
    LONGS.set(bytes, size + 1, ticket);
    INTS.set(bytes, size + 9, length);
    size += 13;
  }

  /** Several values with their number; as {@link #value}. */
  public boolean values(@Nullable Object[] values) {
    room(4);
    INTS.set(bytes, size, values.length);
    size += 4;
    for (@Nullable Object value : values) {
      if (!value(value)) {
        return false;
      }
    }
    return true;
  }

  private void number(byte tag, int value) {
    room(5);
    bytes[size] = tag;
    INTS.set(bytes, size + 1, value);
    size += 5;
  }

  private void number(byte tag, short value) {
    room(3);
    bytes[size] = tag;
    SHORTS.set(bytes, size + 1, value);
    size += 3;
  }

  private void number(byte tag, long value) {
    room(9);
    bytes[size] = tag;
    LONGS.set(bytes, size + 1, value);
    size += 9;
  }

  private boolean lambda(LambdaShape shape, Object lambda) {
    @Nullable SerializedLambda form = shape.serialized(lambda);
    if (form == null || form.getCapturedArgCount() > Byte.MAX_VALUE) {
      return graph(lambda);
    }
    LambdaShape.@Nullable Kept kept = depot == null ? null : shape.keptIn(depot, form);
    if (kept == null) {
      octet(Tag.LAMBDA);
      block(shape.description(form));
    } else {
      laidDown(Tag.KEPT_LAMBDA, kept.ticket(), kept.length());
    }
    octet(form.getCapturedArgCount());
    for (int i = 0; i < form.getCapturedArgCount(); i++) {
      if (!value(form.getCapturedArg(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean coded(Object value) {
    Codecs.@Nullable Coded coded = Codecs.write(value);
    if (coded == null) {
      return false;
    }
    octet(Tag.CODED);
    text(coded.codec());
    block(coded.bytes());
    return true;
  }

  private boolean graph(Object value) {
    if (hasGraph || arrays != null || !(value instanceof Serializable)) {
      return false;
    }
    hasGraph = true;
    try {
      byte[] graph = graphOf(value);
      octet(Tag.GRAPH);
      block(graph);
      return true;
    } catch (TaskNotSerializableException e) {
      return false; // writing the whole finds the same, and knows the way to it
    }
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      int wanted = Math.addExact(size, more);
      bytes =
          Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(2L * size, Integer.MAX_VALUE - 8)));
    }
  }
}
