package dev.heddle.sim.image;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** Starts a coordinator with an image of simulated racks and no agents, for looking at large fleets. */
public final class ImageMain {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private ImageMain() {}

    /** Runs until it is stopped by a signal. */
    @SuppressWarnings("SystemOut") // what it says on standard output is for the one who started it
    public static void main(String[] arguments) throws InterruptedException {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.print(ImageOptions.USAGE);
            return;
        }
        try {
            ImageServer server = ImageServer.start(ImageOptions.parse(arguments), System.out::println);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
            System.out.println(server.ready());
            new CountDownLatch(1).await();
        } catch (IllegalArgumentException e) {
            System.err.println("image: " + e.getMessage());
            System.exit(USAGE);
        } catch (IOException e) {
            System.err.println("image: " + e.getMessage());
            System.exit(FAILED);
        }
    }
}
