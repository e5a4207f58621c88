package dev.heddle.sim.virtual;

import dev.heddle.agent.connect.Target;
import dev.heddle.contract.proto.v1.FabricAgentGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A gRPC channel over the simulated network; knows the one method that agents call. */
final class VirtualChannel extends ManagedChannel {

    private final VirtualNetwork network;
    private final VirtualProcess client;
    private final Target target;
    private final List<Connection> calls = new ArrayList<>(1);
    private boolean shutdown;

    VirtualChannel(VirtualNetwork network, VirtualProcess client, Target target) {
        this.network = network;
        this.client = client;
        this.target = target;
    }

    @Override
    @SuppressWarnings("unchecked") // the method's own types
    public <ReqT, RespT> ClientCall<ReqT, RespT> newCall(
            MethodDescriptor<ReqT, RespT> method, CallOptions callOptions) {
        if (shutdown
                || !method.getFullMethodName()
                        .equals(FabricAgentGrpc.getConnectMethod().getFullMethodName())) {
            throw new IllegalStateException("no call of " + method.getFullMethodName());
        }
        Connection connection = new Connection(network, client, network.reached(client.host(), target));
        calls.add(connection);
        return (ClientCall<ReqT, RespT>) connection.clientEnd();
    }

    @Override
    public String authority() {
        return target.toString();
    }

    @Override
    public ManagedChannel shutdown() {
        shutdown = true;
        return this;
    }

    @Override
    public ManagedChannel shutdownNow() {
        shutdown = true;
        calls.forEach(call -> call.clientEnd().abandon());
        return this;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && calls.stream().allMatch(call -> call.clientEnd().isClosed());
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }
}
