package dev.heddle.cli.demo;

import dev.heddle.cli.console.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Starts each process of a demo.
 *
 * @param installation the programs
 * @param folder their data
 * @param plan their ports
 */
record Launch(Installation installation, DataFolder folder, Plan plan) {

    static final String LEDGER = "ledger";
    static final String SIMULATOR = "simulator";

    Child ledger() throws CommandFailure {
        return Child.start(LEDGER, LedgerServer.command(installation, folder, plan), folder.logs());
    }

    Child coordinator(Plan.Coordinator coordinator) throws CommandFailure {
        List<String> command = installation.coordinatorCommand();
        command.add("--server.port=" + coordinator.rest());
        command.add("--spring.grpc.server.port=" + coordinator.grpc());
        command.add("--heddle.replica-name=" + coordinator.name());
        command.add("--heddle.exit-with-parent=true");
        command.addAll(ledgerArguments());
        command.addAll(replication(coordinator));
        return Child.start(coordinator.name(), command, folder.logs());
    }

    private List<String> ledgerArguments() {
        String where = LedgerServer.needed(plan)
                ? "--heddle.ledger.url=" + LedgerServer.url(plan)
                : "--heddle.ledger.data=" + folder.ledger();
        return List.of(where, "--heddle.ledger.password-file=" + folder.password());
    }

    private List<String> replication(Plan.Coordinator coordinator) {
        if (plan.coordinators().size() == 1) {
            return List.of();
        }
        String members = plan.coordinators().stream()
                .map(member -> "127.0.0.1:" + member.replication())
                .collect(Collectors.joining(","));
        return List.of(
                "--heddle.replication.port=" + coordinator.replication(), "--heddle.replication.members=" + members);
    }

    Child simulator() throws CommandFailure {
        List<String> command = new ArrayList<>(installation.simulatorCommand());
        String coordinators = plan.coordinators().stream()
                .map(each -> "127.0.0.1:" + each.grpc())
                .collect(Collectors.joining(","));
        command.addAll(List.of(
                "--racks",
                Integer.toString(plan.made().racks()),
                "--seed",
                Long.toString(plan.made().seed()),
                "--data",
                folder.simulator().toString(),
                "--coordinators",
                coordinators,
                "--control-port",
                Integer.toString(plan.control()),
                "--exit-with-parent"));
        return Child.start(SIMULATOR, command, folder.logs());
    }

    /** Starts the process of that name anew. */
    Child again(String name) throws CommandFailure {
        if (name.equals(LEDGER)) {
            return ledger();
        }
        if (name.equals(SIMULATOR)) {
            return simulator();
        }
        Plan.Coordinator coordinator = plan.coordinators().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no process is called " + name));
        return coordinator(coordinator);
    }
}
