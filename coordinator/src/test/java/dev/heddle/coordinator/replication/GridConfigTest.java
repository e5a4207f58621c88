package dev.heddle.coordinator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GridConfigTest {

    private final InternalSerializationService filtered = new DefaultSerializationServiceBuilder()
            .setConfig(GridConfig.of(new ReplicationSettings(List.of("127.0.0.1:9"), 9, "127.0.0.1"), "replica-1")
                    .getSerializationConfig())
            .build();

    static List<Exception> failures() {
        return List.of(
                new RetryableHazelcastException("migrating"),
                new IndeterminateOperationStateException("left", new IllegalStateException("cause")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void membersUnderstandWhyACallFailed(Exception failure) {
        Exception read = filtered.toObject(filtered.toData(failure));

        assertThat(read).hasSameClassAs(failure).hasMessage(failure.getMessage());
    }

    private static final Pattern SENT = Pattern.compile("com/hazelcast/(core|spi/exception|spi/impl/operationservice"
            + "|internal/cluster/impl|internal/partition|partition|map|map/impl/operation|nio/serialization"
            + "|splitbrainprotection|query|config)/[^/]*Exception\\.class");

    @Test
    void everyExceptionOfTheGridsOwnIsKnown() throws Exception {
        Path jar = Path.of(HazelcastException.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarFile classes = new JarFile(jar.toFile())) {
            assertThat(classes.stream()
                            .map(JarEntry::getName)
                            .filter(SENT.asMatchPredicate())
                            .map(name -> name.substring(0, name.length() - ".class".length())
                                    .replace('/', '.')))
                    .hasSizeGreaterThan(20)
                    .allMatch(GridConfig.EXCEPTIONS::contains);
        }
    }

    static List<Serializable> strangers() {
        return List.of(new AtomicLong(1), new InetSocketAddress("127.0.0.1", 1), new ProcessFailure(), (Serializable
                        & Runnable)
                () -> {});
    }

    private static final class ProcessFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void nothingElseIsMadeFromBytesThatAMemberSends(Serializable stranger) {
        var bytes = filtered.toData(stranger);

        assertThatThrownBy(() -> filtered.toObject(bytes))
                .isInstanceOfAny(SecurityException.class, HazelcastSerializationException.class)
                .rootCause()
                .hasMessageContaining("not allowed");
    }
}
