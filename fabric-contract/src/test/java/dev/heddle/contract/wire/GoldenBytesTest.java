package dev.heddle.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.TextFormat;
import dev.heddle.contract.proto.v1.Applied;
import dev.heddle.contract.proto.v1.Delta;
import dev.heddle.contract.proto.v1.Desired;
import dev.heddle.contract.proto.v1.Hello;
import dev.heddle.contract.proto.v1.Snapshot;
import dev.heddle.testing.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The bytes of one message of each kind, as released ({@code .hex}), beside what they say ({@code .textproto}):
 * they must still be read as that, and still be written like that. {@code -Dheddle.golden=write} writes absent files;
 * existing ones are never written again.
 */
class GoldenBytesTest {

    private static final Path FOLDER = RepositoryRoot.path().resolve("fabric-contract/src/test/resources/golden/v1");

    private final Samples samples = new Samples(new Random(2026));

    @Test
    void aHelloKeepsItsBytesAndItsMeaning() throws Exception {
        Hello golden = golden("hello", Hello.parser(), ToWire.hello(samples.hello()));
        assertThat(ToWire.hello(FromWire.hello(golden))).isEqualTo(golden);
    }

    @Test
    void aSnapshotKeepsItsBytesAndItsMeaning() throws Exception {
        Snapshot golden = golden("snapshot", Snapshot.parser(), ToWire.snapshot(1, samples.report()));
        assertThat(ToWire.snapshot(golden.getSeq(), FromWire.snapshot(golden))).isEqualTo(golden);
    }

    @Test
    void aDeltaKeepsItsBytesAndItsMeaning() throws Exception {
        Delta golden = golden("delta", Delta.parser(), ToWire.delta(2, samples.delta()));
        assertThat(ToWire.delta(golden.getSeq(), FromWire.delta(golden))).isEqualTo(golden);
    }

    @Test
    void anAppliedStateKeepsItsBytesAndItsMeaning() throws Exception {
        byte[] digest = Digests.of(samples.desired());
        Applied golden = golden("applied", Applied.parser(), ToWire.applied(samples.applied(), digest));
        assertThat(ToWire.applied(FromWire.applied(golden), golden.getDigest().toByteArray()))
                .isEqualTo(golden);
    }

    @Test
    void aDesiredStateKeepsItsBytesItsMeaningAndItsDigest() throws Exception {
        Desired golden = golden("desired", Desired.parser(), ToWire.desired(samples.desired()));
        assertThat(ToWire.desired(FromWire.desired(golden))).isEqualTo(golden);
    }

    /** The stored message, after its bytes and its text were found to agree. */
    private static <T extends Message> T golden(String name, Parser<T> parser, T example) throws IOException {
        Path hex = FOLDER.resolve(name + ".hex");
        Path text = FOLDER.resolve(name + ".textproto");
        if (System.getProperty("heddle.golden", "").equals("write") && !Files.exists(hex)) {
            Files.createDirectories(FOLDER);
            Files.writeString(hex, HexFormat.of().formatHex(example.toByteArray()) + "\n");
            Files.writeString(text, TextFormat.printer().escapingNonAscii(true).printToString(example));
        }
        byte[] bytes = HexFormat.of().parseHex(Files.readString(hex).strip());
        T golden = parser.parseFrom(bytes);
        assertThat(TextFormat.printer().escapingNonAscii(true).printToString(golden))
                .isEqualTo(Files.readString(text));
        assertThat(golden.toByteArray()).isEqualTo(bytes);
        return golden;
    }
}
