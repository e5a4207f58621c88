package dev.heddle.coordinator.agents;

import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.proto.v1.FabricAgentGrpc;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import org.springframework.grpc.server.service.GrpcService;

/** The service that node agents connect to. */
@GrpcService
class AgentService implements BindableService, FabricAgentGrpc.AsyncService {

    private final Sessions sessions;

    AgentService(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public StreamObserver<AgentMessage> connect(StreamObserver<CoordinatorMessage> responses) {
        ServerCallStreamObserver<CoordinatorMessage> out = (ServerCallStreamObserver<CoordinatorMessage>) responses;
        Optional<AgentSession> session = sessions.connect(out, Peer.address());
        return session.isPresent() ? session.get() : new Deaf();
    }

    /** As generated, but unreadable bytes reach the session too. */
    @Override
    public ServerServiceDefinition bindService() {
        ServiceDescriptor generated = FabricAgentGrpc.getServiceDescriptor();
        MethodDescriptor<AgentMessage, CoordinatorMessage> connect = FabricAgentGrpc.getConnectMethod();
        MethodDescriptor<AgentMessage, CoordinatorMessage> tolerant = connect.toBuilder(
                        new TolerantMarshaller(connect.getRequestMarshaller()), connect.getResponseMarshaller())
                .build();
        ServiceDescriptor descriptor = ServiceDescriptor.newBuilder(generated.getName())
                .setSchemaDescriptor(generated.getSchemaDescriptor())
                .addMethod(tolerant)
                .build();
        return ServerServiceDefinition.builder(descriptor)
                .addMethod(tolerant, ServerCalls.asyncBidiStreamingCall(this::connect))
                .build();
    }

    /** Hears an agent out that was sent away. */
    private static final class Deaf implements StreamObserver<AgentMessage> {

        @Override
        public void onNext(AgentMessage message) {}

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {}
    }
}
