package dev.heddle.agent.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.agent.apply.AppliedState;
import dev.heddle.agent.testkit.Orders;
import dev.heddle.agent.testkit.Reports;
import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.RefusalReason;
import dev.heddle.contract.model.Stamp;
import dev.heddle.contract.proto.v1.AgentMessage;
import io.grpc.stub.ClientCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentStreamTest {

    private final Outbox outbox = new Outbox();
    private final Line line = new Line();

    @Test
    void nothingButHelloIsSaidBeforeTheCoordinatorAccepts() {
        outbox.report(Reports.tray(1));
        AgentStream stream = new AgentStream(outbox, line);

        stream.pump();
        assertThat(line.sent).isEmpty();

        stream.accepted();
        assertThat(line.kinds()).containsExactly("SNAPSHOT");
    }

    @Test
    void slowCoordinatorGetsTheNewestAndNotEveryStep() {
        outbox.report(Reports.tray(1));
        AgentStream stream = new AgentStream(outbox, line);
        stream.accepted();
        line.ready = false;
        for (int i = 0; i < 1_000; i++) {
            outbox.report(change(i % 2 == 0 ? LinkState.INACTIVE : LinkState.ACTIVE));
            stream.pump();
            stream.heartbeat();
        }
        outbox.report(change(LinkState.DEGRADED));
        line.ready = true;
        stream.pump();

        assertThat(line.kinds()).containsExactly("SNAPSHOT", "DELTA", "HEARTBEAT");
        assertThat(line.sent.get(1).getDelta().getSeq()).isEqualTo(2);
        assertThat(line.sent.get(1).getDelta().getLinksCount()).isEqualTo(1);
    }

    @Test
    void changeThatWasTakenBackBeforeItWasSaidIsNotSaid() {
        outbox.report(Reports.tray(1));
        AgentStream stream = new AgentStream(outbox, line);
        stream.accepted();
        line.ready = false;
        outbox.report(change(LinkState.INACTIVE));
        stream.pump();
        outbox.report(change(LinkState.ACTIVE));
        line.ready = true;
        stream.pump();

        assertThat(line.kinds()).containsExactly("SNAPSHOT");
    }

    @Test
    void refusalIsNoNewsToTheNextCoordinator() {
        outbox.applied(refused());
        AgentStream next = new AgentStream(outbox, line);
        next.accepted();
        assertThat(line.sent.getFirst().getApplied().hasRefusal()).isFalse();

        outbox.applied(refused());
        next.pump();
        assertThat(line.sent.getLast().getApplied().hasRefusal()).isTrue();
    }

    private static NodeReport change(LinkState state) {
        return Reports.with(Reports.tray(1), 0, Reports.link(0, state));
    }

    private static AppliedState refused() {
        Applied applied = new Applied(
                new Stamp(5, 5),
                Orders.BOOT,
                new AgentInstance("agent-1"),
                RecordState.INTACT,
                List.of(),
                Optional.of(new Applied.Refusal(RefusalReason.OLD, new Stamp(4, 4), "old")));
        return new AppliedState(applied, "", Optional.empty(), false);
    }

    /** The sending side of a call that keeps what is sent. */
    private static final class Line extends ClientCallStreamObserver<AgentMessage> {

        private final List<AgentMessage> sent = new ArrayList<>();
        private boolean ready = true;

        List<String> kinds() {
            return sent.stream().map(message -> message.getBodyCase().name()).toList();
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void onNext(AgentMessage message) {
            sent.add(message);
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enable) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {}

        @Override
        public void onError(Throwable t) {}

        @Override
        public void onCompleted() {}
    }
}
