package dev.heddle.coordinator.replication;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.SerializationConfig;
import java.util.List;
import java.util.Map;

/** How Hazelcast is set up. */
final class GridConfig {

    /** Member attribute that names the replica. */
    static final String REPLICA = "replica";

    private static final int BACKUPS = 1;

    /**
     * Hazelcast's own defaults declare a member dead after 60 s and look for split clusters after 300 s. Few threads:
     * it carries changes, no load. Few partitions, which move with every change of members: it holds thousands of cells,
     * no more. One event thread: what a standby hears keeps its order. A call that finds its partition on the move is
     * given up after two seconds, not after two minutes, and a move after ten: the caller asks again by itself. Nobody waits
     * for backups: of a member that died, they would be waited for for seconds, and whatever its end may have lost is
     * told again.
     */
    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("hazelcast.phone.home.enabled", "false"),
            Map.entry("hazelcast.logging.type", "slf4j"),
            Map.entry("hazelcast.shutdownhook.enabled", "false"),
            Map.entry("hazelcast.socket.bind.any", "false"),
            Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
            Map.entry("hazelcast.max.no.heartbeat.seconds", "5"),
            Map.entry("hazelcast.merge.first.run.delay.seconds", "10"),
            Map.entry("hazelcast.merge.next.run.delay.seconds", "10"),
            Map.entry("hazelcast.wait.seconds.before.join", "0"),
            Map.entry("hazelcast.operation.fail.on.indeterminate.state", "true"),
            Map.entry("hazelcast.operation.call.timeout.millis", "10000"),
            Map.entry("hazelcast.invocation.max.retry.count", "8"),
            Map.entry("hazelcast.invocation.retry.pause.millis", "250"),
            Map.entry("hazelcast.partition.migration.timeout", "10"),
            Map.entry("hazelcast.partition.count", "31"),
            Map.entry("hazelcast.operation.thread.count", "2"),
            Map.entry("hazelcast.operation.generic.thread.count", "2"),
            Map.entry("hazelcast.io.thread.count", "1"),
            Map.entry("hazelcast.event.thread.count", "1"),
            Map.entry("hazelcast.event.queue.capacity", "100000"));

    /**
     * What members say to each other when a call fails, which Hazelcast does by Java serialization. Of one that is
     * missing here, the call that failed would wait until it times out.
     */
    static final List<String> EXCEPTIONS = List.of(
            "com.hazelcast.config.InvalidConfigurationException",
            "com.hazelcast.core.ConsistencyLostException",
            "com.hazelcast.core.HazelcastException",
            "com.hazelcast.core.HazelcastInstanceNotActiveException",
            "com.hazelcast.core.HazelcastOverloadException",
            "com.hazelcast.core.IndeterminateOperationStateException",
            "com.hazelcast.core.LocalMemberResetException",
            "com.hazelcast.core.MemberLeftException",
            "com.hazelcast.core.OperationTimeoutException",
            "com.hazelcast.core.RuntimeInterruptedException",
            "com.hazelcast.internal.cluster.impl.ClusterTopologyChangedException",
            "com.hazelcast.internal.cluster.impl.ConfigMismatchException",
            "com.hazelcast.internal.cluster.impl.MasterNodeChangedException",
            "com.hazelcast.internal.cluster.impl.VersionMismatchException",
            "com.hazelcast.internal.partition.PartitionStateVersionMismatchException",
            "com.hazelcast.map.QueryResultSizeExceededException",
            "com.hazelcast.map.ReachedMaxSizeException",
            "com.hazelcast.map.impl.operation.EntryOffloadableLockMismatchException",
            "com.hazelcast.map.impl.operation.MapFetchIndexOperation$MissingPartitionException",
            "com.hazelcast.nio.serialization.HazelcastSerializationException",
            "com.hazelcast.partition.NoDataMemberInClusterException",
            "com.hazelcast.query.QueryException",
            "com.hazelcast.spi.exception.CallerNotMemberException",
            "com.hazelcast.spi.exception.DistributedObjectDestroyedException",
            "com.hazelcast.spi.exception.NoCredentialsException",
            "com.hazelcast.spi.exception.PartitionMigratingException",
            "com.hazelcast.spi.exception.ResponseAlreadySentException",
            "com.hazelcast.spi.exception.RestClientException",
            "com.hazelcast.spi.exception.RetryableException",
            "com.hazelcast.spi.exception.RetryableHazelcastException",
            "com.hazelcast.spi.exception.RetryableIOException",
            "com.hazelcast.spi.exception.ServiceNotFoundException",
            "com.hazelcast.spi.exception.SilentException",
            "com.hazelcast.spi.exception.TargetDisconnectedException",
            "com.hazelcast.spi.exception.TargetNotMemberException",
            "com.hazelcast.spi.exception.WrongTargetException",
            "com.hazelcast.spi.impl.operationservice.WrappableException",
            "com.hazelcast.splitbrainprotection.SplitBrainProtectionException",
            "java.io.EOFException",
            "java.io.IOException",
            "java.lang.ArithmeticException",
            "java.lang.ArrayIndexOutOfBoundsException",
            "java.lang.AssertionError",
            "java.lang.ClassCastException",
            "java.lang.ClassNotFoundException",
            "java.lang.Error",
            "java.lang.Exception",
            "java.lang.ExceptionInInitializerError",
            "java.lang.IllegalArgumentException",
            "java.lang.IllegalStateException",
            "java.lang.IndexOutOfBoundsException",
            "java.lang.InterruptedException",
            "java.lang.LinkageError",
            "java.lang.NoClassDefFoundError",
            "java.lang.NullPointerException",
            "java.lang.OutOfMemoryError",
            "java.lang.ReflectiveOperationException",
            "java.lang.RuntimeException",
            "java.lang.SecurityException",
            "java.lang.StackOverflowError",
            "java.lang.Throwable",
            "java.lang.UnsupportedOperationException",
            "java.lang.VirtualMachineError",
            "java.util.ConcurrentModificationException",
            "java.util.NoSuchElementException",
            "java.util.concurrent.CancellationException",
            "java.util.concurrent.CompletionException",
            "java.util.concurrent.ExecutionException",
            "java.util.concurrent.RejectedExecutionException",
            "java.util.concurrent.TimeoutException");

    /** What a {@link Throwable} is made of. */
    private static final List<String> PARTS = List.of(
            "[Ljava.lang.StackTraceElement;",
            "java.lang.StackTraceElement",
            "java.util.ArrayList",
            "java.util.CollSer",
            "java.util.Collections$EmptyList",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList");

    private GridConfig() {}

    static Config of(ReplicationSettings settings, String replica) {
        Config config = new Config();
        config.setInstanceName("heddle-" + replica);
        config.setClusterName("heddle-" + release());
        PROPERTIES.forEach(config::setProperty);
        config.getMetricsConfig().setEnabled(false);
        config.getMemberAttributeConfig().setAttribute(REPLICA, replica);
        network(config.getNetworkConfig(), settings);
        serialization(config.getSerializationConfig());
        config.addMapConfig(new MapConfig("default")
                .setBackupCount(0)
                .setAsyncBackupCount(BACKUPS)
                .setStatisticsEnabled(false)
                .setMergePolicyConfig(new MergePolicyConfig(NewestWins.class.getName(), 100)));
        return config;
    }

    /** Two releases never share a grid: the format of cells is the release's own. */
    private static String release() {
        String version = GridConfig.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    private static void network(NetworkConfig network, ReplicationSettings settings) {
        network.setPort(settings.port()).setPortAutoIncrement(false).setReuseAddress(true);
        network.getInterfaces().setEnabled(true).addInterface(settings.bindAddress());
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(settings.members()).setConnectionTimeoutSeconds(2);
    }

    /** Java deserialization knows {@link #EXCEPTIONS} and what they consist of, and nothing else. */
    private static void serialization(SerializationConfig serialization) {
        serialization.getCompactSerializationConfig().addSerializer(new CellSerializer());
        serialization.addDataSerializableFactory(GridTypes.FACTORY_ID, new GridTypes());
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
        filter.setDefaultsDisabled(true);
        filter.getWhitelist().addClasses(EXCEPTIONS.toArray(String[]::new)).addClasses(PARTS.toArray(String[]::new));
        serialization.setJavaSerializationFilterConfig(filter);
    }
}
