package dev.heddle.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.support.FakeServer;
import dev.heddle.cli.support.Shell;
import dev.heddle.cli.support.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComputeDomainsTest {

    private static final String WAIT = "GET /api/v1/compute-domains/train-1?waitFor=Ready&timeoutMillis=500";
    private static final String GONE = "GET /api/v1/compute-domains/train-1?waitFor=Deleted&timeoutMillis=500";
    private static final String SEGMENTS = """
        "segments":[{"clique":"c.1","rack":"rack-03","unit":"u","channel":7,"members":[
          {"node":"rack-03-tray-00","rack":"rack-03","tray":0,"gpus":[{"uuid":"G","index":0},{"uuid":"H","index":1}],"state":"Applied"},
          {"node":"rack-03-tray-01","rack":"rack-03","tray":1,"gpus":[{"uuid":"I","index":2},{"uuid":"J","index":3}],"state":"Applied"}]}]""";
    private static final String READY =
            "{\"name\":\"train-1\",\"uid\":\"u1\",\"phase\":\"Ready\",\"nodes\":2,\"gpusPerNode\":2,\"formingMillis\":83,"
                    + SEGMENTS + "}";
    private static final String PENDING =
            "{\"name\":\"train-1\",\"uid\":\"u1\",\"phase\":\"Pending\",\"nodes\":2,\"gpusPerNode\":2,\"message\":\"no room\"}";

    private final FakeServer server = new FakeServer();
    private final Shell shell = Shell.with(server.uri());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void createSendsWhatWasAskedForUnderAKey() {
        server.on("POST /api/v1/compute-domains", 201, PENDING);
        Result result = shell.run(
                "create",
                "cd",
                "train-1",
                "--nodes",
                "2",
                "--gpus-per-node",
                "2",
                "--segment-size",
                "1",
                "--ttl",
                "2h",
                "--no-wait-for-capacity");
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("computedomain/train-1 created: Pending: no room\n");
        FakeServer.Asked asked = server.asked().getFirst();
        assertThat(asked.body())
                .isEqualTo("{\"name\":\"train-1\",\"nodes\":2,\"gpusPerNode\":2,\"segmentSize\":1,\"ttlSeconds\":7200,"
                        + "\"waitForCapacity\":false}");
        assertThat(asked.idempotencyKey()).hasSize(36);
    }

    @Test
    void createWaitsAndTellsTheWay() {
        server.on("POST /api/v1/compute-domains", 201, PENDING);
        server.on(WAIT, 200, PENDING).on(WAIT, 200, PENDING).on(WAIT, 200, READY);
        Result result = shell.run("create", "cd", "train-1", "--nodes", "2", "--wait");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo("computedomain/train-1 Ready after 83 ms, 2 nodes of 2 GPUs in rack-03, channel 7\n");
        assertThat(result.err())
                .isEqualTo("train-1 is Pending: no room\nUse it: ./heddle get cd train-1 -o env|hostfile|cdi\n");
    }

    @Test
    void createGivesUpWaitingWithTheReason() {
        server.on("POST /api/v1/compute-domains", 201, PENDING).on(WAIT, 200, PENDING);
        Result result = shell.run("create", "cd", "train-1", "--nodes", "2", "--wait", "--timeout", "0s");
        assertThat(result.code()).isEqualTo(ExitCode.ERROR);
        assertThat(result.err()).contains("not Ready after 0s").contains("./heddle describe cd train-1");
    }

    @Test
    void createThatCannotBePlacedShowsTheVerdicts() {
        server.on("POST /api/v1/compute-domains", 422, """
            {"code":"Unplaceable","detail":"Nothing fits","verdicts":[
              {"rack":"rack-01","clique":"c.1","code":"InUse","message":"3 of 18 nodes are free","fittingNodes":3,"grantableGpus":12}]}""");
        Result result = shell.run("create", "cd", "train-1", "--nodes", "18", "--no-wait-for-capacity");
        assertThat(result.code()).isEqualTo(ExitCode.UNPLACEABLE);
        assertThat(result.err())
                .contains("InUse")
                .contains("3 of 18 nodes are free")
                .endsWith("error: Nothing fits.\n");
    }

    @Test
    void deleteWaitsAndShowsWhatFor() {
        String releasing =
                "{\"name\":\"train-1\",\"uid\":\"u1\",\"phase\":\"Releasing\",\"waitingFor\":[\"rack-03-tray-07: pid 42 holds channel7\"]}";
        server.on("DELETE /api/v1/compute-domains/train-1", 202, releasing.replaceAll("\\[.*]", "[]"));
        server.on(GONE, 200, releasing).on(GONE, 404, "{}");
        Result result = shell.run("delete", "cd", "train-1");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEqualTo("train-1 is Releasing: waits for rack-03-tray-07: pid 42 holds channel7\n");
        assertThat(result.out()).endsWith("computedomain/train-1 deleted\n");
    }

    @Test
    void deleteOfSomethingAbsentIsNotFound() {
        assertThat(shell.run("delete", "cd", "train-1").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void aSuccessorOfTheSameNameEndsTheWait() {
        server.on("DELETE /api/v1/compute-domains/train-1", 202, "{\"uid\":\"u0\",\"phase\":\"Releasing\"}");
        server.on(GONE, 200, READY);
        assertThat(shell.run("delete", "cd", "train-1").code()).isZero();
    }

    @Test
    void aReadyOneBecomesAHostfile() {
        server.on("GET /api/v1/compute-domains/train-1", 200, READY);
        assertThat(shell.run("get", "cd", "train-1", "-o", "hostfile").out())
                .isEqualTo("rack-03-tray-00 slots=2\nrack-03-tray-01 slots=2\n");
    }

    @Test
    void onlyAFormedOneCanBeUsed() {
        server.on("GET /api/v1/compute-domains/train-1", 200, PENDING);
        Result result = shell.run("get", "cd", "train-1", "-o", "env");
        assertThat(result.code()).isEqualTo(ExitCode.ERROR);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Pending, not Ready");
    }

    @Test
    void anEmptyListSaysHowToFillIt() {
        server.on("GET /api/v1/compute-domains?limit=1000", 200, "{\"items\":[]}");
        Result result = shell.run("get", "cd");
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("./heddle create cd");
    }
}
