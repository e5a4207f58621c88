package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.DesiredState;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Note;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.Members;
import dev.heddle.coordinator.engine.port.StandbyPicture;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.NodeObservation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The engine as sessions see it. */
final class LiveEngineView implements EngineView {

    private final Engine engine;
    private final Members members;
    private final StandbyPicture picture;

    LiveEngineView(Engine engine, Members members, StandbyPicture picture) {
        this.engine = engine;
        this.members = members;
        this.picture = picture;
    }

    @Override
    public ClusterId cluster() {
        return engine.image().cluster();
    }

    @Override
    public String replica() {
        return engine.status().replica();
    }

    @Override
    public boolean leading() {
        return engine.status().leading();
    }

    @Override
    public long epoch() {
        return engine.status().epoch();
    }

    @Override
    public Optional<NodeObservation> known(NodeName node) {
        return engine.image().view(node).map(NodeView::observation);
    }

    @Override
    public List<NodeObservation> connectedHere() {
        Image image = engine.image();
        String here = replica();
        List<NodeObservation> found = new ArrayList<>();
        image.units().values().forEach(unit -> unit.views().values().forEach(view -> found.add(view.observation())));
        image.strangers().values().forEach(view -> found.add(view.observation()));
        found.removeIf(observation ->
                !observation.connected() || !observation.replica().equals(here));
        return found;
    }

    @Override
    public Optional<Desired> desired(NodeName node) {
        return DesiredState.of(engine.image(), node);
    }

    @Override
    public Optional<String> elsewhere() {
        return members.replicas().stream()
                .filter(replica -> replica.up() && !replica.name().equals(replica()))
                .filter(replica -> replica.grpcAddress().isPresent())
                .max(Comparator.comparing(Members.Replica::leading).thenComparing(Members.Replica::imageVersion))
                .flatMap(Members.Replica::grpcAddress);
    }

    @Override
    public List<Members.Replica> replicas() {
        return members.replicas();
    }

    @Override
    public void doubt() {
        picture.doubt();
    }

    @Override
    public Sight sight(NodeName node) {
        Image image = engine.image();
        Optional<UnitState> home = image.unitOf(node);
        Optional<NodeView> view =
                home.flatMap(unit -> unit.view(node)).or(() -> image.strangers().get(node));
        return new Sight(view.map(NodeView::observation), DesiredState.stamp(image, home, node));
    }

    @Override
    public void observe(NodeObservation observation) {
        engine.observe(observation);
    }

    /** On a standby this comes to nothing: the feed is the leader's, and the log has it. */
    @Override
    public void remark(Remark remark) {
        Note.Subject about = remark.node()
                .map(node -> new Note.Subject("Node", node.value()))
                .orElseGet(() -> new Note.Subject("Replica", replica()));
        engine.submit(new Command.Remark(
                about,
                remark.closure().reason().word(),
                remark.closure().message() + " Its address: " + remark.peer() + "."));
    }

    @Override
    public Runnable subscribe(Listener listener) {
        return engine.subscribe(change -> listener.changed(change.nodes(), change.reloaded()));
    }
}
