package dev.heddle.coordinator.storm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A server that does nothing: it answers every request 201 with a body as long as a ComputeDomain, at a given pace. */
final class BareHttp implements AutoCloseable {

    private static final byte[] BODY = new byte[512];

    private final HttpServer server;
    private final long gapNanos;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    BareHttp(int perSecond) throws IOException {
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        long turn = next.updateAndGet(last -> Math.max(last + gapNanos, System.nanoTime()));
        for (long wait = turn - System.nanoTime(); wait > 0; wait = turn - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        exchange.sendResponseHeaders(201, BODY.length);
        exchange.getResponseBody().write(BODY);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
