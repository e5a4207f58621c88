package dev.heddle.coordinator.replication;

import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

/** Makes what other members send by number: no class is ever loaded by a name that came over the network. */
final class GridTypes implements DataSerializableFactory {

    static final int FACTORY_ID = 7301;
    static final int PUT_IF_NEWER = 1;
    static final int NEWEST_WINS = 2;

    @Override
    public IdentifiedDataSerializable create(int typeId) {
        return switch (typeId) {
            case PUT_IF_NEWER -> new PutIfNewer();
            case NEWEST_WINS -> new NewestWins();
            default -> throw new IllegalArgumentException("unknown type " + typeId);
        };
    }
}
