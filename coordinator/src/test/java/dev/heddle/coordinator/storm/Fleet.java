package dev.heddle.coordinator.storm;

import dev.heddle.coordinator.FakeNode;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process of light agents. It is told what to do on its standard input, a line each, and answers each with a line:
 *
 * <pre>
 * connect PORT WINDOW SEED   every agent connects, at a moment drawn from WINDOW milliseconds; answers with the
 *                            milliseconds until all are accepted and told what to hold, and how often one was sent away
 * settle                     waits until nothing new is told for two seconds
 * drop                       every connection ends at once
 * churn PERCENT              so many of the agents drop and come back, again and again; churn 0 ends it
 * deaf PERCENT               so many of the agents read nothing any more
 * </pre>
 *
 * <p>Arguments: racks, trays.
 */
final class Fleet {

    private static final int SOURCES = 16;
    private static final long CONNECT_RETRY_MILLIS = 500;
    private static final long CHURN_MILLIS = 1_000;

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Agent> agents = new ArrayList<>();
    private int port;
    private boolean dropping;
    private int churn;
    private long begun;
    private long sentAway;
    private int open;
    private volatile long newsAt = System.nanoTime();
    private @Nullable Runnable whenAll;

    private Fleet(int racks, int trays) {
        for (int rack = 1; rack <= racks; rack++) {
            List<FakeNode> nodes = new ArrayList<>();
            for (int tray = 0; tray < trays; tray++) {
                nodes.add(new FakeNode(rack, tray));
            }
            nodes.forEach(node -> agents.add(new Agent(node, nodes, this)));
        }
    }

    public static void main(String[] args) throws IOException {
        Fleet fleet = new Fleet(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        System.out.println("ready " + fleet.agents.size());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(fleet.obey(line.split(" ")));
        }
        Runtime.getRuntime().halt(0);
    }

    private String obey(String[] words) {
        try {
            return switch (words[0]) {
                case "connect" ->
                    connect(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]));
                case "settle" -> settle();
                case "drop" -> onLoop(this::drop);
                case "churn" -> onLoop(() -> churn(Integer.parseInt(words[1])));
                case "deaf" -> onLoop(() -> deaf(Integer.parseInt(words[1])));
                default -> "unknown";
            };
        } catch (InterruptedException | ExecutionException e) {
            return "failed " + e;
        }
    }

    private String onLoop(Callable<String> work) throws InterruptedException, ExecutionException {
        return loop.submit(work).get();
    }

    private String connect(int target, int window, long seed) throws InterruptedException, ExecutionException {
        var done = loop.next().<String>newPromise();
        loop.execute(() -> {
            port = target;
            dropping = false;
            sentAway = 0;
            open = agents.size();
            begun = System.nanoTime();
            whenAll = () -> done.setSuccess(
                    "connected " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + " " + sentAway);
            List<Agent> order = new ArrayList<>(agents);
            Random random = new Random(seed);
            Collections.shuffle(order, random);
            for (Agent agent : order) {
                agent.begin();
                int moment = window == 0 ? 0 : random.nextInt(window);
                loop.schedule(() -> open(agent), moment, TimeUnit.MILLISECONDS);
            }
        });
        return done.get();
    }

    void later(Agent agent, long millis) {
        sentAway++;
        loop.schedule(() -> open(agent), millis, TimeUnit.MILLISECONDS);
    }

    private void open(Agent agent) {
        if (dropping) {
            return;
        }
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, agent.reads())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new AgentLine(agent));
                    }
                });
        int source = Math.floorMod(agent.hashCode(), SOURCES) + 2;
        bootstrap
                .connect(new InetSocketAddress("127.0.0.1", port), new InetSocketAddress("127.0.0." + source, 0))
                .addListener(result -> {
                    if (!result.isSuccess()) {
                        loop.schedule(() -> open(agent), CONNECT_RETRY_MILLIS, TimeUnit.MILLISECONDS);
                    }
                });
    }

    void reconciled() {
        open--;
        Runnable then = whenAll;
        if (open == 0 && then != null) {
            whenAll = null;
            then.run();
        }
    }

    void told(boolean news) {
        if (news) {
            newsAt = System.nanoTime();
        }
    }

    void lost(Agent agent) {
        if (!dropping) {
            loop.schedule(() -> open(agent), 100, TimeUnit.MILLISECONDS);
        }
    }

    private String settle() throws InterruptedException {
        newsAt = System.nanoTime();
        while (System.nanoTime() - newsAt < TimeUnit.SECONDS.toNanos(2)) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return "settled";
    }

    private String drop() {
        dropping = true;
        agents.forEach(Agent::drop);
        return "dropped";
    }

    private String churn(int percent) {
        boolean begins = churn == 0 && percent > 0;
        churn = percent;
        if (begins) {
            loop.schedule(this::churnOn, CHURN_MILLIS, TimeUnit.MILLISECONDS);
        }
        return "churning";
    }

    private void churnOn() {
        if (churn == 0) {
            return;
        }
        for (Agent agent : agents.subList(0, agents.size() * churn / 100)) {
            agent.drop();
            agent.begin();
            loop.schedule(() -> open(agent), new Random().nextInt((int) CHURN_MILLIS), TimeUnit.MILLISECONDS);
        }
        loop.schedule(this::churnOn, 2 * CHURN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private String deaf(int percent) {
        agents.subList(0, agents.size() * percent / 100).forEach(agent -> agent.read(false));
        return "deaf";
    }
}
