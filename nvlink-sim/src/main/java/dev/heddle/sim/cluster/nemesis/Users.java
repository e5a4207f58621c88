package dev.heddle.sim.cluster.nemesis;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainRecord.Origin;
import dev.heddle.coordinator.allocation.ComputeDomainSpec;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.sim.cluster.Cluster;
import dev.heddle.sim.cluster.nemesis.Claim.State;
import dev.heddle.sim.virtual.VirtualNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Clients of a cluster: they make ComputeDomains and delete them so that most of the fleet is in use, ask again until
 * they know, and look twice at what they are told.
 */
public final class Users {

    private static final double LEAST_USE = 0.6;
    private static final double MOST_USE = 0.8;
    private static final int MOST_ASKED = 24;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Duration meanPause;
    private final Chance chance;
    private final Tally tally = new Tally();
    private final Client client;
    private final Claims claims;
    private final Cordons cordons;
    private final Promises promises;
    private final int gpus;
    private long names;
    private boolean calm;
    private boolean ending;

    /**
     * How busy they are.
     *
     * @param meanPause between two things that they do, on average
     */
    public record Settings(Duration meanPause) {}

    /**
     * What came of what they asked, attempts counted.
     *
     * @param asked attempts
     * @param acknowledged answered with what was asked for
     * @param refused answered otherwise
     * @param unknown not answered in time
     */
    public record Counts(long asked, long acknowledged, long refused, long unknown) {}

    /**
     * Users that do nothing yet.
     *
     * @param acks hears what they were promised
     * @param violations is told of answers that cannot be: which invariant, and what
     */
    public Users(Cluster cluster, Settings settings, Acks acks, BiConsumer<String, String> violations) {
        this.cluster = cluster;
        this.meanPause = settings.meanPause();
        this.chance = new Chance(cluster.time().random("users").nextLong());
        this.client = new Client(cluster, chance, tally);
        this.claims = new Claims(cluster.store());
        this.cordons = new Cordons(cluster, client);
        this.promises = new Promises(claims, acks, violations);
        this.gpus = cluster.fleet().world().plant().gpuCount();
        cluster.watch(new Cluster.Watcher() {
            @Override
            public void restored() {
                promises.restored();
            }
        });
    }

    /** They begin. */
    public void start() {
        turn();
        look();
    }

    private void turn() {
        cluster.time().after(chance.pause(meanPause), "users", () -> {
            if (!calm) {
                act();
                turn();
            }
        });
    }

    private void look() {
        cluster.time().after(BETWEEN_LOOKS, "users look", () -> {
            claims.look();
            if (ending) {
                claims.in(State.LIVE).forEach(this::delete);
            }
            look();
        });
    }

    private void act() {
        double use = use();
        int inclination = use < LEAST_USE ? 17 : use > MOST_USE ? 3 : 10;
        boolean more = chance.below(20) < inclination && claims.in(State.ASKED).size() < MOST_ASKED;
        List<Claim> live = claims.in(State.LIVE);
        if (chance.oneIn(40)) {
            cordons.cordon(List.of(someNode()), chance.some());
        } else if (chance.oneIn(12) && !live.isEmpty()) {
            doubt(chance.any(live));
        } else if (more) {
            create();
        } else if (!live.isEmpty()) {
            delete(chance.any(live));
        }
    }

    private NodeName someNode() {
        List<VirtualNode> nodes = cluster.fleet().nodes();
        return chance.any(nodes).name();
    }

    private void create() {
        ComputeDomainSpec spec = Gangs.draw(chance);
        ComputeDomainName name = new ComputeDomainName("job-" + ++names);
        boolean wait = chance.below(3) > 0;
        Claim claim = new Claim(new Command.Create(name, spec, Optional.of(origin("key-" + names, spec)), wait));
        claims.add(claim);
        client.ask(
                claim.create().orElseThrow(),
                () -> claim.state() == State.ASKED,
                reply -> promises.createHeard(claim, reply));
    }

    private static Origin origin(String key, ComputeDomainSpec spec) {
        return new Origin(key, spec.toString());
    }

    private void delete(Claim claim) {
        promises.deleteAsked(claim);
        Command.Delete command = new Command.Delete(claim.name(), OptionalLong.empty());
        claim.deletedBy(
                client.ask(command, () -> claim.state() == State.ENDING, reply -> promises.deleteHeard(claim, reply)));
    }

    /** Asks once more for what is there: the same, the same key with another content, or another key. */
    private void doubt(Claim claim) {
        Optional<Command.Create> create = claim.create();
        if (create.isEmpty()) {
            return;
        }
        Command.Create known = create.get();
        String key = known.origin().orElseThrow().idempotencyKey();
        switch (chance.below(3)) {
            case 0 -> ask(claim, known, promises::repeatHeard);
            case 1 -> ask(claim, with(known, new Origin(key, "other")), promises::impostorHeard);
            default -> ask(claim, with(known, origin(key + "-other", known.spec())), promises::impostorHeard);
        }
    }

    private static Command.Create with(Command.Create create, Origin origin) {
        return new Command.Create(create.name(), create.spec(), Optional.of(origin), false);
    }

    private void ask(Claim claim, Command.Create command, BiPredicate<Claim, Reply> hearing) {
        client.ask(command, () -> claim.state() == State.LIVE, reply -> hearing.test(claim, reply));
    }

    /** They ask for nothing new, open what they cordoned, and go on asking only what they do not know the end of. */
    public void calm() {
        calm = true;
        cordons.mend();
    }

    /** As {@link #calm}, and everything that anybody has is deleted, also what is found later. */
    public void endAll() {
        calm();
        ending = true;
        claims.look();
        claims.in(State.LIVE).forEach(this::delete);
    }

    /** Whether nothing is asked for any more that is not answered. */
    public boolean settled() {
        return unanswered().isEmpty() && cordons.settled();
    }

    /** What was asked for and is not answered yet, one line each. */
    public List<String> unanswered() {
        return Stream.concat(
                        claims.in(State.ASKED).stream(),
                        claims.in(State.ENDING).stream().filter(Claim::isBeingDeleted))
                .map(Claim::toString)
                .toList();
    }

    /** What came of what they asked. */
    public Counts counts() {
        return tally.counts();
    }

    /** GPUs that they want or have, as a share of all. */
    public double use() {
        return (double) claims.gpus() / gpus;
    }

    /** ComputeDomains that they know to exist. */
    public int live() {
        return claims.in(State.LIVE).size();
    }
}
