package dev.gil.cluster.hazelcast;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import dev.gil.cluster.member.Station;
import org.jspecify.annotations.Nullable;

/** Makes what arrives: in a member, at its station. */
final class Parcels implements DataSerializableFactory {
  private volatile @Nullable Station station;

  void are(Station here) {
    station = here;
  }

  @Override
  public IdentifiedDataSerializable create(int typeId) {
    return switch (typeId) {
      case Names.DELIVERY -> new Delivery(station);
      case Names.NOTICE -> new Notice(station);
      default -> throw new IllegalArgumentException("nothing of gil is of type " + typeId);
    };
  }
}
