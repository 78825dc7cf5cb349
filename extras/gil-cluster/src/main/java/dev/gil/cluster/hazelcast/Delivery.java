package dev.gil.cluster.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import dev.gil.cluster.member.Station;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The one kind of task that Hazelcast sees: bytes in, bytes out. One that is durable may come to a
 * second member, after the first was lost.
 */
final class Delivery implements Callable<byte[]>, IdentifiedDataSerializable {
  private final @Nullable Station station;
  private byte[] envelope;
  private boolean durable;

  /** To be sent. */
  Delivery(byte[] envelope, boolean durable) {
    this.station = null;
    this.envelope = envelope;
    this.durable = durable;
  }

  /** To be read and run in a member. */
  Delivery(@Nullable Station station) {
    this.station = station;
    this.envelope = new byte[0];
  }

  @Override
  public byte[] call() {
    return Objects.requireNonNull(station, "tasks run in members only").deliver(envelope, durable);
  }

  @Override
  public int getFactoryId() {
    return Names.FACTORY;
  }

  @Override
  public int getClassId() {
    return Names.DELIVERY;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeBoolean(durable);
    out.writeByteArray(envelope);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    durable = in.readBoolean();
    envelope = Objects.requireNonNullElse(in.readByteArray(), envelope);
  }
}
