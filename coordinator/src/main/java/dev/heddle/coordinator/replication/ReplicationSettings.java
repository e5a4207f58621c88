package dev.heddle.coordinator.replication;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How replicas of the coordinator reach one another. Traffic between them is neither encrypted nor authenticated: keep
 * it on the loopback address or a network of its own.
 *
 * @param members {@code host:port} of every replica, this one included; without any, this is the only replica
 * @param port port that other replicas reach this one at
 * @param bindAddress address that it listens at
 */
@ConfigurationProperties("heddle.replication")
public record ReplicationSettings(
        @DefaultValue List<String> members,
        @DefaultValue("5701") int port,
        @DefaultValue("127.0.0.1") String bindAddress) {

    /** Replicas at most. */
    static final int MAX_MEMBERS = 9;

    /** Refuses what cannot be meant. */
    public ReplicationSettings {
        members = List.copyOf(members);
        if (members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException("heddle.replication.members names " + members.size()
                    + " replicas, at most " + MAX_MEMBERS + " work");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("heddle.replication.port must be 1 to 65535");
        }
    }

    /** Whether there are other replicas. */
    boolean several() {
        return members.size() > 1;
    }
}
