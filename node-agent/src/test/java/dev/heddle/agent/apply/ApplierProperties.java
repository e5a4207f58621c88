package dev.heddle.agent.apply;

import static dev.heddle.agent.testkit.Orders.desired;
import static dev.heddle.agent.testkit.Orders.grant;
import static dev.heddle.agent.testkit.Orders.scrub;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.agent.testkit.Crash;
import dev.heddle.agent.testkit.Node;
import dev.heddle.agent.testkit.Orders;
import dev.heddle.agent.testkit.Reports;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.HeldState;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplierProperties {

    @TempDir
    Path folder;

    @Test
    void deathAtAnyEffectEndsWhereNoDeathWouldHave() throws IOException {
        long effects = effectsOfALife(new Node(folder.resolve("whole")));
        for (long at = 1; at <= effects; at++) {
            Node node = new Node(folder.resolve("killed-at-" + at));
            firstLife(node);
            node.crash().after(at);
            try {
                secondLife(node);
            } catch (Crash.Killed e) {
                // The agent is gone; its record and the node stay as they are.
            }
            node.crash().never();
            try (Applier applier = node.open()) {
                applier.order(last());
            }
            assertThat(node.held(HeldState.APPLIED))
                    .as("killed at effect %d", at)
                    .containsExactly("c", "train");
            assertThat(node.channels()).as("killed at effect %d", at).containsExactly("channel7", "channel9");
            assertThat(node.specs()).as("killed at effect %d", at).hasSize(2);
        }
    }

    private static long effectsOfALife(Node node) throws IOException {
        firstLife(node);
        long before = node.crash().passed();
        secondLife(node);
        return node.crash().passed() - before;
    }

    private static void firstLife(Node node) throws IOException {
        try (Applier applier = node.open()) {
            applier.order(desired(1, 1, grant("train", 7, 0), grant("b", 8, 1)));
        }
    }

    private static void secondLife(Node node) throws IOException {
        try (Applier applier = node.open()) {
            applier.converge();
            applier.order(desired(1, 2, grant("train", 7, 0)));
            applier.order(last());
        }
    }

    private static Desired last() {
        return scrub(2, 3, grant("train", 7, 0), grant("c", 9, 1, 2));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 21, 34, 233})
    void anyHistoryKeepsTheFencesAndEndsAsOrdered(long seed) throws IOException {
        History history = new History(seed, new Node(folder));
        for (int step = 0; step < 120; step++) {
            history.step();
        }
        history.settle();
    }

    /** A random life of a node, checked after every word that its agent says. */
    private static final class History {

        private final Random random;
        private final Node node;
        private final List<Desired> given = new ArrayList<>();
        private @Nullable Applier applier;
        private Desired newest = desired(1, 1);
        private Stamp floor = Stamp.NONE;
        private int checked;
        private int boots = 1;
        private int names;

        History(long seed, Node node) {
            this.random = new Random(seed);
            this.node = node;
        }

        void step() throws IOException {
            node.crash().after(random.nextInt(8) == 0 ? 1 + random.nextInt(12) : Long.MAX_VALUE);
            try {
                act(opened());
            } catch (Crash.Killed e) {
                die();
            }
            check();
        }

        private Applier opened() throws IOException {
            Applier current = applier;
            if (current == null) {
                current = node.open();
                applier = current;
            }
            return current;
        }

        private void die() {
            if (applier != null) {
                applier.close();
                applier = null;
            }
        }

        private void act(Applier current) throws IOException {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> {
                    newest = next();
                    given.add(newest);
                    current.order(newest);
                }
                case 4 -> current.order(newest);
                case 5 -> replay(current);
                case 6 -> {
                    newest = newest.withEpoch(newest.stamp().epoch() + 1);
                    current.order(newest);
                }
                case 7 -> node.platform().hold(1 + random.nextInt(6), 100 + random.nextInt(9));
                case 8 -> node.platform().endProcesses();
                case 9 -> die();
                case 10 -> disaster();
                default -> current.converge();
            }
        }

        private void replay(Applier current) throws IOException {
            if (!given.isEmpty()) {
                current.order(given.get(random.nextInt(given.size())));
            }
        }

        private void disaster() throws IOException {
            if (random.nextInt(3) > 0) {
                return;
            }
            die();
            if (random.nextBoolean()) {
                boots++;
                node.reboot(new BootId("boot-" + boots));
                newest = Orders.forBoot(newest, node.boot());
                newest = next();
            } else if (Files.exists(node.record())) {
                Files.writeString(node.record(), "nonsense");
                check();
                floor = Stamp.NONE;
                given.clear();
            }
        }

        private Desired next() {
            List<Grant> grants = new ArrayList<>(newest.grants());
            grants.removeIf(grant -> random.nextInt(3) == 0);
            Set<Integer> channels = grants.stream().map(Grant::channel).collect(Collectors.toSet());
            int channel = 1 + random.nextInt(6);
            int gpu = random.nextInt(4);
            boolean free = !channels.contains(channel)
                    && grants.stream().noneMatch(grant -> grant.gpus().contains(Reports.uuid(gpu)));
            if (free) {
                names++;
                grants.add(grant("cd-" + names, channel, gpu));
            }
            Stamp stamp = newest.stamp();
            Desired order = random.nextInt(6) == 0
                    ? scrub(stamp.epoch() + 1, stamp.generation() + 1, grants.toArray(Grant[]::new))
                    : desired(stamp.epoch(), stamp.generation() + 1, grants.toArray(Grant[]::new));
            return Orders.forBoot(order, node.boot());
        }

        private void check() {
            List<AppliedState> heard = node.heard();
            for (; checked < heard.size(); checked++) {
                Stamp stamp = heard.get(checked).applied().stamp();
                assertThat(stamp).as("the pair never goes back").isGreaterThanOrEqualTo(floor);
                floor = stamp;
            }
            if (applier != null && !heard.isEmpty()) {
                nothingUnreported();
            }
        }

        /** Whatever is on the node is in the report of a living agent. */
        private void nothingUnreported() {
            Set<ComputeDomainUid> held =
                    node.applied().held().stream().map(HeldGrant::computeDomain).collect(Collectors.toSet());
            Set<String> channels = node.applied().held().stream()
                    .map(grant -> "channel" + grant.channel())
                    .collect(Collectors.toSet());
            assertThat(channels).as("channels on the node are reported").containsAll(node.channels());
            assertThat(node.specs().stream().map(NodePaths::cdiOwner).map(Optional::orElseThrow))
                    .as("CDI files on the node are reported")
                    .allMatch(held::contains);
        }

        void settle() throws IOException {
            node.crash().never();
            node.platform().endProcesses();
            Applier current = opened();
            Stamp stamp = newest.stamp();
            newest = Orders.forBoot(
                    scrub(
                            stamp.epoch() + 1,
                            stamp.generation() + 1,
                            newest.grants().toArray(Grant[]::new)),
                    node.boot());
            current.order(newest);
            check();
            die();

            List<String> wanted = newest.grants().stream()
                    .map(grant -> grant.name().value())
                    .sorted()
                    .toList();
            assertThat(node.held(HeldState.APPLIED)).isEqualTo(wanted);
            assertThat(node.applied().held()).hasSize(wanted.size());
            assertThat(node.applied().record()).isEqualTo(RecordState.INTACT);
            assertThat(node.applied().stamp()).isEqualTo(newest.stamp());
            assertThat(node.specs()).hasSize(wanted.size());
            List<String> channels = new ArrayList<>(newest.grants().stream()
                    .map(grant -> "channel" + grant.channel())
                    .toList());
            Collections.sort(channels);
            assertThat(node.channels()).isEqualTo(channels);
        }
    }
}
