package dev.gil.cluster.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import dev.gil.cluster.member.Station;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A note on its way to a member. */
final class Notice implements Callable<Boolean>, IdentifiedDataSerializable {
  private final @Nullable Station station;
  private byte[] note;

  /** To be sent. */
  Notice(byte[] note) {
    this.station = null;
    this.note = note;
  }

  /** To be read and told in a member. */
  Notice(@Nullable Station station) {
    this.station = station;
    this.note = new byte[0];
  }

  @Override
  public Boolean call() {
    Objects.requireNonNull(station, "notes are told in members only").tell(note);
    return true;
  }

  @Override
  public int getFactoryId() {
    return Names.FACTORY;
  }

  @Override
  public int getClassId() {
    return Names.NOTICE;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeByteArray(note);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    note = Objects.requireNonNullElse(in.readByteArray(), note);
  }
}
