package dev.heddle.coordinator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.UnitNode;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.engine.port.Ledger.Kind;
import dev.heddle.coordinator.engine.port.Ledger.RecordKey;
import dev.heddle.coordinator.engine.port.Ledger.StoredRecord;
import dev.heddle.coordinator.engine.port.Ledger.Write;
import dev.heddle.coordinator.engine.port.RecordCodec.UnreadableRecordException;
import dev.heddle.coordinator.jdbc.LedgerDatabase;
import dev.heddle.coordinator.jdbc.LedgerSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger file is exported, checked and imported again. */
class LedgerToolIT {

    private static final LedgerDatabase.Credentials CREDENTIALS = new LedgerDatabase.Credentials("heddle", "");

    @TempDir
    private Path folder;

    private final JsonRecordCodec codec = new JsonRecordCodec();
    private final UnitRecord unit = new RandomRecords(3).unit();
    private final ComputeDomainRecord computeDomain = new RandomRecords(3).computeDomain();

    private Path data(String name) {
        return folder.resolve(name);
    }

    private JdbcLedger open(String name) {
        return JdbcLedger.open(database(name), new ClusterId("cluster-of-" + name));
    }

    private LedgerDatabase database(String name) {
        return LedgerDatabase.open(LedgerSettings.fileUrl(data(name)), CREDENTIALS, "heddle-test");
    }

    private void fill(String name) {
        try (JdbcLedger ledger = open(name)) {
            ledger.commit(
                    0,
                    List.of(
                            write(Kind.UNIT, unit.id().value(), codec.encode(unit)),
                            write(Kind.COMPUTE_DOMAIN, computeDomain.uid().value(), codec.encode(computeDomain))));
        }
    }

    private static Write write(Kind kind, String id, byte[] body) {
        return new Write(new RecordKey(kind, id), 0, 5, Optional.of(body));
    }

    private record Ran(int code, String text) {}

    private static Ran run(String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Ran(LedgerTool.run(List.of(args), out, out), bytes.toString(StandardCharsets.UTF_8));
    }

    private Ran run(String name, List<String> args) {
        List<String> all = new ArrayList<>(args);
        all.addAll(List.of("--data", data(name).toString()));
        return run(all.toArray(String[]::new));
    }

    @Test
    void archiveOfOneLedgerBecomesAnother() throws UnreadableRecordException {
        fill("one");
        String archive = folder.resolve("archive").toString();
        assertThat(run("one", List.of("export", archive)).code()).isZero();
        assertThat(run("two", List.of("import", archive)))
                .satisfies(ran -> assertThat(ran.code()).as(ran.text()).isZero());

        try (JdbcLedger two = open("two")) {
            assertThat(two.clusterId()).isEqualTo(new ClusterId("cluster-of-one"));
            assertThat(two.load().epoch()).isEqualTo(1);
            List<StoredRecord> records = two.load().records();
            assertThat(records).extracting(StoredRecord::version).containsExactly(5L, 5L);
            assertThat(records).extracting(StoredRecord::epoch).containsExactly(1L, 1L);
            assertThat(codec.decodeComputeDomain(records.get(0).body())).isEqualTo(computeDomain);
            UnitRecord imported = codec.decodeUnit(records.get(1).body());
            // A fence in it may have ended since.
            assertThat(lowered(imported)).isEqualTo(unit.doubted());
        }
    }

    /** As it was before its nodes' generations were raised by one. */
    private static UnitRecord lowered(UnitRecord imported) {
        UnitRecord unit = imported;
        for (UnitNode node : imported.nodes().values()) {
            unit = unit.with(new UnitNode(
                    node.name(), node.generation() - 1, node.boot(), node.state(), node.place(), node.gpus()));
        }
        return unit;
    }

    @Test
    void importRaisesGenerationsAboveThoseOfTheLedgerThatItReplaces() throws UnreadableRecordException {
        fill("one");
        String archive = folder.resolve("archive").toString();
        run("one", List.of("export", archive));
        UnitRecord later = unit;
        for (UnitNode node : unit.nodes().values()) {
            later = later.with(node.bumped().bumped().bumped());
        }
        try (JdbcLedger one = open("one")) {
            one.commit(
                    0,
                    List.of(new Write(
                            new RecordKey(Kind.UNIT, unit.id().value()), 5, 6, Optional.of(codec.encode(later)))));
        }

        assertThat(run("one", List.of("import", archive, "--replace")).code()).isZero();

        assertThat(unit.nodes()).isNotEmpty();
        try (JdbcLedger one = open("one")) {
            UnitRecord imported = codec.decodeUnit(one.load().records().get(1).body());
            assertThat(imported.nodes().values())
                    .allSatisfy(node -> assertThat(node.generation())
                            .isEqualTo(unit.doubted()
                                            .node(node.name())
                                            .orElseThrow()
                                            .generation()
                                    + 4));
        }
    }

    @Test
    void archiveThatIsNotThereOrNotTextIsNamed() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        Ran ran = run("two", List.of("import", binary.toString()));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.text()).isEqualToIgnoringNewLines(binary + " is no ledger archive: it is not text.");

        Ran none = run("two", List.of("import", folder.resolve("none").toString()));
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.text()).contains(folder.resolve("none") + " is not there");
    }

    @Test
    void importLeavesAFullLedgerAloneUnlessToldToReplaceIt() {
        fill("one");
        String archive = folder.resolve("archive").toString();
        run("one", List.of("export", archive));

        assertThat(run("one", List.of("import", archive)).code()).isEqualTo(1);
        assertThat(run("one", List.of("import", archive, "--replace")).code()).isZero();
        try (JdbcLedger one = open("one")) {
            assertThat(one.load().epoch()).isEqualTo(1);
            assertThat(one.load().records()).hasSize(2);
        }
    }

    @Test
    void changedArchiveIsRefused() throws IOException {
        fill("one");
        Path archive = folder.resolve("archive");
        run("one", List.of("export", archive.toString()));
        Files.writeString(archive, Files.readString(archive).replace("\"version\":5", "\"version\":6"));

        Ran ran = run("two", List.of("import", archive.toString()));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.text()).contains("checksum");
    }

    @Test
    void archivesThatAreNoneAreRefused() throws IOException {
        for (String text : List.of("", "{}\n{}\n", "no json\nat all\n", "{\"heddleLedger\":9}\n{}\n")) {
            Path archive = Files.writeString(folder.resolve("archive"), text);
            assertThat(run("two", List.of("import", archive.toString())).code()).isEqualTo(1);
        }
    }

    @Test
    void verifyNamesDamage() throws SQLException {
        fill("one");
        assertThat(run("one", List.of("verify")).code()).isZero();
        try (Connection connection = database("one").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE heddle_record SET checksum = 1 WHERE kind = 'UNIT'");
        }

        Ran ran = run("one", List.of("verify"));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.text()).contains("unit/" + unit.id(), "checksum");
        assertThat(run("one", List.of("export", folder.resolve("archive").toString()))
                        .code())
                .isEqualTo(1);
    }

    @Test
    void restoredLedgerHearsEveryNodeFirst() throws UnreadableRecordException {
        fill("one");
        assertThat(run("one", List.of("restored")).code()).isZero();

        try (JdbcLedger one = open("one")) {
            StoredRecord record = one.load().records().get(1);
            assertThat(record.epoch()).isEqualTo(1);
            assertThat(codec.decodeUnit(record.body()).behind())
                    .hasSize(unit.nodes().size());
        }
    }

    @Test
    void wrongArgumentsGetTheUsage() {
        for (String[] args : List.of(
                new String[] {},
                new String[] {"export"},
                new String[] {"verify", "x"},
                new String[] {"verify", "--replace"},
                new String[] {"verify", "--nonsense"},
                new String[] {"verify", "--data"})) {
            Ran ran = run(args);
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.text()).contains("Usage");
        }
    }
}
