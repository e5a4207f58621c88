package dev.heddle.sim;

import dev.heddle.sim.plant.Plant;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** Starts the simulator from a command line. */
public final class SimMain {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private SimMain() {}

    /** Runs until it is stopped by a signal or, if so asked, by the end of its standard input. */
    @SuppressWarnings("SystemOut") // what it says on standard output is for the one who started it
    public static void main(String[] arguments) throws InterruptedException {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.print(SimOptions.USAGE);
            return;
        }
        try {
            run(SimOptions.parse(arguments));
        } catch (IllegalArgumentException e) {
            fail(e, USAGE);
        } catch (IOException e) {
            fail(e, FAILED);
        }
    }

    private static void run(SimOptions options) throws IOException, InterruptedException {
        Simulator simulator = Simulator.start(options);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(simulator::close));
        System.out.println(ready(simulator));
        if (options.train()) {
            System.exit(0);
        }
        if (options.exitWithParent()) {
            awaitEndOfInput();
            System.exit(0);
        }
        new CountDownLatch(1).await();
    }

    private static String ready(Simulator simulator) {
        Plant plant = simulator.world().plant();
        return "sim ready: " + plant.racks().size() + " racks, " + plant.nodes().size() + " nodes, "
                + plant.gpuCount() + " GPUs, " + plant.linkCount() + " links, control http://127.0.0.1:"
                + simulator.controlPort();
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // what comes is of no interest, only that it ends
            continue;
        }
    }

    private static void fail(Exception e, int code) {
        System.err.println("sim: " + e.getMessage());
        System.exit(code);
    }
}
