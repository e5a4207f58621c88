package dev.heddle.coordinator.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How REST is offered.
 *
 * @param tokenFile file with the token that every request must carry; absent = no token is asked for
 * @param allowedHosts names beside the loopback ones by which clients may call this server while it asks for no token
 * @param replyTimeout how long a request waits for the engine's answer
 * @param forwardTimeout how long a standby waits for the leader's answer
 * @param leaderPatience how long a standby keeps a write waiting while no leader can be reached
 * @param maxChangesPerClient changes asked for from one network address that are before the engine at once; more wait
 *     for their turn, so that others' do not queue behind them. More of them share each commit
 */
@ConfigurationProperties("heddle.rest")
record ApiSettings(
        @Nullable Path tokenFile,
        @DefaultValue({}) List<String> allowedHosts,
        @DefaultValue("10s") Duration replyTimeout,
        @DefaultValue("15s") Duration forwardTimeout,
        @DefaultValue("5s") Duration leaderPatience,
        @DefaultValue("1") int maxChangesPerClient) {

    ApiSettings {
        if (maxChangesPerClient < 1) {
            throw new IllegalArgumentException("heddle.rest.max-changes-per-client must be at least 1");
        }
        allowedHosts = List.copyOf(allowedHosts);
    }
}
